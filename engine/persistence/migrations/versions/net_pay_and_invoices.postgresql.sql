CREATE TABLE provider_invoice (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	claim_id BIGINT NOT NULL,
	provider_id BIGINT NOT NULL,
	number TEXT NOT NULL,
	number_key TEXT NOT NULL,
	day DATE NOT NULL,
	cents BIGINT NOT NULL,
	file_name TEXT,
	content BYTEA,
	sha256 TEXT,
	entered_by BIGINT NOT NULL,
	entered_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT ck_provider_invoice_attached CHECK ((file_name IS NULL) = (sha256 IS NULL)),
	CONSTRAINT ck_provider_invoice_cents CHECK (cents > 0),
	CONSTRAINT ck_provider_invoice_number CHECK (length(number) BETWEEN 1 AND 35),
	CONSTRAINT fk_provider_invoice_claim_id FOREIGN KEY(claim_id) REFERENCES ministry_claim (id),
	CONSTRAINT fk_provider_invoice_entered_by FOREIGN KEY(entered_by) REFERENCES user_account (id),
	CONSTRAINT fk_provider_invoice_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_provider_invoice_provider_id FOREIGN KEY(provider_id) REFERENCES provider_organisation (id),
	CONSTRAINT pk_provider_invoice PRIMARY KEY (id),
	CONSTRAINT uq_provider_invoice_claim_id_provider_id UNIQUE (claim_id, provider_id),
	CONSTRAINT uq_provider_invoice_provider_id_number_key UNIQUE (provider_id, number_key)
)
;

CREATE TABLE payroll_file (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	run_id BIGINT NOT NULL,
	file_name TEXT NOT NULL,
	content BYTEA NOT NULL,
	sha256 TEXT NOT NULL,
	imported_by BIGINT,
	imported_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT fk_payroll_file_imported_by FOREIGN KEY(imported_by) REFERENCES user_account (id),
	CONSTRAINT fk_payroll_file_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_payroll_file_run_id FOREIGN KEY(run_id) REFERENCES payment_run (id),
	CONSTRAINT pk_payroll_file PRIMARY KEY (id),
	CONSTRAINT uq_payroll_file_run_id_sha256 UNIQUE (run_id, sha256)
)
;

CREATE TABLE provider_payment (
	municipality_id BIGINT NOT NULL,
	invoice_id BIGINT NOT NULL,
	cents BIGINT NOT NULL,
	file_name TEXT NOT NULL,
	content BYTEA,
	sha256 TEXT,
	end_to_end_identification TEXT NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	paid_on DATE,
	CONSTRAINT ck_provider_payment_cents_at_least_0 CHECK (cents >= 0),
	CONSTRAINT ck_provider_payment_end_to_end_identification CHECK (length(end_to_end_identification) BETWEEN 1 AND 35),
	CONSTRAINT ck_provider_payment_transfer CHECK ((cents = 0) = (sha256 IS NULL)),
	CONSTRAINT fk_provider_payment_invoice_id FOREIGN KEY(invoice_id) REFERENCES provider_invoice (id),
	CONSTRAINT fk_provider_payment_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_provider_payment PRIMARY KEY (invoice_id),
	CONSTRAINT uq_provider_payment_end_to_end_identification UNIQUE (end_to_end_identification)
)
;

CREATE TABLE payroll_result (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	run_id BIGINT NOT NULL,
	file_id BIGINT NOT NULL,
	month_id BIGINT NOT NULL,
	reference TEXT NOT NULL,
	number BIGINT NOT NULL,
	gross_cents BIGINT NOT NULL,
	tax_cents BIGINT NOT NULL,
	employee_cents BIGINT NOT NULL,
	employer_cents BIGINT NOT NULL,
	net_cents BIGINT NOT NULL,
	paid_on DATE NOT NULL,
	reason TEXT NOT NULL,
	CONSTRAINT ck_payroll_result_gross CHECK (net_cents + tax_cents + employee_cents = gross_cents),
	CONSTRAINT ck_payroll_result_number_at_least_1 CHECK (number >= 1),
	CONSTRAINT ck_payroll_result_reason CHECK (number = 1 OR reason <> ''),
	CONSTRAINT fk_payroll_result_file_id FOREIGN KEY(file_id) REFERENCES payroll_file (id),
	CONSTRAINT fk_payroll_result_month_id FOREIGN KEY(month_id) REFERENCES service_month (id),
	CONSTRAINT fk_payroll_result_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_payroll_result_run_id FOREIGN KEY(run_id) REFERENCES payment_run (id),
	CONSTRAINT pk_payroll_result PRIMARY KEY (id),
	CONSTRAINT uq_payroll_result_reference_number UNIQUE (reference, number)
)
;

CREATE INDEX ix_payroll_result_month_id ON payroll_result (month_id)
;

CREATE INDEX ix_payroll_result_run_id ON payroll_result (run_id)
;

CREATE INDEX ix_provider_invoice_municipality_id_provider_id ON provider_invoice (municipality_id, provider_id)
;

CREATE TRIGGER refuse_39_payroll_file BEFORE UPDATE ON payroll_file FOR EACH ROW EXECUTE FUNCTION refuse_change('payroll_file is append-only')
;

CREATE TRIGGER refuse_40_payroll_file BEFORE DELETE ON payroll_file FOR EACH ROW EXECUTE FUNCTION refuse_change('payroll_file is append-only')
;

CREATE TRIGGER refuse_41_payroll_result BEFORE UPDATE ON payroll_result FOR EACH ROW EXECUTE FUNCTION refuse_change('payroll_result is append-only')
;

CREATE TRIGGER refuse_42_payroll_result BEFORE DELETE ON payroll_result FOR EACH ROW EXECUTE FUNCTION refuse_change('payroll_result is append-only')
;

CREATE TRIGGER refuse_43_provider_invoice BEFORE UPDATE ON provider_invoice FOR EACH ROW EXECUTE FUNCTION refuse_change('provider_invoice is append-only')
;

CREATE TRIGGER refuse_44_provider_invoice BEFORE DELETE ON provider_invoice FOR EACH ROW EXECUTE FUNCTION refuse_change('provider_invoice is append-only')
;

CREATE TRIGGER refuse_45_provider_payment BEFORE UPDATE ON provider_payment FOR EACH ROW WHEN (OLD.paid_on IS NOT NULL) EXECUTE FUNCTION refuse_change('the invoice is paid')
;

CREATE TRIGGER refuse_46_provider_payment BEFORE DELETE ON provider_payment FOR EACH ROW EXECUTE FUNCTION refuse_change('payments are kept')
;

CREATE TRIGGER refuse_47_provider_payment BEFORE UPDATE OF invoice_id, municipality_id, cents, file_name, content, sha256, end_to_end_identification, created_at ON provider_payment FOR EACH ROW EXECUTE FUNCTION refuse_change('payments are kept')
;

