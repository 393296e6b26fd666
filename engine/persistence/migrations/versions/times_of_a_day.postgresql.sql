CREATE TABLE month_span (
	municipality_id BIGINT NOT NULL,
	month_id BIGINT NOT NULL,
	day DATE NOT NULL,
	from_minute BIGINT NOT NULL,
	to_minute BIGINT NOT NULL,
	CONSTRAINT ck_month_span_from_before_to CHECK (from_minute >= 0 AND to_minute > from_minute),
	CONSTRAINT ck_month_span_to_within_day CHECK (to_minute <= 1440),
	CONSTRAINT fk_month_span_month_id FOREIGN KEY(month_id) REFERENCES service_month (id) ON DELETE CASCADE,
	CONSTRAINT fk_month_span_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_month_span PRIMARY KEY (month_id, day, from_minute)
)
;

