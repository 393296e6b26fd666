CREATE TABLE municipality_crest (
	municipality_id INTEGER NOT NULL,
	media_type TEXT NOT NULL,
	content BLOB NOT NULL,
	sha256 TEXT NOT NULL,
	CONSTRAINT fk_municipality_crest_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_municipality_crest PRIMARY KEY (municipality_id)
)
;

CREATE TABLE case_question (
	id INTEGER NOT NULL,
	municipality_id INTEGER NOT NULL,
	case_id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	text BLOB NOT NULL,
	asked_at DATETIME NOT NULL,
	answer BLOB,
	answered_by INTEGER,
	answered_at DATETIME,
	read_at DATETIME,
	CONSTRAINT ck_case_question_read_is_answered CHECK (read_at IS NULL OR answered_at IS NOT NULL),
	CONSTRAINT ck_case_question_who_answered CHECK ((answered_at IS NULL) = (answered_by IS NULL)),
	CONSTRAINT fk_case_question_answered_by FOREIGN KEY(answered_by) REFERENCES user_account (id),
	CONSTRAINT fk_case_question_case_id FOREIGN KEY(case_id) REFERENCES service_case (id),
	CONSTRAINT fk_case_question_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_case_question_person_id FOREIGN KEY(person_id) REFERENCES person (id),
	CONSTRAINT pk_case_question PRIMARY KEY (id)
)
;

CREATE TABLE sign_in_link (
	id INTEGER NOT NULL,
	municipality_id INTEGER NOT NULL,
	case_id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	user_id INTEGER NOT NULL,
	secret_hash TEXT NOT NULL,
	is_mailed BOOLEAN NOT NULL,
	made_by INTEGER NOT NULL,
	made_at DATETIME NOT NULL,
	expires_at DATETIME NOT NULL,
	used_at DATETIME,
	revoked_at DATETIME,
	wrong_answers INTEGER NOT NULL,
	CONSTRAINT ck_sign_in_link_expires_at_not_before_made_at CHECK (expires_at IS NULL OR expires_at >= made_at),
	CONSTRAINT ck_sign_in_link_one_end CHECK (used_at IS NULL OR revoked_at IS NULL),
	CONSTRAINT ck_sign_in_link_wrong_answers_at_least_0 CHECK (wrong_answers >= 0),
	CONSTRAINT fk_sign_in_link_case_id FOREIGN KEY(case_id) REFERENCES service_case (id),
	CONSTRAINT fk_sign_in_link_made_by FOREIGN KEY(made_by) REFERENCES user_account (id),
	CONSTRAINT fk_sign_in_link_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_sign_in_link_person_id FOREIGN KEY(person_id) REFERENCES person (id),
	CONSTRAINT fk_sign_in_link_user_id FOREIGN KEY(user_id) REFERENCES user_account (id),
	CONSTRAINT pk_sign_in_link PRIMARY KEY (id),
	CONSTRAINT uq_sign_in_link_secret_hash UNIQUE (secret_hash)
)
;

CREATE INDEX ix_audit_event_account ON audit_event (object_id, id) WHERE object_kind = 'user_account'
;

CREATE INDEX ix_case_question_case_id ON case_question (case_id)
;

CREATE INDEX ix_case_question_person_id ON case_question (person_id)
;

CREATE INDEX ix_case_question_waiting ON case_question (municipality_id, asked_at, id) WHERE answered_at IS NULL
;

CREATE INDEX ix_sign_in_link_person_id ON sign_in_link (person_id)
;

