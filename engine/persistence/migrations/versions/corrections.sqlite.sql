CREATE TABLE pay_carry (
	id INTEGER NOT NULL,
	municipality_id INTEGER NOT NULL,
	claim_id INTEGER NOT NULL,
	payee TEXT NOT NULL,
	number INTEGER NOT NULL,
	contract_form VARCHAR(17) NOT NULL,
	person_id INTEGER,
	cents BIGINT NOT NULL,
	CONSTRAINT ck_pay_carry_cents CHECK (cents <> 0),
	CONSTRAINT ck_pay_carry_contract_form CHECK (contract_form IN ('contract_for_work', 'self_employed', 'provider')),
	CONSTRAINT fk_pay_carry_claim_id FOREIGN KEY(claim_id) REFERENCES ministry_claim (id),
	CONSTRAINT fk_pay_carry_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_pay_carry_person_id FOREIGN KEY(person_id) REFERENCES person (id),
	CONSTRAINT pk_pay_carry PRIMARY KEY (id),
	CONSTRAINT uq_pay_carry_municipality_id_payee_number UNIQUE (municipality_id, payee, number)
)
;

CREATE TABLE reply_file (
	municipality_id INTEGER NOT NULL,
	claim_id INTEGER NOT NULL,
	file_name TEXT NOT NULL,
	content BLOB NOT NULL,
	sha256 TEXT NOT NULL,
	created_at DATETIME NOT NULL,
	CONSTRAINT fk_reply_file_claim_id FOREIGN KEY(claim_id) REFERENCES ministry_claim (id),
	CONSTRAINT fk_reply_file_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_reply_file PRIMARY KEY (claim_id)
)
;

CREATE TABLE month_correction (
	id INTEGER NOT NULL,
	municipality_id INTEGER NOT NULL,
	month_id INTEGER NOT NULL,
	number INTEGER NOT NULL,
	state VARCHAR(9) NOT NULL,
	instance_id INTEGER,
	opened_by INTEGER NOT NULL,
	opened_at DATETIME NOT NULL,
	reason VARCHAR(20),
	entries TEXT NOT NULL,
	entries_times TEXT NOT NULL,
	content_hash TEXT,
	minutes BIGINT,
	pay_cents BIGINT,
	gross_cents BIGINT,
	parts TEXT NOT NULL,
	steps TEXT NOT NULL,
	pack_revision TEXT,
	rule_pack_revision_id INTEGER,
	closed_at DATETIME,
	CONSTRAINT ck_month_correction_closed CHECK ((state = 'open') = (closed_at IS NULL)),
	CONSTRAINT ck_month_correction_correction_reason CHECK (reason IN ('hours_missing', 'not_given_as_entered', 'slip_of_entry', 'limit_applies', 'rate_corrected', 'other_grounds')),
	CONSTRAINT ck_month_correction_correction_state CHECK (state IN ('open', 'posted', 'withdrawn')),
	CONSTRAINT ck_month_correction_gross_cents_at_least_0 CHECK (gross_cents >= 0),
	CONSTRAINT ck_month_correction_minutes_at_least_0 CHECK (minutes >= 0),
	CONSTRAINT ck_month_correction_number_at_least_1 CHECK (number >= 1),
	CONSTRAINT ck_month_correction_pay_cents_at_least_0 CHECK (pay_cents >= 0),
	CONSTRAINT ck_month_correction_posted CHECK (state <> 'posted' OR pay_cents IS NOT NULL),
	CONSTRAINT fk_month_correction_instance_id FOREIGN KEY(instance_id) REFERENCES process_instance (id),
	CONSTRAINT fk_month_correction_month_id FOREIGN KEY(month_id) REFERENCES service_month (id),
	CONSTRAINT fk_month_correction_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_month_correction_opened_by FOREIGN KEY(opened_by) REFERENCES user_account (id),
	CONSTRAINT fk_month_correction_rule_pack_revision_id FOREIGN KEY(rule_pack_revision_id) REFERENCES rule_pack_revision (id),
	CONSTRAINT pk_month_correction PRIMARY KEY (id),
	CONSTRAINT uq_month_correction_instance_id UNIQUE (instance_id),
	CONSTRAINT uq_month_correction_month_id_number UNIQUE (month_id, number)
)
;

CREATE TABLE payment_deduction (
	id INTEGER NOT NULL,
	municipality_id INTEGER NOT NULL,
	run_id INTEGER NOT NULL,
	contract_id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	cents BIGINT NOT NULL,
	identification TEXT NOT NULL,
	CONSTRAINT ck_payment_deduction_cents CHECK (cents >= 0),
	CONSTRAINT fk_payment_deduction_contract_id FOREIGN KEY(contract_id) REFERENCES contract (id),
	CONSTRAINT fk_payment_deduction_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_payment_deduction_person_id FOREIGN KEY(person_id) REFERENCES person (id),
	CONSTRAINT fk_payment_deduction_run_id FOREIGN KEY(run_id) REFERENCES payment_run (id),
	CONSTRAINT pk_payment_deduction PRIMARY KEY (id),
	CONSTRAINT uq_payment_deduction_identification UNIQUE (identification)
)
;

CREATE TABLE claim_adjustment (
	municipality_id INTEGER NOT NULL,
	line_id INTEGER NOT NULL,
	month_id INTEGER NOT NULL,
	number INTEGER NOT NULL,
	correction_id INTEGER NOT NULL,
	parts TEXT NOT NULL,
	CONSTRAINT fk_claim_adjustment_correction_id FOREIGN KEY(correction_id) REFERENCES month_correction (id),
	CONSTRAINT fk_claim_adjustment_line_id FOREIGN KEY(line_id) REFERENCES claim_line (id) ON DELETE CASCADE,
	CONSTRAINT fk_claim_adjustment_month_id FOREIGN KEY(month_id) REFERENCES service_month (id),
	CONSTRAINT fk_claim_adjustment_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_claim_adjustment PRIMARY KEY (line_id),
	CONSTRAINT uq_claim_adjustment_month_id_number UNIQUE (month_id, number)
)
;

CREATE TABLE correction_signature (
	municipality_id INTEGER NOT NULL,
	correction_id INTEGER NOT NULL,
	side VARCHAR(9) NOT NULL,
	signer_person_id INTEGER,
	signer_user_id INTEGER,
	kind VARCHAR(14) NOT NULL,
	reason TEXT NOT NULL,
	content_hash TEXT NOT NULL,
	shown BLOB NOT NULL,
	release_sha256 TEXT NOT NULL,
	signed_at DATETIME NOT NULL,
	recorded_by INTEGER,
	CONSTRAINT ck_correction_signature_attestation_kind CHECK (kind IN ('plain', 'qualified', 'paper', 'phone', 'office', 'representative')),
	CONSTRAINT ck_correction_signature_attestation_side CHECK (side IN ('assistant', 'recipient')),
	CONSTRAINT ck_correction_signature_recorded CHECK (kind IN ('plain', 'qualified') OR recorded_by IS NOT NULL),
	CONSTRAINT fk_correction_signature_correction_id FOREIGN KEY(correction_id) REFERENCES month_correction (id),
	CONSTRAINT fk_correction_signature_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_correction_signature_recorded_by FOREIGN KEY(recorded_by) REFERENCES user_account (id),
	CONSTRAINT fk_correction_signature_signer_person_id FOREIGN KEY(signer_person_id) REFERENCES person (id),
	CONSTRAINT fk_correction_signature_signer_user_id FOREIGN KEY(signer_user_id) REFERENCES user_account (id),
	CONSTRAINT pk_correction_signature PRIMARY KEY (correction_id, side)
)
;

CREATE TABLE line_reply (
	municipality_id INTEGER NOT NULL,
	line_id INTEGER NOT NULL,
	claim_id INTEGER NOT NULL,
	outcome VARCHAR(8) NOT NULL,
	claimed_cents BIGINT NOT NULL,
	accepted_cents BIGINT NOT NULL,
	reason TEXT NOT NULL,
	CONSTRAINT ck_line_reply_answer CHECK (outcome IN ('accepted', 'cut', 'refused')),
	CONSTRAINT ck_line_reply_reason CHECK (outcome = 'accepted' OR reason <> ''),
	CONSTRAINT fk_line_reply_claim_id FOREIGN KEY(claim_id) REFERENCES ministry_claim (id),
	CONSTRAINT fk_line_reply_line_id FOREIGN KEY(line_id) REFERENCES claim_line (id),
	CONSTRAINT fk_line_reply_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_line_reply PRIMARY KEY (line_id)
)
;

CREATE INDEX ix_line_reply_claim_id ON line_reply (claim_id)
;

CREATE INDEX ix_pay_carry_claim_id ON pay_carry (claim_id)
;

CREATE INDEX ix_payment_deduction_run_id ON payment_deduction (run_id)
;

CREATE UNIQUE INDEX uq_month_correction_open ON month_correction (month_id) WHERE state = 'open'
;

CREATE TRIGGER refuse_25_pay_carry BEFORE UPDATE ON pay_carry BEGIN SELECT RAISE(ABORT, 'pay_carry is append-only'); END
;

CREATE TRIGGER refuse_26_pay_carry BEFORE DELETE ON pay_carry BEGIN SELECT RAISE(ABORT, 'pay_carry is append-only'); END
;

CREATE TRIGGER refuse_27_payment_deduction BEFORE UPDATE ON payment_deduction BEGIN SELECT RAISE(ABORT, 'payment_deduction is append-only'); END
;

CREATE TRIGGER refuse_28_payment_deduction BEFORE DELETE ON payment_deduction BEGIN SELECT RAISE(ABORT, 'payment_deduction is append-only'); END
;

CREATE TRIGGER refuse_29_reply_file BEFORE UPDATE ON reply_file BEGIN SELECT RAISE(ABORT, 'reply_file is append-only'); END
;

CREATE TRIGGER refuse_30_reply_file BEFORE DELETE ON reply_file BEGIN SELECT RAISE(ABORT, 'reply_file is append-only'); END
;

CREATE TRIGGER refuse_31_line_reply BEFORE UPDATE ON line_reply BEGIN SELECT RAISE(ABORT, 'line_reply is append-only'); END
;

CREATE TRIGGER refuse_32_line_reply BEFORE DELETE ON line_reply BEGIN SELECT RAISE(ABORT, 'line_reply is append-only'); END
;

CREATE TRIGGER refuse_33_month_correction BEFORE UPDATE ON month_correction WHEN OLD.state <> 'open' BEGIN SELECT RAISE(ABORT, 'the correction is closed'); END
;

CREATE TRIGGER refuse_34_month_correction BEFORE DELETE ON month_correction BEGIN SELECT RAISE(ABORT, 'corrections are withdrawn, never deleted'); END
;

