CREATE TABLE outside_sign_in (
	state_hash TEXT NOT NULL,
	browser_hash TEXT NOT NULL,
	provider TEXT NOT NULL,
	nonce TEXT NOT NULL,
	verifier TEXT NOT NULL,
	next_url TEXT NOT NULL,
	expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_outside_sign_in PRIMARY KEY (state_hash)
)
;

CREATE TABLE passkey_challenge (
	token_hash TEXT NOT NULL,
	challenge TEXT NOT NULL,
	expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_passkey_challenge PRIMARY KEY (token_hash)
)
;

CREATE TABLE known_browser (
	token_hash TEXT NOT NULL,
	user_id BIGINT NOT NULL,
	made_at TIMESTAMP WITH TIME ZONE NOT NULL,
	seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT fk_known_browser_user_id FOREIGN KEY(user_id) REFERENCES user_account (id),
	CONSTRAINT pk_known_browser PRIMARY KEY (token_hash, user_id)
)
;

CREATE TABLE outside_identity (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT,
	user_id BIGINT NOT NULL,
	provider TEXT NOT NULL,
	subject_hash TEXT NOT NULL,
	linked_by BIGINT NOT NULL,
	linked_at TIMESTAMP WITH TIME ZONE NOT NULL,
	used_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT ck_outside_identity_used_at_not_before_linked_at CHECK (used_at IS NULL OR used_at >= linked_at),
	CONSTRAINT fk_outside_identity_linked_by FOREIGN KEY(linked_by) REFERENCES user_account (id),
	CONSTRAINT fk_outside_identity_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_outside_identity_user_id FOREIGN KEY(user_id) REFERENCES user_account (id),
	CONSTRAINT pk_outside_identity PRIMARY KEY (id),
	CONSTRAINT uq_outside_identity_subject_hash UNIQUE (subject_hash)
)
;

CREATE TABLE passkey (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT,
	user_id BIGINT NOT NULL,
	name TEXT NOT NULL,
	credential_id TEXT NOT NULL,
	public_key BYTEA NOT NULL,
	sign_count BIGINT NOT NULL,
	made_at TIMESTAMP WITH TIME ZONE NOT NULL,
	used_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT ck_passkey_sign_count_at_least_0 CHECK (sign_count >= 0),
	CONSTRAINT ck_passkey_used_at_not_before_made_at CHECK (used_at IS NULL OR used_at >= made_at),
	CONSTRAINT fk_passkey_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_passkey_user_id FOREIGN KEY(user_id) REFERENCES user_account (id),
	CONSTRAINT pk_passkey PRIMARY KEY (id),
	CONSTRAINT uq_passkey_credential_id UNIQUE (credential_id)
)
;

CREATE TABLE outside_session (
	token_hash TEXT NOT NULL,
	provider TEXT NOT NULL,
	proves_factor BOOLEAN NOT NULL,
	can_end BOOLEAN NOT NULL,
	CONSTRAINT fk_outside_session_token_hash FOREIGN KEY(token_hash) REFERENCES web_session (token_hash) ON DELETE CASCADE,
	CONSTRAINT pk_outside_session PRIMARY KEY (token_hash)
)
;

CREATE INDEX ix_known_browser_seen_at ON known_browser (seen_at)
;

CREATE INDEX ix_known_browser_user_id ON known_browser (user_id)
;

CREATE INDEX ix_outside_identity_municipality_id ON outside_identity (municipality_id)
;

CREATE INDEX ix_outside_identity_user_id ON outside_identity (user_id)
;

CREATE INDEX ix_outside_sign_in_expires_at ON outside_sign_in (expires_at)
;

CREATE INDEX ix_passkey_challenge_expires_at ON passkey_challenge (expires_at)
;

CREATE INDEX ix_passkey_municipality_id ON passkey (municipality_id)
;

CREATE INDEX ix_passkey_user_id ON passkey (user_id)
;

ALTER TABLE outside_identity ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON outside_identity USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE passkey ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON passkey USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

