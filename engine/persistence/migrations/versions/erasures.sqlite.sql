DROP TRIGGER refuse_39_payroll_file
;

DROP TRIGGER refuse_43_provider_invoice
;

DROP TRIGGER refuse_48_reopening
;

CREATE TABLE kept_figure (
	municipality_id INTEGER NOT NULL,
	kind TEXT NOT NULL,
	object_id INTEGER NOT NULL,
	kept BLOB NOT NULL,
	CONSTRAINT fk_kept_figure_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_kept_figure PRIMARY KEY (kind, object_id)
)
;

CREATE TABLE retention_run (
	id INTEGER NOT NULL,
	municipality_id INTEGER NOT NULL,
	day DATE NOT NULL,
	at DATETIME NOT NULL,
	fingerprint TEXT NOT NULL,
	due TEXT NOT NULL,
	CONSTRAINT fk_retention_run_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_retention_run PRIMARY KEY (id),
	CONSTRAINT uq_retention_run_municipality_id UNIQUE (municipality_id)
)
;

CREATE TABLE erasure (
	id INTEGER NOT NULL,
	municipality_id INTEGER NOT NULL,
	record TEXT NOT NULL,
	object_id INTEGER NOT NULL,
	at DATETIME NOT NULL,
	by_user_id INTEGER,
	reason BLOB NOT NULL,
	CONSTRAINT fk_erasure_by_user_id FOREIGN KEY(by_user_id) REFERENCES user_account (id),
	CONSTRAINT fk_erasure_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_erasure PRIMARY KEY (id),
	CONSTRAINT uq_erasure_record_object_id UNIQUE (record, object_id)
)
;

CREATE INDEX ix_erasure_municipality_id_at ON erasure (municipality_id, at)
;

CREATE TRIGGER refuse_39_payroll_file BEFORE UPDATE ON payroll_file WHEN coalesce(length(NEW.content), 0) > 64 OR NEW.id <> OLD.id OR NEW.municipality_id <> OLD.municipality_id OR NEW.run_id <> OLD.run_id OR NEW.file_name <> OLD.file_name OR NEW.sha256 <> OLD.sha256 BEGIN SELECT RAISE(ABORT, 'payroll_file is append-only'); END
;

CREATE TRIGGER refuse_43_provider_invoice BEFORE UPDATE ON provider_invoice WHEN coalesce(length(NEW.content), 0) > 64 OR NEW.id <> OLD.id OR NEW.municipality_id <> OLD.municipality_id OR NEW.claim_id <> OLD.claim_id OR NEW.provider_id <> OLD.provider_id OR NEW.number <> OLD.number OR NEW.number_key <> OLD.number_key OR NEW.cents <> OLD.cents BEGIN SELECT RAISE(ABORT, 'provider_invoice is append-only'); END
;

CREATE TRIGGER refuse_48_reopening BEFORE UPDATE ON reopening WHEN coalesce(length(NEW.reason), 0) > 64 OR NEW.id <> OLD.id OR NEW.municipality_id <> OLD.municipality_id OR NEW.case_id <> OLD.case_id OR NEW.instance_id <> OLD.instance_id OR NEW.task_id <> OLD.task_id OR NEW.new_task_id <> OLD.new_task_id OR NEW.reopened_by <> OLD.reopened_by BEGIN SELECT RAISE(ABORT, 'reopening is append-only'); END
;

