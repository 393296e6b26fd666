CREATE TABLE district (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
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
	municipality_id BIGINT NOT NULL,
	case_id BIGINT NOT NULL,
	district_id BIGINT NOT NULL,
	CONSTRAINT fk_case_district_case_id FOREIGN KEY(case_id) REFERENCES service_case (id),
	CONSTRAINT fk_case_district_district_id FOREIGN KEY(district_id) REFERENCES district (id),
	CONSTRAINT fk_case_district_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_case_district PRIMARY KEY (case_id)
)
;

CREATE TABLE role_district (
	municipality_id BIGINT NOT NULL,
	user_role_id BIGINT NOT NULL,
	district_id BIGINT NOT NULL,
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

ALTER TABLE district ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON district USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE case_district ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON case_district USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE role_district ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON role_district USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

