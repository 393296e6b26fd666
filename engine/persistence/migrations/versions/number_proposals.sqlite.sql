CREATE TABLE number_proposal (
	id INTEGER NOT NULL,
	pack TEXT NOT NULL,
	"key" TEXT NOT NULL,
	value TEXT NOT NULL,
	status VARCHAR(11) NOT NULL,
	in_force_from DATE NOT NULL,
	announced_on DATE,
	source TEXT NOT NULL,
	reason TEXT NOT NULL,
	author INTEGER NOT NULL,
	proposed_at DATETIME NOT NULL,
	base_revision_id INTEGER NOT NULL,
	state VARCHAR(9) NOT NULL,
	decided_by INTEGER,
	decided_at DATETIME,
	decision_reason TEXT NOT NULL,
	revision_id INTEGER,
	CONSTRAINT ck_number_proposal_decided CHECK ((state = 'open') = (decided_at IS NULL)),
	CONSTRAINT ck_number_proposal_proposal_state CHECK (state IN ('open', 'approved', 'refused', 'withdrawn')),
	CONSTRAINT ck_number_proposal_recorded CHECK ((state = 'approved') = (revision_id IS NOT NULL)),
	CONSTRAINT ck_number_proposal_status CHECK (status IN ('confirmed', 'unconfirmed', 'demo', 'unset')),
	CONSTRAINT ck_number_proposal_two_people CHECK (decided_by <> author OR state = 'withdrawn'),
	CONSTRAINT fk_number_proposal_author FOREIGN KEY(author) REFERENCES user_account (id),
	CONSTRAINT fk_number_proposal_base_revision_id FOREIGN KEY(base_revision_id) REFERENCES rule_pack_revision (id),
	CONSTRAINT fk_number_proposal_decided_by FOREIGN KEY(decided_by) REFERENCES user_account (id),
	CONSTRAINT fk_number_proposal_revision_id FOREIGN KEY(revision_id) REFERENCES rule_pack_revision (id),
	CONSTRAINT pk_number_proposal PRIMARY KEY (id)
)
;

CREATE INDEX ix_number_proposal_pack_key_state ON number_proposal (pack, "key", state)
;

CREATE INDEX ix_number_proposal_state ON number_proposal (state)
;

CREATE TRIGGER refuse_23_number_proposal BEFORE UPDATE ON number_proposal WHEN OLD.state <> 'open' BEGIN SELECT RAISE(ABORT, 'the proposal is decided'); END
;

CREATE TRIGGER refuse_24_number_proposal BEFORE DELETE ON number_proposal BEGIN SELECT RAISE(ABORT, 'proposals are kept'); END
;

