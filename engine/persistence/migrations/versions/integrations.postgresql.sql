CREATE TABLE imported_opinion (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	person_id BIGINT NOT NULL,
	number TEXT NOT NULL,
	content BYTEA NOT NULL,
	recorded_by BIGINT NOT NULL,
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT fk_imported_opinion_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_imported_opinion_person_id FOREIGN KEY(person_id) REFERENCES person (id),
	CONSTRAINT fk_imported_opinion_recorded_by FOREIGN KEY(recorded_by) REFERENCES user_account (id),
	CONSTRAINT pk_imported_opinion PRIMARY KEY (id),
	CONSTRAINT uq_imported_opinion_municipality_id_number UNIQUE (municipality_id, number)
)
;

CREATE TABLE integration (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT,
	user_id BIGINT NOT NULL,
	name TEXT NOT NULL,
	purpose TEXT NOT NULL,
	token_hash TEXT NOT NULL,
	scopes TEXT NOT NULL,
	made_by BIGINT,
	made_at TIMESTAMP WITH TIME ZONE NOT NULL,
	expires_on DATE NOT NULL,
	last_used_at TIMESTAMP WITH TIME ZONE,
	revoked_at TIMESTAMP WITH TIME ZONE,
	event_url TEXT NOT NULL,
	event_kinds TEXT NOT NULL,
	event_secret BYTEA,
	CONSTRAINT fk_integration_made_by FOREIGN KEY(made_by) REFERENCES user_account (id),
	CONSTRAINT fk_integration_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_integration_user_id FOREIGN KEY(user_id) REFERENCES user_account (id),
	CONSTRAINT pk_integration PRIMARY KEY (id),
	CONSTRAINT uq_integration_token_hash UNIQUE (token_hash),
	CONSTRAINT uq_integration_user_id UNIQUE (user_id)
)
;

CREATE TABLE event_delivery (
	municipality_id BIGINT NOT NULL,
	outbox_id BIGINT NOT NULL,
	integration_id BIGINT NOT NULL,
	kind TEXT NOT NULL,
	order_key TEXT NOT NULL,
	made_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT fk_event_delivery_integration_id FOREIGN KEY(integration_id) REFERENCES integration (id),
	CONSTRAINT fk_event_delivery_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_event_delivery_outbox_id FOREIGN KEY(outbox_id) REFERENCES outbox (id),
	CONSTRAINT pk_event_delivery PRIMARY KEY (outbox_id)
)
;

CREATE TABLE integration_answer (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT,
	integration_id BIGINT NOT NULL,
	key_hash TEXT NOT NULL,
	asked_sha256 TEXT NOT NULL,
	begun_at TIMESTAMP WITH TIME ZONE NOT NULL,
	status BIGINT,
	body BYTEA,
	CONSTRAINT fk_integration_answer_integration_id FOREIGN KEY(integration_id) REFERENCES integration (id),
	CONSTRAINT fk_integration_answer_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_integration_answer PRIMARY KEY (id),
	CONSTRAINT uq_integration_answer_integration_id_key_hash UNIQUE (integration_id, key_hash)
)
;

CREATE TABLE integration_use (
	municipality_id BIGINT,
	integration_id BIGINT NOT NULL,
	minute BIGINT NOT NULL,
	count BIGINT NOT NULL,
	CONSTRAINT ck_integration_use_count_at_least_0 CHECK (count >= 0),
	CONSTRAINT fk_integration_use_integration_id FOREIGN KEY(integration_id) REFERENCES integration (id),
	CONSTRAINT fk_integration_use_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_integration_use PRIMARY KEY (integration_id, minute)
)
;

CREATE INDEX ix_event_delivery_integration_id_order_key_outbox_id ON event_delivery (integration_id, order_key, outbox_id)
;

CREATE INDEX ix_event_delivery_integration_id_outbox_id ON event_delivery (integration_id, outbox_id)
;

CREATE INDEX ix_imported_opinion_person_id ON imported_opinion (person_id)
;

CREATE INDEX ix_integration_answer_begun_at ON integration_answer (begun_at)
;

CREATE INDEX ix_integration_answer_municipality_id ON integration_answer (municipality_id)
;

CREATE INDEX ix_integration_municipality_id ON integration (municipality_id)
;

CREATE INDEX ix_integration_use_municipality_id ON integration_use (municipality_id)
;

ALTER TABLE imported_opinion ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON imported_opinion USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE integration ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON integration USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE event_delivery ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON event_delivery USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE integration_answer ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON integration_answer USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE integration_use ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON integration_use USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

