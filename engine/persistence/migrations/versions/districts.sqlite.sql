CREATE TABLE district (
	id INTEGER NOT NULL,
	municipality_id INTEGER NOT NULL,
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	retired_on DATE,
	CONSTRAINT ck_district_code_is_short CHECK (length(code) BETWEEN 1 AND 20),
	CONSTRAINT ck_district_name_of_a_line CHECK (length(name) BETWEEN 1 AND 100),
	CONSTRAINT fk_district_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_district PRIMARY KEY (id),
	CONSTRAINT uq_district_municipality_id_code UNIQUE (municipality_id, code)
)
;

CREATE TABLE case_district (
	municipality_id INTEGER NOT NULL,
	case_id INTEGER NOT NULL,
	district_id INTEGER NOT NULL,
	CONSTRAINT fk_case_district_case_id FOREIGN KEY(case_id) REFERENCES service_case (id),
	CONSTRAINT fk_case_district_district_id FOREIGN KEY(district_id) REFERENCES district (id),
	CONSTRAINT fk_case_district_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_case_district PRIMARY KEY (case_id)
)
;

CREATE TABLE role_district (
	municipality_id INTEGER NOT NULL,
	user_role_id INTEGER NOT NULL,
	district_id INTEGER NOT NULL,
	CONSTRAINT fk_role_district_district_id FOREIGN KEY(district_id) REFERENCES district (id),
	CONSTRAINT fk_role_district_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_role_district_user_role_id FOREIGN KEY(user_role_id) REFERENCES user_role (id) ON DELETE CASCADE,
	CONSTRAINT pk_role_district PRIMARY KEY (user_role_id, district_id)
)
;

CREATE INDEX ix_case_district_district_id ON case_district (district_id)
;

CREATE INDEX ix_role_district_district_id ON role_district (district_id)
;

