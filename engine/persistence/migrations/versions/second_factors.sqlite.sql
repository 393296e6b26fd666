CREATE TABLE half_sign_in (
	token_hash TEXT NOT NULL,
	user_id INTEGER NOT NULL,
	made_at DATETIME NOT NULL,
	expires_at DATETIME NOT NULL,
	CONSTRAINT fk_half_sign_in_user_id FOREIGN KEY(user_id) REFERENCES user_account (id),
	CONSTRAINT pk_half_sign_in PRIMARY KEY (token_hash)
)
;

CREATE TABLE recovery_code (
	id INTEGER NOT NULL,
	municipality_id INTEGER,
	user_id INTEGER NOT NULL,
	code_hash TEXT NOT NULL,
	made_at DATETIME NOT NULL,
	used_at DATETIME,
	CONSTRAINT ck_recovery_code_used_at_not_before_made_at CHECK (used_at IS NULL OR used_at >= made_at),
	CONSTRAINT fk_recovery_code_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_recovery_code_user_id FOREIGN KEY(user_id) REFERENCES user_account (id),
	CONSTRAINT pk_recovery_code PRIMARY KEY (id),
	CONSTRAINT uq_recovery_code_user_id_code_hash UNIQUE (user_id, code_hash)
)
;

CREATE TABLE second_factor (
	municipality_id INTEGER,
	user_id INTEGER NOT NULL,
	secret BLOB NOT NULL,
	made_at DATETIME NOT NULL,
	confirmed_at DATETIME,
	last_step INTEGER NOT NULL,
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

