DROP TRIGGER refuse_39_payroll_file ON payroll_file
;

DROP TRIGGER refuse_43_provider_invoice ON provider_invoice
;

DROP TRIGGER refuse_48_reopening ON reopening
;

CREATE TABLE kept_figure (
	municipality_id BIGINT NOT NULL,
	kind TEXT NOT NULL,
	object_id BIGINT NOT NULL,
	kept BYTEA NOT NULL,
	CONSTRAINT fk_kept_figure_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_kept_figure PRIMARY KEY (kind, object_id)
)
;

CREATE TABLE retention_run (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	day DATE NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	fingerprint TEXT NOT NULL,
	due TEXT NOT NULL,
	CONSTRAINT fk_retention_run_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_retention_run PRIMARY KEY (id),
	CONSTRAINT uq_retention_run_municipality_id UNIQUE (municipality_id)
)
;

CREATE TABLE erasure (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	record TEXT NOT NULL,
	object_id BIGINT NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	by_user_id BIGINT,
	reason BYTEA NOT NULL,
	CONSTRAINT fk_erasure_by_user_id FOREIGN KEY(by_user_id) REFERENCES user_account (id),
	CONSTRAINT fk_erasure_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_erasure PRIMARY KEY (id),
	CONSTRAINT uq_erasure_record_object_id UNIQUE (record, object_id)
)
;

CREATE INDEX ix_erasure_municipality_id_at ON erasure (municipality_id, at)
;

CREATE TRIGGER refuse_39_payroll_file BEFORE UPDATE ON payroll_file FOR EACH ROW WHEN (coalesce(length(NEW.content), 0) > 64 OR NEW.id <> OLD.id OR NEW.municipality_id <> OLD.municipality_id OR NEW.run_id <> OLD.run_id OR NEW.file_name <> OLD.file_name OR NEW.sha256 <> OLD.sha256) EXECUTE FUNCTION refuse_change('payroll_file is append-only')
;

CREATE TRIGGER refuse_43_provider_invoice BEFORE UPDATE ON provider_invoice FOR EACH ROW WHEN (coalesce(length(NEW.content), 0) > 64 OR NEW.id <> OLD.id OR NEW.municipality_id <> OLD.municipality_id OR NEW.claim_id <> OLD.claim_id OR NEW.provider_id <> OLD.provider_id OR NEW.number <> OLD.number OR NEW.number_key <> OLD.number_key OR NEW.cents <> OLD.cents) EXECUTE FUNCTION refuse_change('provider_invoice is append-only')
;

CREATE TRIGGER refuse_48_reopening BEFORE UPDATE ON reopening FOR EACH ROW WHEN (coalesce(length(NEW.reason), 0) > 64 OR NEW.id <> OLD.id OR NEW.municipality_id <> OLD.municipality_id OR NEW.case_id <> OLD.case_id OR NEW.instance_id <> OLD.instance_id OR NEW.task_id <> OLD.task_id OR NEW.new_task_id <> OLD.new_task_id OR NEW.reopened_by <> OLD.reopened_by) EXECUTE FUNCTION refuse_change('reopening is append-only')
;

ALTER TABLE kept_figure ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON kept_figure USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE retention_run ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON retention_run USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE erasure ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON erasure USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

