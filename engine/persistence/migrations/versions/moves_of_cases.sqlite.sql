CREATE TABLE move_plan (
	id INTEGER NOT NULL,
	municipality_id INTEGER NOT NULL,
	process_id TEXT NOT NULL,
	from_release_id INTEGER NOT NULL,
	to_release_id INTEGER NOT NULL,
	elements TEXT NOT NULL,
	keeps_times BOOLEAN NOT NULL,
	state VARCHAR(9) NOT NULL,
	version INTEGER NOT NULL,
	tried_version INTEGER,
	tried_at DATETIME,
	created_by INTEGER NOT NULL,
	created_at DATETIME NOT NULL,
	editors TEXT NOT NULL,
	note TEXT NOT NULL,
	proposed_by INTEGER,
	proposed_at DATETIME,
	decided_by INTEGER,
	decided_at DATETIME,
	decision_reason TEXT NOT NULL,
	CONSTRAINT ck_move_plan_plan_state CHECK (state IN ('open', 'proposed', 'moving', 'moved', 'undoing', 'undone', 'withdrawn')),
	CONSTRAINT ck_move_plan_proposed CHECK (state = 'open' OR state = 'withdrawn' OR proposed_at IS NOT NULL),
	CONSTRAINT ck_move_plan_two_people CHECK (state NOT IN ('moving', 'moved', 'undoing', 'undone') OR (decided_by <> proposed_by AND decided_by <> created_by)),
	CONSTRAINT ck_move_plan_two_releases CHECK (from_release_id <> to_release_id),
	CONSTRAINT fk_move_plan_created_by FOREIGN KEY(created_by) REFERENCES user_account (id),
	CONSTRAINT fk_move_plan_decided_by FOREIGN KEY(decided_by) REFERENCES user_account (id),
	CONSTRAINT fk_move_plan_from_release_id FOREIGN KEY(from_release_id) REFERENCES release (id),
	CONSTRAINT fk_move_plan_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_move_plan_proposed_by FOREIGN KEY(proposed_by) REFERENCES user_account (id),
	CONSTRAINT fk_move_plan_to_release_id FOREIGN KEY(to_release_id) REFERENCES release (id),
	CONSTRAINT pk_move_plan PRIMARY KEY (id)
)
;

CREATE TABLE moved_case (
	id INTEGER NOT NULL,
	municipality_id INTEGER NOT NULL,
	plan_id INTEGER NOT NULL,
	instance_id INTEGER NOT NULL,
	case_id INTEGER,
	business_key TEXT NOT NULL,
	state VARCHAR(7) NOT NULL,
	sentence TEXT,
	stands_at TEXT NOT NULL,
	told TEXT NOT NULL,
	at DATETIME,
	moved_version INTEGER,
	before_state BLOB,
	before_rows BLOB,
	CONSTRAINT ck_moved_case_move_state CHECK (state IN ('waiting', 'moves', 'stays', 'cannot', 'moved', 'undone', 'kept')),
	CONSTRAINT ck_moved_case_moved_version CHECK (state NOT IN ('moved', 'undone', 'kept') OR moved_version IS NOT NULL),
	CONSTRAINT fk_moved_case_case_id FOREIGN KEY(case_id) REFERENCES service_case (id),
	CONSTRAINT fk_moved_case_instance_id FOREIGN KEY(instance_id) REFERENCES process_instance (id),
	CONSTRAINT fk_moved_case_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_moved_case_plan_id FOREIGN KEY(plan_id) REFERENCES move_plan (id),
	CONSTRAINT pk_moved_case PRIMARY KEY (id),
	CONSTRAINT uq_moved_case_plan_id_instance_id UNIQUE (plan_id, instance_id)
)
;

CREATE INDEX ix_move_plan_municipality_id_state ON move_plan (municipality_id, state)
;

CREATE INDEX ix_moved_case_plan_id_state_id ON moved_case (plan_id, state, id)
;

