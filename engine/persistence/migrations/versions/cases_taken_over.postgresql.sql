CREATE TABLE takeover (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	case_id BIGINT NOT NULL,
	contract_id BIGINT NOT NULL,
	decision_number TEXT NOT NULL,
	began_on DATE NOT NULL,
	months_from DATE NOT NULL,
	used_minutes BIGINT NOT NULL,
	assessed_on DATE,
	row_hash TEXT NOT NULL,
	file_sha256 TEXT NOT NULL,
	line BIGINT NOT NULL,
	taken_over_at TIMESTAMP WITH TIME ZONE NOT NULL,
	taken_over_by BIGINT,
	CONSTRAINT ck_takeover_used_minutes_at_least_0 CHECK (used_minutes >= 0),
	CONSTRAINT fk_takeover_case_id FOREIGN KEY(case_id) REFERENCES service_case (id),
	CONSTRAINT fk_takeover_contract_id FOREIGN KEY(contract_id) REFERENCES contract (id),
	CONSTRAINT fk_takeover_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_takeover_taken_over_by FOREIGN KEY(taken_over_by) REFERENCES user_account (id),
	CONSTRAINT pk_takeover PRIMARY KEY (id),
	CONSTRAINT uq_takeover_case_id UNIQUE (case_id),
	CONSTRAINT uq_takeover_contract_id UNIQUE (contract_id),
	CONSTRAINT uq_takeover_municipality_id_decision_number UNIQUE (municipality_id, decision_number)
)
;

