CREATE TABLE evidence_demand (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	month_id BIGINT NOT NULL,
	purpose BYTEA NOT NULL,
	demanded_on DATE NOT NULL,
	demanded_by BIGINT NOT NULL,
	due_on DATE NOT NULL,
	received_on DATE,
	received_by BIGINT,
	CONSTRAINT ck_evidence_demand_due_on_not_before_demanded_on CHECK (due_on IS NULL OR due_on >= demanded_on),
	CONSTRAINT ck_evidence_demand_received_on_not_before_demanded_on CHECK (received_on IS NULL OR received_on >= demanded_on),
	CONSTRAINT ck_evidence_demand_who_received CHECK ((received_on IS NULL) = (received_by IS NULL)),
	CONSTRAINT fk_evidence_demand_demanded_by FOREIGN KEY(demanded_by) REFERENCES user_account (id),
	CONSTRAINT fk_evidence_demand_month_id FOREIGN KEY(month_id) REFERENCES service_month (id) ON DELETE CASCADE,
	CONSTRAINT fk_evidence_demand_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_evidence_demand_received_by FOREIGN KEY(received_by) REFERENCES user_account (id),
	CONSTRAINT pk_evidence_demand PRIMARY KEY (id)
)
;

CREATE INDEX ix_evidence_demand_month_id ON evidence_demand (month_id)
;

