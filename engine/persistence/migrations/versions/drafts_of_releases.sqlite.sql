CREATE TABLE release_draft (
	id INTEGER NOT NULL,
	municipality_id INTEGER NOT NULL,
	title TEXT NOT NULL,
	base_release_id INTEGER NOT NULL,
	base_version INTEGER NOT NULL,
	state VARCHAR(9) NOT NULL,
	version INTEGER NOT NULL,
	created_by INTEGER NOT NULL,
	created_at DATETIME NOT NULL,
	editors TEXT NOT NULL,
	note TEXT NOT NULL,
	from_day DATE,
	proposed_by INTEGER,
	proposed_at DATETIME,
	rehearsed_sha256 TEXT,
	rehearsed_at DATETIME,
	rehearsal TEXT NOT NULL,
	decided_by INTEGER,
	decided_at DATETIME,
	decision_reason TEXT NOT NULL,
	release_id INTEGER,
	CONSTRAINT ck_release_draft_decided CHECK (state IN ('open', 'proposed') OR decided_at IS NOT NULL),
	CONSTRAINT ck_release_draft_draft_state CHECK (state IN ('open', 'proposed', 'published', 'withdrawn')),
	CONSTRAINT ck_release_draft_proposed CHECK (state NOT IN ('proposed', 'published') OR (proposed_at IS NOT NULL AND from_day IS NOT NULL)),
	CONSTRAINT ck_release_draft_rehearsed CHECK ((rehearsed_sha256 IS NULL) = (rehearsed_at IS NULL)),
	CONSTRAINT ck_release_draft_released CHECK ((state = 'published') = (release_id IS NOT NULL)),
	CONSTRAINT ck_release_draft_two_people CHECK (state <> 'published' OR (decided_by <> proposed_by AND decided_by <> created_by)),
	CONSTRAINT fk_release_draft_base_release_id FOREIGN KEY(base_release_id) REFERENCES release (id),
	CONSTRAINT fk_release_draft_created_by FOREIGN KEY(created_by) REFERENCES user_account (id),
	CONSTRAINT fk_release_draft_decided_by FOREIGN KEY(decided_by) REFERENCES user_account (id),
	CONSTRAINT fk_release_draft_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_release_draft_proposed_by FOREIGN KEY(proposed_by) REFERENCES user_account (id),
	CONSTRAINT fk_release_draft_release_id FOREIGN KEY(release_id) REFERENCES release (id),
	CONSTRAINT pk_release_draft PRIMARY KEY (id)
)
;

CREATE TABLE release_draft_file (
	municipality_id INTEGER NOT NULL,
	draft_id INTEGER NOT NULL,
	path TEXT NOT NULL,
	content BLOB,
	version INTEGER NOT NULL,
	changed_by INTEGER NOT NULL,
	changed_at DATETIME NOT NULL,
	CONSTRAINT fk_release_draft_file_changed_by FOREIGN KEY(changed_by) REFERENCES user_account (id),
	CONSTRAINT fk_release_draft_file_draft_id FOREIGN KEY(draft_id) REFERENCES release_draft (id),
	CONSTRAINT fk_release_draft_file_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_release_draft_file PRIMARY KEY (draft_id, path)
)
;

CREATE INDEX ix_release_draft_municipality_id_state ON release_draft (municipality_id, state)
;

CREATE TRIGGER refuse_54_release_draft BEFORE UPDATE ON release_draft WHEN OLD.state IN ('published', 'withdrawn') BEGIN SELECT RAISE(ABORT, 'the draft is decided'); END
;

CREATE TRIGGER refuse_55_release_draft BEFORE DELETE ON release_draft BEGIN SELECT RAISE(ABORT, 'drafts are kept'); END
;

