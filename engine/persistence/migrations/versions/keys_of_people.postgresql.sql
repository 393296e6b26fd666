DROP TRIGGER refuse_40_payroll_file ON payroll_file
;

DROP TRIGGER refuse_41_payroll_result ON payroll_result
;

DROP TRIGGER refuse_42_payroll_result ON payroll_result
;

DROP TRIGGER refuse_44_provider_invoice ON provider_invoice
;

DROP TRIGGER refuse_45_provider_payment ON provider_payment
;

DROP TRIGGER refuse_46_provider_payment ON provider_payment
;

DROP TRIGGER refuse_47_provider_payment ON provider_payment
;

DROP TRIGGER refuse_49_reopening ON reopening
;

DROP TRIGGER refuse_50_superseded ON superseded
;

DROP TRIGGER refuse_51_superseded ON superseded
;

DROP TRIGGER refuse_52_document_delivery ON document_delivery
;

DROP TRIGGER refuse_53_document_delivery ON document_delivery
;

DROP TRIGGER refuse_54_release_draft ON release_draft
;

DROP TRIGGER refuse_55_release_draft ON release_draft
;

DROP TRIGGER refuse_39_payroll_file ON payroll_file
;

DROP TRIGGER refuse_43_provider_invoice ON provider_invoice
;

DROP TRIGGER refuse_48_reopening ON reopening
;

CREATE TABLE data_key (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT,
	person_id BIGINT,
	purpose TEXT,
	tag BYTEA NOT NULL,
	wrapped BYTEA,
	master BIGINT,
	wrapped_by BYTEA,
	destroyed_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT ck_data_key_destroyed CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL)),
	CONSTRAINT ck_data_key_of_all CHECK ((purpose IS NULL) = (municipality_id IS NOT NULL)),
	CONSTRAINT ck_data_key_of_person CHECK (person_id IS NULL OR wrapped IS NULL OR master IS NULL),
	CONSTRAINT ck_data_key_one_wrapper CHECK (wrapped IS NULL OR (master IS NULL) <> (wrapped_by IS NULL)),
	CONSTRAINT fk_data_key_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_data_key_wrapped_by FOREIGN KEY(wrapped_by) REFERENCES data_key (tag),
	CONSTRAINT pk_data_key PRIMARY KEY (id),
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

CREATE TRIGGER refuse_39_payroll_result BEFORE UPDATE ON payroll_result FOR EACH ROW EXECUTE FUNCTION refuse_change('payroll_result is append-only')
;

CREATE TRIGGER refuse_40_payroll_result BEFORE DELETE ON payroll_result FOR EACH ROW EXECUTE FUNCTION refuse_change('payroll_result is append-only')
;

CREATE TRIGGER refuse_41_provider_payment BEFORE UPDATE OF paid_on ON provider_payment FOR EACH ROW WHEN (OLD.paid_on IS NOT NULL) EXECUTE FUNCTION refuse_change('the invoice is paid')
;

CREATE TRIGGER refuse_42_superseded BEFORE UPDATE ON superseded FOR EACH ROW EXECUTE FUNCTION refuse_change('superseded is append-only')
;

CREATE TRIGGER refuse_43_superseded BEFORE DELETE ON superseded FOR EACH ROW EXECUTE FUNCTION refuse_change('superseded is append-only')
;

CREATE TRIGGER refuse_44_reopening BEFORE DELETE ON reopening FOR EACH ROW EXECUTE FUNCTION refuse_change('reopening is append-only')
;

CREATE TRIGGER refuse_45_payroll_file BEFORE DELETE ON payroll_file FOR EACH ROW EXECUTE FUNCTION refuse_change('payroll_file is append-only')
;

CREATE TRIGGER refuse_46_provider_invoice BEFORE DELETE ON provider_invoice FOR EACH ROW EXECUTE FUNCTION refuse_change('provider_invoice is append-only')
;

CREATE TRIGGER refuse_47_provider_payment BEFORE DELETE ON provider_payment FOR EACH ROW EXECUTE FUNCTION refuse_change('provider_payment is append-only')
;

CREATE TRIGGER refuse_48_reopening BEFORE UPDATE OF id, municipality_id, case_id, instance_id, task_id, new_task_id, reopened_by, reopened_at ON reopening FOR EACH ROW EXECUTE FUNCTION refuse_change('reopening is append-only')
;

CREATE TRIGGER refuse_49_payroll_file BEFORE UPDATE OF id, municipality_id, run_id, file_name, sha256, imported_by, imported_at ON payroll_file FOR EACH ROW EXECUTE FUNCTION refuse_change('payroll_file is append-only')
;

CREATE TRIGGER refuse_50_provider_invoice BEFORE UPDATE OF id, municipality_id, claim_id, provider_id, number, number_key, day, cents, file_name, sha256, entered_by, entered_at ON provider_invoice FOR EACH ROW EXECUTE FUNCTION refuse_change('provider_invoice is append-only')
;

CREATE TRIGGER refuse_51_provider_payment BEFORE UPDATE OF invoice_id, municipality_id, cents, file_name, sha256, end_to_end_identification, created_at ON provider_payment FOR EACH ROW EXECUTE FUNCTION refuse_change('provider_payment is append-only')
;

CREATE TRIGGER refuse_52_reopening BEFORE UPDATE OF reason ON reopening FOR EACH ROW WHEN (coalesce(length(NEW.reason), 0) > 64 AND (OLD.reason IS NULL OR NEW.reason IS NULL OR substr(OLD.reason, 1, 9) = substr(NEW.reason, 1, 9))) EXECUTE FUNCTION refuse_change('reopening is append-only')
;

CREATE TRIGGER refuse_53_payroll_file BEFORE UPDATE OF content ON payroll_file FOR EACH ROW WHEN (coalesce(length(NEW.content), 0) > 64 AND (OLD.content IS NULL OR NEW.content IS NULL OR substr(OLD.content, 1, 9) = substr(NEW.content, 1, 9))) EXECUTE FUNCTION refuse_change('payroll_file is append-only')
;

CREATE TRIGGER refuse_54_provider_invoice BEFORE UPDATE OF content ON provider_invoice FOR EACH ROW WHEN (coalesce(length(NEW.content), 0) > 64 AND (OLD.content IS NULL OR NEW.content IS NULL OR substr(OLD.content, 1, 9) = substr(NEW.content, 1, 9))) EXECUTE FUNCTION refuse_change('provider_invoice is append-only')
;

CREATE TRIGGER refuse_55_provider_payment BEFORE UPDATE OF content ON provider_payment FOR EACH ROW WHEN (OLD.content IS NULL OR NEW.content IS NULL OR substr(OLD.content, 1, 9) = substr(NEW.content, 1, 9)) EXECUTE FUNCTION refuse_change('provider_payment is append-only')
;

CREATE TRIGGER refuse_56_document_delivery BEFORE UPDATE ON document_delivery FOR EACH ROW EXECUTE FUNCTION refuse_change('document_delivery is append-only')
;

CREATE TRIGGER refuse_57_document_delivery BEFORE DELETE ON document_delivery FOR EACH ROW EXECUTE FUNCTION refuse_change('document_delivery is append-only')
;

CREATE TRIGGER refuse_58_release_draft BEFORE UPDATE ON release_draft FOR EACH ROW WHEN (OLD.state IN ('published', 'withdrawn')) EXECUTE FUNCTION refuse_change('the draft is decided')
;

CREATE TRIGGER refuse_59_release_draft BEFORE DELETE ON release_draft FOR EACH ROW EXECUTE FUNCTION refuse_change('drafts are kept')
;

ALTER TABLE data_key ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON data_key USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

