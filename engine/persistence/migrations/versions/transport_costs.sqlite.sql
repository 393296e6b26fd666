CREATE TABLE month_transport (
	municipality_id INTEGER NOT NULL,
	month_id INTEGER NOT NULL,
	journeys BLOB NOT NULL,
	judged BLOB,
	reasons BLOB,
	asked_cents BIGINT,
	cents BIGINT,
	CONSTRAINT ck_month_transport_cents_at_least_0 CHECK (cents >= 0),
	CONSTRAINT ck_month_transport_paid_is_part CHECK (cents IS NULL OR cents <= asked_cents),
	CONSTRAINT fk_month_transport_month_id FOREIGN KEY(month_id) REFERENCES service_month (id) ON DELETE CASCADE,
	CONSTRAINT fk_month_transport_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_month_transport PRIMARY KEY (month_id)
)
;

