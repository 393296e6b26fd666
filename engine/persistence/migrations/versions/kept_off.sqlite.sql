CREATE TABLE kept_off (
	id INTEGER NOT NULL,
	municipality_id INTEGER NOT NULL,
	case_id INTEGER NOT NULL,
	user_id INTEGER NOT NULL,
	tie VARCHAR(16) NOT NULL,
	words BLOB NOT NULL,
	since DATETIME NOT NULL,
	said_by INTEGER NOT NULL,
	ended_at DATETIME,
	ended_by INTEGER,
	end_words BLOB,
	CONSTRAINT ck_kept_off_ended_at_not_before_since CHECK (ended_at IS NULL OR ended_at >= since),
	CONSTRAINT ck_kept_off_nobody_lifts_their_own CHECK (ended_by IS NULL OR ended_by <> user_id),
	CONSTRAINT ck_kept_off_tie CHECK (tie IN ('relative', 'business_partner', 'other')),
	CONSTRAINT ck_kept_off_who_ended CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
	CONSTRAINT fk_kept_off_case_id FOREIGN KEY(case_id) REFERENCES service_case (id),
	CONSTRAINT fk_kept_off_ended_by FOREIGN KEY(ended_by) REFERENCES user_account (id),
	CONSTRAINT fk_kept_off_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_kept_off_said_by FOREIGN KEY(said_by) REFERENCES user_account (id),
	CONSTRAINT fk_kept_off_user_id FOREIGN KEY(user_id) REFERENCES user_account (id),
	CONSTRAINT pk_kept_off PRIMARY KEY (id)
)
;

CREATE INDEX ix_kept_off_case_id ON kept_off (case_id)
;

CREATE UNIQUE INDEX uq_kept_off_now ON kept_off (user_id, case_id) WHERE ended_at IS NULL
;

