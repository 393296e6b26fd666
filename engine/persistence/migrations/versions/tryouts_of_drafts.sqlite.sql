CREATE TABLE draft_coverage (
	municipality_id INTEGER NOT NULL,
	draft_id INTEGER NOT NULL,
	played_sha256 TEXT NOT NULL,
	passed TEXT NOT NULL,
	CONSTRAINT fk_draft_coverage_draft_id FOREIGN KEY(draft_id) REFERENCES release_draft (id),
	CONSTRAINT fk_draft_coverage_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_draft_coverage PRIMARY KEY (draft_id)
)
;

CREATE TABLE draft_tryout (
	id INTEGER NOT NULL,
	municipality_id INTEGER NOT NULL,
	draft_id INTEGER NOT NULL,
	path TEXT NOT NULL,
	scenario TEXT NOT NULL,
	shown TEXT NOT NULL,
	played_sha256 TEXT,
	version INTEGER NOT NULL,
	created_by INTEGER NOT NULL,
	created_at DATETIME NOT NULL,
	CONSTRAINT fk_draft_tryout_created_by FOREIGN KEY(created_by) REFERENCES user_account (id),
	CONSTRAINT fk_draft_tryout_draft_id FOREIGN KEY(draft_id) REFERENCES release_draft (id),
	CONSTRAINT fk_draft_tryout_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_draft_tryout PRIMARY KEY (id)
)
;

CREATE INDEX ix_draft_tryout_draft_id ON draft_tryout (draft_id)
;

