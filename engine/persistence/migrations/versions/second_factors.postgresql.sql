CREATE TABLE half_sign_in (
	token_hash TEXT NOT NULL,
	user_id BIGINT NOT NULL,
	made_at TIMESTAMP WITH TIME ZONE NOT NULL,
	expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT fk_half_sign_in_user_id FOREIGN KEY(user_id) REFERENCES user_account (id),
	CONSTRAINT pk_half_sign_in PRIMARY KEY (token_hash)
)
;

CREATE TABLE recovery_code (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT,
	user_id BIGINT NOT NULL,
	code_hash TEXT NOT NULL,
	made_at TIMESTAMP WITH TIME ZONE NOT NULL,
	used_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT ck_recovery_code_used_at_not_before_made_at CHECK (used_at IS NULL OR used_at >= made_at),
	CONSTRAINT fk_recovery_code_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_recovery_code_user_id FOREIGN KEY(user_id) REFERENCES user_account (id),
	CONSTRAINT pk_recovery_code PRIMARY KEY (id),
	CONSTRAINT uq_recovery_code_user_id_code_hash UNIQUE (user_id, code_hash)
)
;

CREATE TABLE second_factor (
	municipality_id BIGINT,
	user_id BIGINT NOT NULL,
	secret BYTEA NOT NULL,
	made_at TIMESTAMP WITH TIME ZONE NOT NULL,
	confirmed_at TIMESTAMP WITH TIME ZONE,
	last_step BIGINT NOT NULL,
	CONSTRAINT ck_second_factor_last_step_at_least_0 CHECK (last_step >= 0),
	CONSTRAINT fk_second_factor_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_second_factor_user_id FOREIGN KEY(user_id) REFERENCES user_account (id),
	CONSTRAINT pk_second_factor PRIMARY KEY (user_id)
)
;

CREATE TABLE session_place (
	token_hash TEXT NOT NULL,
	device TEXT NOT NULL,
	address TEXT NOT NULL,
	CONSTRAINT fk_session_place_token_hash FOREIGN KEY(token_hash) REFERENCES web_session (token_hash) ON DELETE CASCADE,
	CONSTRAINT pk_session_place PRIMARY KEY (token_hash)
)
;

CREATE INDEX ix_half_sign_in_expires_at ON half_sign_in (expires_at)
;

CREATE INDEX ix_half_sign_in_user_id ON half_sign_in (user_id)
;

CREATE INDEX ix_recovery_code_municipality_id ON recovery_code (municipality_id)
;

CREATE INDEX ix_second_factor_municipality_id ON second_factor (municipality_id)
;

ALTER TABLE recovery_code ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON recovery_code USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE second_factor ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON second_factor USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

