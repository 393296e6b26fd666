DROP TRIGGER refuse_40_payroll_file
;

DROP TRIGGER refuse_41_payroll_result
;

DROP TRIGGER refuse_42_payroll_result
;

DROP TRIGGER refuse_44_provider_invoice
;

DROP TRIGGER refuse_45_provider_payment
;

DROP TRIGGER refuse_46_provider_payment
;

DROP TRIGGER refuse_47_provider_payment
;

DROP TRIGGER refuse_49_reopening
;

DROP TRIGGER refuse_50_superseded
;

DROP TRIGGER refuse_51_superseded
;

DROP TRIGGER refuse_52_document_delivery
;

DROP TRIGGER refuse_53_document_delivery
;

DROP TRIGGER refuse_54_release_draft
;

DROP TRIGGER refuse_55_release_draft
;

DROP TRIGGER refuse_39_payroll_file
;

DROP TRIGGER refuse_43_provider_invoice
;

DROP TRIGGER refuse_48_reopening
;

CREATE TABLE data_key (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	municipality_id INTEGER,
	person_id INTEGER,
	purpose TEXT,
	tag BLOB NOT NULL,
	wrapped BLOB,
	master INTEGER,
	wrapped_by BLOB,
	destroyed_at DATETIME,
	CONSTRAINT ck_data_key_destroyed CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL)),
	CONSTRAINT ck_data_key_of_all CHECK ((purpose IS NULL) = (municipality_id IS NOT NULL)),
	CONSTRAINT ck_data_key_of_person CHECK (person_id IS NULL OR wrapped IS NULL OR master IS NULL),
	CONSTRAINT ck_data_key_one_wrapper CHECK (wrapped IS NULL OR (master IS NULL) <> (wrapped_by IS NULL)),
	CONSTRAINT fk_data_key_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_data_key_wrapped_by FOREIGN KEY(wrapped_by) REFERENCES data_key (tag),
	CONSTRAINT uq_data_key_tag UNIQUE (tag)
)
;

CREATE INDEX ix_data_key_destroyed ON data_key (destroyed_at) WHERE destroyed_at IS NOT NULL
;

CREATE INDEX ix_data_key_municipality ON data_key (municipality_id, id) WHERE person_id IS NULL
;

CREATE INDEX ix_data_key_person ON data_key (person_id, id) WHERE person_id IS NOT NULL
;

CREATE INDEX ix_data_key_wrapped_by ON data_key (wrapped_by) WHERE wrapped_by IS NOT NULL
;

CREATE TRIGGER refuse_39_payroll_result BEFORE UPDATE ON payroll_result BEGIN SELECT RAISE(ABORT, 'payroll_result is append-only'); END
;

CREATE TRIGGER refuse_40_payroll_result BEFORE DELETE ON payroll_result BEGIN SELECT RAISE(ABORT, 'payroll_result is append-only'); END
;

CREATE TRIGGER refuse_41_provider_payment BEFORE UPDATE OF paid_on ON provider_payment WHEN OLD.paid_on IS NOT NULL BEGIN SELECT RAISE(ABORT, 'the invoice is paid'); END
;

CREATE TRIGGER refuse_42_superseded BEFORE UPDATE ON superseded BEGIN SELECT RAISE(ABORT, 'superseded is append-only'); END
;

CREATE TRIGGER refuse_43_superseded BEFORE DELETE ON superseded BEGIN SELECT RAISE(ABORT, 'superseded is append-only'); END
;

CREATE TRIGGER refuse_44_reopening BEFORE DELETE ON reopening BEGIN SELECT RAISE(ABORT, 'reopening is append-only'); END
;

CREATE TRIGGER refuse_45_payroll_file BEFORE DELETE ON payroll_file BEGIN SELECT RAISE(ABORT, 'payroll_file is append-only'); END
;

CREATE TRIGGER refuse_46_provider_invoice BEFORE DELETE ON provider_invoice BEGIN SELECT RAISE(ABORT, 'provider_invoice is append-only'); END
;

CREATE TRIGGER refuse_47_provider_payment BEFORE DELETE ON provider_payment BEGIN SELECT RAISE(ABORT, 'provider_payment is append-only'); END
;

CREATE TRIGGER refuse_48_reopening BEFORE UPDATE OF id, municipality_id, case_id, instance_id, task_id, new_task_id, reopened_by, reopened_at ON reopening BEGIN SELECT RAISE(ABORT, 'reopening is append-only'); END
;

CREATE TRIGGER refuse_49_payroll_file BEFORE UPDATE OF id, municipality_id, run_id, file_name, sha256, imported_by, imported_at ON payroll_file BEGIN SELECT RAISE(ABORT, 'payroll_file is append-only'); END
;

CREATE TRIGGER refuse_50_provider_invoice BEFORE UPDATE OF id, municipality_id, claim_id, provider_id, number, number_key, day, cents, file_name, sha256, entered_by, entered_at ON provider_invoice BEGIN SELECT RAISE(ABORT, 'provider_invoice is append-only'); END
;

CREATE TRIGGER refuse_51_provider_payment BEFORE UPDATE OF invoice_id, municipality_id, cents, file_name, sha256, end_to_end_identification, created_at ON provider_payment BEGIN SELECT RAISE(ABORT, 'provider_payment is append-only'); END
;

CREATE TRIGGER refuse_52_reopening BEFORE UPDATE OF reason ON reopening WHEN coalesce(length(NEW.reason), 0) > 64 AND (OLD.reason IS NULL OR NEW.reason IS NULL OR substr(OLD.reason, 1, 9) = substr(NEW.reason, 1, 9)) BEGIN SELECT RAISE(ABORT, 'reopening is append-only'); END
;

CREATE TRIGGER refuse_53_payroll_file BEFORE UPDATE OF content ON payroll_file WHEN coalesce(length(NEW.content), 0) > 64 AND (OLD.content IS NULL OR NEW.content IS NULL OR substr(OLD.content, 1, 9) = substr(NEW.content, 1, 9)) BEGIN SELECT RAISE(ABORT, 'payroll_file is append-only'); END
;

CREATE TRIGGER refuse_54_provider_invoice BEFORE UPDATE OF content ON provider_invoice WHEN coalesce(length(NEW.content), 0) > 64 AND (OLD.content IS NULL OR NEW.content IS NULL OR substr(OLD.content, 1, 9) = substr(NEW.content, 1, 9)) BEGIN SELECT RAISE(ABORT, 'provider_invoice is append-only'); END
;

CREATE TRIGGER refuse_55_provider_payment BEFORE UPDATE OF content ON provider_payment WHEN OLD.content IS NULL OR NEW.content IS NULL OR substr(OLD.content, 1, 9) = substr(NEW.content, 1, 9) BEGIN SELECT RAISE(ABORT, 'provider_payment is append-only'); END
;

CREATE TRIGGER refuse_56_document_delivery BEFORE UPDATE ON document_delivery BEGIN SELECT RAISE(ABORT, 'document_delivery is append-only'); END
;

CREATE TRIGGER refuse_57_document_delivery BEFORE DELETE ON document_delivery BEGIN SELECT RAISE(ABORT, 'document_delivery is append-only'); END
;

CREATE TRIGGER refuse_58_release_draft BEFORE UPDATE ON release_draft WHEN OLD.state IN ('published', 'withdrawn') BEGIN SELECT RAISE(ABORT, 'the draft is decided'); END
;

CREATE TRIGGER refuse_59_release_draft BEFORE DELETE ON release_draft BEGIN SELECT RAISE(ABORT, 'drafts are kept'); END
;

