DROP TRIGGER refuse_17_audit_event ON audit_event
;

CREATE TABLE audit_archive (
	chain BIGINT NOT NULL,
	year BIGINT NOT NULL,
	first_seq BIGINT NOT NULL,
	last_seq BIGINT NOT NULL,
	before_mac TEXT NOT NULL,
	last_mac TEXT NOT NULL,
	file_name TEXT NOT NULL,
	file_bytes BIGINT NOT NULL,
	file_sha256 TEXT,
	closed_at TIMESTAMP WITH TIME ZONE,
	mac TEXT NOT NULL,
	CONSTRAINT ck_audit_archive_closed CHECK ((closed_at IS NULL) = (file_sha256 IS NULL)),
	CONSTRAINT ck_audit_archive_events CHECK (first_seq <= last_seq),
	CONSTRAINT ck_audit_archive_first_seq_at_least_1 CHECK (first_seq >= 1),
	CONSTRAINT pk_audit_archive PRIMARY KEY (chain, year)
)
;

CREATE FUNCTION refuse_unarchived() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM audit_archive WHERE chain = coalesce(OLD.municipality_id, 0)
  AND OLD.sealed_seq BETWEEN first_seq AND last_seq) THEN
    RAISE EXCEPTION 'audit_event is append-only';
  END IF;
  RETURN OLD;
END $$
;

CREATE TRIGGER refuse_17_audit_event BEFORE DELETE ON audit_event FOR EACH ROW WHEN (OLD.sealed_seq IS NULL) EXECUTE FUNCTION refuse_change('audit_event is append-only')
;

CREATE TRIGGER refuse_21_audit_archive BEFORE UPDATE ON audit_archive FOR EACH ROW WHEN (OLD.closed_at IS NOT NULL) EXECUTE FUNCTION refuse_change('the archive is closed')
;

CREATE TRIGGER refuse_22_audit_archive BEFORE DELETE ON audit_archive FOR EACH ROW EXECUTE FUNCTION refuse_change('audit_archive keeps the chain whole')
;

CREATE TRIGGER refuse_unarchived_event BEFORE DELETE ON audit_event FOR EACH ROW EXECUTE FUNCTION refuse_unarchived()
;

