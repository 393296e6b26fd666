DROP TRIGGER refuse_17_audit_event
;

CREATE TABLE audit_archive (
	chain INTEGER NOT NULL,
	year INTEGER NOT NULL,
	first_seq INTEGER NOT NULL,
	last_seq INTEGER NOT NULL,
	before_mac TEXT NOT NULL,
	last_mac TEXT NOT NULL,
	file_name TEXT NOT NULL,
	file_bytes INTEGER NOT NULL,
	file_sha256 TEXT,
	closed_at DATETIME,
	mac TEXT NOT NULL,
	CONSTRAINT ck_audit_archive_closed CHECK ((closed_at IS NULL) = (file_sha256 IS NULL)),
	CONSTRAINT ck_audit_archive_events CHECK (first_seq <= last_seq),
	CONSTRAINT ck_audit_archive_first_seq_at_least_1 CHECK (first_seq >= 1),
	CONSTRAINT pk_audit_archive PRIMARY KEY (chain, year)
)
;

CREATE TRIGGER refuse_17_audit_event BEFORE DELETE ON audit_event WHEN OLD.sealed_seq IS NULL BEGIN SELECT RAISE(ABORT, 'audit_event is append-only'); END
;

CREATE TRIGGER refuse_21_audit_archive BEFORE UPDATE ON audit_archive WHEN OLD.closed_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'the archive is closed'); END
;

CREATE TRIGGER refuse_22_audit_archive BEFORE DELETE ON audit_archive BEGIN SELECT RAISE(ABORT, 'audit_archive keeps the chain whole'); END
;

CREATE TRIGGER refuse_unarchived_event BEFORE DELETE ON audit_event WHEN NOT EXISTS (SELECT 1 FROM audit_archive WHERE chain = coalesce(OLD.municipality_id, 0)
  AND OLD.sealed_seq BETWEEN first_seq AND last_seq) BEGIN SELECT RAISE(ABORT, 'audit_event is append-only'); END
;

