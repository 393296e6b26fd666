CREATE TABLE weekly_grant (
	municipality_id BIGINT NOT NULL,
	decision_id BIGINT NOT NULL,
	hours BYTEA NOT NULL,
	hours_per_week BIGINT NOT NULL,
	unpaid_hours BIGINT NOT NULL,
	payable_hours BIGINT NOT NULL,
	CONSTRAINT ck_weekly_grant_hours_per_week_at_least_0 CHECK (hours_per_week >= 0),
	CONSTRAINT ck_weekly_grant_payable_is_part CHECK (payable_hours <= hours_per_week),
	CONSTRAINT ck_weekly_grant_unpaid_hours_at_least_0 CHECK (unpaid_hours >= 0),
	CONSTRAINT fk_weekly_grant_decision_id FOREIGN KEY(decision_id) REFERENCES decision (id),
	CONSTRAINT fk_weekly_grant_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_weekly_grant PRIMARY KEY (decision_id)
)
;

CREATE TABLE month_use (
	municipality_id BIGINT NOT NULL,
	month_id BIGINT NOT NULL,
	day DATE NOT NULL,
	purposes BYTEA NOT NULL,
	CONSTRAINT fk_month_use_month_id FOREIGN KEY(month_id) REFERENCES service_month (id) ON DELETE CASCADE,
	CONSTRAINT fk_month_use_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_month_use PRIMARY KEY (month_id, day)
)
;

