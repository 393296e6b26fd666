CREATE TABLE control_sample (
	id INTEGER NOT NULL,
	municipality_id INTEGER NOT NULL,
	year INTEGER NOT NULL,
	seed TEXT NOT NULL,
	active_count INTEGER NOT NULL,
	drawn_at DATETIME NOT NULL,
	drawn_by INTEGER NOT NULL,
	CONSTRAINT ck_control_sample_active_count_at_least_0 CHECK (active_count >= 0),
	CONSTRAINT fk_control_sample_drawn_by FOREIGN KEY(drawn_by) REFERENCES user_account (id),
	CONSTRAINT fk_control_sample_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_control_sample PRIMARY KEY (id),
	CONSTRAINT uq_control_sample_municipality_id_year UNIQUE (municipality_id, year)
)
;

CREATE TABLE control_file (
	id INTEGER NOT NULL,
	municipality_id INTEGER NOT NULL,
	sample_id INTEGER NOT NULL,
	case_id INTEGER NOT NULL,
	place INTEGER NOT NULL,
	own_assistant BOOLEAN NOT NULL,
	checked_by INTEGER,
	checked_at DATETIME,
	is_sound BOOLEAN,
	findings BLOB NOT NULL,
	CONSTRAINT ck_control_file_checked CHECK ((checked_at IS NULL) = (checked_by IS NULL)),
	CONSTRAINT ck_control_file_judged CHECK ((checked_at IS NULL) = (is_sound IS NULL)),
	CONSTRAINT ck_control_file_place_at_least_1 CHECK (place >= 1),
	CONSTRAINT fk_control_file_case_id FOREIGN KEY(case_id) REFERENCES service_case (id),
	CONSTRAINT fk_control_file_checked_by FOREIGN KEY(checked_by) REFERENCES user_account (id),
	CONSTRAINT fk_control_file_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_control_file_sample_id FOREIGN KEY(sample_id) REFERENCES control_sample (id),
	CONSTRAINT pk_control_file PRIMARY KEY (id),
	CONSTRAINT uq_control_file_sample_id_case_id UNIQUE (sample_id, case_id)
)
;

CREATE TABLE reassessment (
	id INTEGER NOT NULL,
	municipality_id INTEGER NOT NULL,
	case_id INTEGER NOT NULL,
	reason BLOB NOT NULL,
	ordered_by INTEGER,
	ordered_at DATETIME NOT NULL,
	earlier_assessment_id INTEGER,
	earlier_hours INTEGER NOT NULL,
	assessment_id INTEGER,
	new_hours INTEGER,
	decision_id INTEGER,
	closed_at DATETIME,
	CONSTRAINT ck_reassessment_assessed CHECK ((assessment_id IS NULL) = (new_hours IS NULL)),
	CONSTRAINT ck_reassessment_earlier_hours_at_least_0 CHECK (earlier_hours >= 0),
	CONSTRAINT ck_reassessment_new_hours_at_least_0 CHECK (new_hours >= 0),
	CONSTRAINT fk_reassessment_assessment_id FOREIGN KEY(assessment_id) REFERENCES assessment (id),
	CONSTRAINT fk_reassessment_case_id FOREIGN KEY(case_id) REFERENCES service_case (id),
	CONSTRAINT fk_reassessment_decision_id FOREIGN KEY(decision_id) REFERENCES decision (id),
	CONSTRAINT fk_reassessment_earlier_assessment_id FOREIGN KEY(earlier_assessment_id) REFERENCES assessment (id),
	CONSTRAINT fk_reassessment_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_reassessment_ordered_by FOREIGN KEY(ordered_by) REFERENCES user_account (id),
	CONSTRAINT pk_reassessment PRIMARY KEY (id)
)
;

CREATE INDEX ix_reassessment_case_id ON reassessment (case_id)
;

