CREATE TABLE municipal_amount (
	id INTEGER NOT NULL,
	municipality_id INTEGER NOT NULL,
	kind VARCHAR(16) NOT NULL,
	in_force_from DATE NOT NULL,
	amount VARCHAR(20) NOT NULL,
	source TEXT NOT NULL,
	reason TEXT NOT NULL,
	author INTEGER NOT NULL,
	proposed_at DATETIME NOT NULL,
	state VARCHAR(9) NOT NULL,
	decided_by INTEGER,
	decided_at DATETIME,
	decision_reason TEXT NOT NULL,
	CONSTRAINT ck_municipal_amount_amount_kind CHECK (kind IN ('top_up_rate', 'state_budget', 'municipal_budget')),
	CONSTRAINT ck_municipal_amount_decided CHECK ((state = 'open') = (decided_at IS NULL)),
	CONSTRAINT ck_municipal_amount_explained CHECK (source <> '' AND reason <> ''),
	CONSTRAINT ck_municipal_amount_proposal_state CHECK (state IN ('open', 'approved', 'refused', 'withdrawn')),
	CONSTRAINT ck_municipal_amount_two_people CHECK (decided_by <> author OR state = 'withdrawn'),
	CONSTRAINT fk_municipal_amount_author FOREIGN KEY(author) REFERENCES user_account (id),
	CONSTRAINT fk_municipal_amount_decided_by FOREIGN KEY(decided_by) REFERENCES user_account (id),
	CONSTRAINT fk_municipal_amount_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_municipal_amount PRIMARY KEY (id)
)
;

CREATE TABLE month_top_up (
	municipality_id INTEGER NOT NULL,
	month_id INTEGER NOT NULL,
	number INTEGER NOT NULL,
	amount_id INTEGER NOT NULL,
	minutes BIGINT NOT NULL,
	cents BIGINT NOT NULL,
	CONSTRAINT ck_month_top_up_cents_at_least_0 CHECK (cents >= 0),
	CONSTRAINT ck_month_top_up_minutes_at_least_0 CHECK (minutes >= 0),
	CONSTRAINT ck_month_top_up_number_at_least_0 CHECK (number >= 0),
	CONSTRAINT fk_month_top_up_amount_id FOREIGN KEY(amount_id) REFERENCES municipal_amount (id),
	CONSTRAINT fk_month_top_up_month_id FOREIGN KEY(month_id) REFERENCES service_month (id),
	CONSTRAINT fk_month_top_up_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_month_top_up PRIMARY KEY (month_id, number)
)
;

CREATE INDEX ix_municipal_amount_municipality_id_state_kind ON municipal_amount (municipality_id, state, kind)
;

CREATE TRIGGER refuse_35_municipal_amount BEFORE UPDATE ON municipal_amount WHEN OLD.state <> 'open' BEGIN SELECT RAISE(ABORT, 'the amount is decided'); END
;

CREATE TRIGGER refuse_36_municipal_amount BEFORE DELETE ON municipal_amount BEGIN SELECT RAISE(ABORT, 'amounts are kept'); END
;

CREATE TRIGGER refuse_37_month_top_up BEFORE UPDATE ON month_top_up BEGIN SELECT RAISE(ABORT, 'month_top_up is append-only'); END
;

CREATE TRIGGER refuse_38_month_top_up BEFORE DELETE ON month_top_up BEGIN SELECT RAISE(ABORT, 'month_top_up is append-only'); END
;

