CREATE TABLE weekly_grant (
	municipality_id INTEGER NOT NULL,
	decision_id INTEGER NOT NULL,
	hours BLOB NOT NULL,
	hours_per_week INTEGER NOT NULL,
	unpaid_hours INTEGER NOT NULL,
	payable_hours INTEGER NOT NULL,
	CONSTRAINT ck_weekly_grant_hours_per_week_at_least_0 CHECK (hours_per_week >= 0),
	CONSTRAINT ck_weekly_grant_payable_is_part CHECK (payable_hours <= hours_per_week),
	CONSTRAINT ck_weekly_grant_unpaid_hours_at_least_0 CHECK (unpaid_hours >= 0),
	CONSTRAINT fk_weekly_grant_decision_id FOREIGN KEY(decision_id) REFERENCES decision (id),
	CONSTRAINT fk_weekly_grant_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_weekly_grant PRIMARY KEY (decision_id)
)
;

CREATE TABLE month_use (
	municipality_id INTEGER NOT NULL,
	month_id INTEGER NOT NULL,
	day DATE NOT NULL,
	purposes BLOB NOT NULL,
	CONSTRAINT fk_month_use_month_id FOREIGN KEY(month_id) REFERENCES service_month (id) ON DELETE CASCADE,
	CONSTRAINT fk_month_use_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_month_use PRIMARY KEY (month_id, day)
)
;

