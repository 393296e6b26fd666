CREATE TABLE assistant_week (
	assistant_key TEXT NOT NULL,
	iso_year BIGINT NOT NULL,
	iso_week BIGINT NOT NULL,
	minutes BIGINT NOT NULL,
	CONSTRAINT ck_assistant_week_iso_week CHECK (iso_week BETWEEN 1 AND 53),
	CONSTRAINT ck_assistant_week_minutes_at_least_0 CHECK (minutes >= 0),
	CONSTRAINT pk_assistant_week PRIMARY KEY (assistant_key, iso_year, iso_week)
)
;

CREATE TABLE audit_head (
	chain BIGINT NOT NULL,
	sealed_seq BIGINT NOT NULL,
	chain_mac TEXT NOT NULL,
	CONSTRAINT ck_audit_head_sealed_seq_at_least_0 CHECK (sealed_seq >= 0),
	CONSTRAINT pk_audit_head PRIMARY KEY (chain)
)
;

CREATE TABLE id_block (
	table_name TEXT NOT NULL,
	next_id BIGINT NOT NULL,
	CONSTRAINT ck_id_block_next_id_at_least_1 CHECK (next_id >= 1),
	CONSTRAINT pk_id_block PRIMARY KEY (table_name)
)
;

CREATE TABLE installation (
	id BIGSERIAL NOT NULL,
	kind VARCHAR(10) NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	key_check TEXT NOT NULL,
	CONSTRAINT ck_installation_installation_kind CHECK (kind IN ('demo', 'test', 'production')),
	CONSTRAINT ck_installation_one_row CHECK (id = 1),
	CONSTRAINT pk_installation PRIMARY KEY (id)
)
;

CREATE TABLE municipality (
	id BIGSERIAL NOT NULL,
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	name_genitive TEXT NOT NULL,
	address TEXT NOT NULL,
	phone TEXT NOT NULL,
	email TEXT NOT NULL,
	bank_account TEXT NOT NULL,
	settings TEXT NOT NULL,
	CONSTRAINT pk_municipality PRIMARY KEY (id),
	CONSTRAINT uq_municipality_code UNIQUE (code)
)
;

CREATE TABLE rule_pack_revision (
	id BIGSERIAL NOT NULL,
	pack TEXT NOT NULL,
	sha256 TEXT NOT NULL,
	content BYTEA NOT NULL,
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
	in_force_from DATE,
	CONSTRAINT pk_rule_pack_revision PRIMARY KEY (id),
	CONSTRAINT uq_rule_pack_revision_pack_sha256 UNIQUE (pack, sha256)
)
;

CREATE TABLE sign_in_attempt (
	id BIGSERIAL NOT NULL,
	user_name_hash TEXT NOT NULL,
	address_hash TEXT NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	succeeded BOOLEAN NOT NULL,
	CONSTRAINT pk_sign_in_attempt PRIMARY KEY (id)
)
;

CREATE TABLE account (
	municipality_id BIGINT NOT NULL,
	code VARCHAR(22) NOT NULL,
	CONSTRAINT ck_account_account CHECK (code IN ('state_pay', 'municipal_top_up', 'transport', 'owed_to_payroll', 'owed_to_self_employed', 'owed_to_providers', 'ministry_receivable', 'funding_pay', 'funding_transport', 'funding_administration', 'claim_shortfall', 'bank')),
	CONSTRAINT fk_account_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_account PRIMARY KEY (municipality_id, code)
)
;

CREATE TABLE audit_event (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT,
	instance_id BIGINT,
	case_id BIGINT,
	actor_user_id BIGINT,
	on_behalf_of BIGINT,
	action TEXT NOT NULL,
	object_kind TEXT NOT NULL,
	object_id TEXT NOT NULL,
	details TEXT NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	release_sha256 TEXT,
	mac TEXT NOT NULL,
	sealed_seq BIGINT,
	chain_mac TEXT,
	CONSTRAINT ck_audit_event_sealed CHECK ((sealed_seq IS NULL) = (chain_mac IS NULL)),
	CONSTRAINT fk_audit_event_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_audit_event PRIMARY KEY (id)
)
;

CREATE TABLE case_counter (
	municipality_id BIGINT NOT NULL,
	kind TEXT NOT NULL,
	year BIGINT NOT NULL,
	last BIGINT NOT NULL,
	CONSTRAINT ck_case_counter_last_at_least_0 CHECK (last >= 0),
	CONSTRAINT fk_case_counter_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_case_counter PRIMARY KEY (municipality_id, kind, year)
)
;

CREATE TABLE cycle_run (
	id BIGSERIAL NOT NULL,
	cycle TEXT NOT NULL,
	municipality_id BIGINT,
	period TEXT NOT NULL,
	started_at TIMESTAMP WITH TIME ZONE NOT NULL,
	finished_at TIMESTAMP WITH TIME ZONE,
	late BOOLEAN NOT NULL,
	CONSTRAINT ck_cycle_run_finished_at_not_before_started_at CHECK (finished_at IS NULL OR finished_at >= started_at),
	CONSTRAINT ck_cycle_run_period_is_a_month CHECK (length(period) = 7 AND substr(period, 5, 1) = '-' AND substr(period, 6, 2) BETWEEN '01' AND '12'),
	CONSTRAINT fk_cycle_run_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_cycle_run PRIMARY KEY (id),
	CONSTRAINT uq_cycle_run_cycle_municipality_id_period UNIQUE (cycle, municipality_id, period)
)
;

CREATE TABLE day_off (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT,
	day DATE NOT NULL,
	name TEXT NOT NULL,
	is_working BOOLEAN NOT NULL,
	CONSTRAINT fk_day_off_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_day_off PRIMARY KEY (id),
	CONSTRAINT uq_day_off_municipality_id_day UNIQUE (municipality_id, day)
)
;

CREATE TABLE outbox (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	key TEXT NOT NULL,
	kind VARCHAR(7) NOT NULL,
	recipient BYTEA NOT NULL,
	payload BYTEA NOT NULL,
	state VARCHAR(7) NOT NULL,
	attempts BIGINT NOT NULL,
	next_at TIMESTAMP WITH TIME ZONE NOT NULL,
	sent_at TIMESTAMP WITH TIME ZONE,
	last_error TEXT,
	CONSTRAINT ck_outbox_attempts_at_least_0 CHECK (attempts >= 0),
	CONSTRAINT ck_outbox_outbox_kind CHECK (kind IN ('email', 'webhook')),
	CONSTRAINT ck_outbox_outbox_state CHECK (state IN ('waiting', 'sent', 'failed')),
	CONSTRAINT ck_outbox_sent CHECK ((sent_at IS NULL) = (state <> 'sent')),
	CONSTRAINT fk_outbox_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_outbox PRIMARY KEY (id),
	CONSTRAINT uq_outbox_key UNIQUE (key)
)
;

CREATE TABLE person (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	given_name TEXT NOT NULL,
	family_name TEXT NOT NULL,
	search_name TEXT NOT NULL,
	personal_code BYTEA,
	personal_code_hash TEXT,
	birth_date BYTEA,
	died_on DATE,
	email TEXT NOT NULL,
	phone TEXT NOT NULL,
	address TEXT NOT NULL,
	bank_account BYTEA,
	language VARCHAR(2) NOT NULL,
	is_minor_rate BOOLEAN NOT NULL,
	is_relative BOOLEAN NOT NULL,
	CONSTRAINT ck_person_language CHECK (language IN ('lv', 'en')),
	CONSTRAINT fk_person_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_person PRIMARY KEY (id),
	CONSTRAINT uq_person_municipality_id_personal_code_hash UNIQUE (municipality_id, personal_code_hash)
)
;

CREATE TABLE provider_organisation (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	name TEXT NOT NULL,
	registration_number TEXT NOT NULL,
	email TEXT NOT NULL,
	phone TEXT NOT NULL,
	address TEXT NOT NULL,
	bank_account TEXT NOT NULL,
	CONSTRAINT fk_provider_organisation_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_provider_organisation PRIMARY KEY (id),
	CONSTRAINT uq_provider_organisation_municipality_id_registration_number UNIQUE (municipality_id, registration_number)
)
;

CREATE TABLE representation (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	represented_person_id BIGINT NOT NULL,
	representative_id BIGINT NOT NULL,
	kind VARCHAR(10) NOT NULL,
	from_day DATE NOT NULL,
	to_day DATE,
	CONSTRAINT ck_representation_representation_kind CHECK (kind IN ('parent', 'guardian', 'trustee', 'authorised')),
	CONSTRAINT ck_representation_to_day_not_before_from_day CHECK (to_day IS NULL OR to_day >= from_day),
	CONSTRAINT ck_representation_two_people CHECK (represented_person_id <> representative_id),
	CONSTRAINT fk_representation_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_representation_representative_id FOREIGN KEY(representative_id) REFERENCES person (id),
	CONSTRAINT fk_representation_represented_person_id FOREIGN KEY(represented_person_id) REFERENCES person (id),
	CONSTRAINT pk_representation PRIMARY KEY (id),
	CONSTRAINT uq_representation_represented_person_id_representative__bb43 UNIQUE (represented_person_id, representative_id, kind, from_day)
)
;

CREATE TABLE user_account (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT,
	user_name TEXT NOT NULL,
	password_hash TEXT,
	person_id BIGINT,
	provider_id BIGINT,
	display_name TEXT NOT NULL,
	language VARCHAR(2) NOT NULL,
	disabled_at TIMESTAMP WITH TIME ZONE,
	password_changed_at TIMESTAMP WITH TIME ZONE,
	settings TEXT NOT NULL,
	CONSTRAINT ck_user_account_language CHECK (language IN ('lv', 'en')),
	CONSTRAINT fk_user_account_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_user_account_person_id FOREIGN KEY(person_id) REFERENCES person (id),
	CONSTRAINT fk_user_account_provider_id FOREIGN KEY(provider_id) REFERENCES provider_organisation (id),
	CONSTRAINT pk_user_account PRIMARY KEY (id),
	CONSTRAINT uq_user_account_user_name UNIQUE (user_name)
)
;

CREATE TABLE deputy (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT,
	user_id BIGINT NOT NULL,
	deputy_user_id BIGINT NOT NULL,
	from_day DATE NOT NULL,
	to_day DATE NOT NULL,
	CONSTRAINT ck_deputy_to_day_not_before_from_day CHECK (to_day IS NULL OR to_day >= from_day),
	CONSTRAINT ck_deputy_two_people CHECK (user_id <> deputy_user_id),
	CONSTRAINT fk_deputy_deputy_user_id FOREIGN KEY(deputy_user_id) REFERENCES user_account (id),
	CONSTRAINT fk_deputy_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_deputy_user_id FOREIGN KEY(user_id) REFERENCES user_account (id),
	CONSTRAINT pk_deputy PRIMARY KEY (id),
	CONSTRAINT uq_deputy_user_id_deputy_user_id_from_day UNIQUE (user_id, deputy_user_id, from_day)
)
;

CREATE TABLE read_log (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	user_id BIGINT NOT NULL,
	person_id BIGINT NOT NULL,
	purpose TEXT NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT fk_read_log_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_read_log_person_id FOREIGN KEY(person_id) REFERENCES person (id),
	CONSTRAINT fk_read_log_user_id FOREIGN KEY(user_id) REFERENCES user_account (id),
	CONSTRAINT pk_read_log PRIMARY KEY (id)
)
;

CREATE TABLE release (
	id BIGSERIAL NOT NULL,
	sha256 TEXT NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	author BIGINT,
	approved_by BIGINT,
	note TEXT NOT NULL,
	CONSTRAINT ck_release_two_people CHECK (author <> approved_by),
	CONSTRAINT fk_release_approved_by FOREIGN KEY(approved_by) REFERENCES user_account (id),
	CONSTRAINT fk_release_author FOREIGN KEY(author) REFERENCES user_account (id),
	CONSTRAINT pk_release PRIMARY KEY (id),
	CONSTRAINT uq_release_sha256 UNIQUE (sha256)
)
;

CREATE TABLE service_case (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	case_number TEXT NOT NULL,
	regime TEXT NOT NULL,
	state VARCHAR(11) NOT NULL,
	recipient_id BIGINT NOT NULL,
	representative_id BIGINT,
	caseworker_user_id BIGINT,
	opened_on DATE NOT NULL,
	closed_on DATE,
	end_reason TEXT,
	instance_id BIGINT,
	CONSTRAINT ck_service_case_case_state CHECK (state IN ('applied', 'incomplete', 'assessing', 'deciding', 'refused', 'contracting', 'active', 'suspended', 'contested', 'ended')),
	CONSTRAINT ck_service_case_closed_on_not_before_opened_on CHECK (closed_on IS NULL OR closed_on >= opened_on),
	CONSTRAINT fk_service_case_caseworker_user_id FOREIGN KEY(caseworker_user_id) REFERENCES user_account (id),
	CONSTRAINT fk_service_case_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_service_case_recipient_id FOREIGN KEY(recipient_id) REFERENCES person (id),
	CONSTRAINT fk_service_case_representative_id FOREIGN KEY(representative_id) REFERENCES person (id),
	CONSTRAINT pk_service_case PRIMARY KEY (id),
	CONSTRAINT uq_service_case_instance_id UNIQUE (instance_id),
	CONSTRAINT uq_service_case_municipality_id_case_number UNIQUE (municipality_id, case_number)
)
;

CREATE TABLE user_role (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT,
	user_id BIGINT NOT NULL,
	role VARCHAR(21) NOT NULL,
	from_day DATE NOT NULL,
	to_day DATE,
	CONSTRAINT ck_user_role_role CHECK (role IN ('recipient', 'assistant', 'legal_representative', 'caseworker', 'head_of_service', 'finance', 'ministry_officer', 'process_owner', 'contest_authority', 'provider_organisation', 'auditor', 'administrator')),
	CONSTRAINT ck_user_role_to_day_not_before_from_day CHECK (to_day IS NULL OR to_day >= from_day),
	CONSTRAINT fk_user_role_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_user_role_user_id FOREIGN KEY(user_id) REFERENCES user_account (id),
	CONSTRAINT pk_user_role PRIMARY KEY (id),
	CONSTRAINT uq_user_role_user_id_role_municipality_id_from_day UNIQUE (user_id, role, municipality_id, from_day)
)
;

CREATE TABLE web_session (
	token_hash TEXT NOT NULL,
	user_id BIGINT NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
	expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
	csrf TEXT NOT NULL,
	confirmed_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT fk_web_session_user_id FOREIGN KEY(user_id) REFERENCES user_account (id),
	CONSTRAINT pk_web_session PRIMARY KEY (token_hash)
)
;

CREATE TABLE application (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	case_id BIGINT NOT NULL,
	received_on DATE NOT NULL,
	channel TEXT NOT NULL,
	facts BYTEA NOT NULL,
	purposes_wanted BYTEA NOT NULL,
	CONSTRAINT fk_application_case_id FOREIGN KEY(case_id) REFERENCES service_case (id),
	CONSTRAINT fk_application_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_application PRIMARY KEY (id)
)
;

CREATE TABLE assessment (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	case_id BIGINT NOT NULL,
	instrument TEXT NOT NULL,
	instrument_version TEXT NOT NULL,
	answers BYTEA NOT NULL,
	score BYTEA,
	support_level BYTEA NOT NULL,
	coefficient BYTEA NOT NULL,
	explanation BYTEA NOT NULL,
	assessed_by BIGINT,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	release_id BIGINT NOT NULL,
	CONSTRAINT fk_assessment_assessed_by FOREIGN KEY(assessed_by) REFERENCES user_account (id),
	CONSTRAINT fk_assessment_case_id FOREIGN KEY(case_id) REFERENCES service_case (id),
	CONSTRAINT fk_assessment_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_assessment_release_id FOREIGN KEY(release_id) REFERENCES release (id),
	CONSTRAINT pk_assessment PRIMARY KEY (id)
)
;

CREATE TABLE case_note (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	case_id BIGINT NOT NULL,
	text BYTEA NOT NULL,
	written_by BIGINT,
	written_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT fk_case_note_case_id FOREIGN KEY(case_id) REFERENCES service_case (id),
	CONSTRAINT fk_case_note_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_case_note_written_by FOREIGN KEY(written_by) REFERENCES user_account (id),
	CONSTRAINT pk_case_note PRIMARY KEY (id)
)
;

CREATE TABLE decision (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	case_id BIGINT NOT NULL,
	number TEXT,
	outcome VARCHAR(7) NOT NULL,
	hours_per_month BIGINT NOT NULL,
	purposes BYTEA NOT NULL,
	reasons BYTEA NOT NULL,
	steps BYTEA NOT NULL,
	valid_from DATE,
	valid_to DATE,
	drafted_by BIGINT,
	approved_by BIGINT,
	issued_on DATE,
	notified_on DATE,
	contest_by DATE,
	replaced_by BIGINT,
	annulled_on DATE,
	release_id BIGINT NOT NULL,
	rule_pack_revision_id BIGINT,
	CONSTRAINT ck_decision_contest_by_not_before_notified_on CHECK (contest_by IS NULL OR contest_by >= notified_on),
	CONSTRAINT ck_decision_decision_outcome CHECK (outcome IN ('granted', 'partly', 'refused')),
	CONSTRAINT ck_decision_hours_per_month_at_least_0 CHECK (hours_per_month >= 0),
	CONSTRAINT ck_decision_two_people CHECK (drafted_by <> approved_by),
	CONSTRAINT ck_decision_valid_to_not_before_valid_from CHECK (valid_to IS NULL OR valid_to >= valid_from),
	CONSTRAINT fk_decision_approved_by FOREIGN KEY(approved_by) REFERENCES user_account (id),
	CONSTRAINT fk_decision_case_id FOREIGN KEY(case_id) REFERENCES service_case (id),
	CONSTRAINT fk_decision_drafted_by FOREIGN KEY(drafted_by) REFERENCES user_account (id),
	CONSTRAINT fk_decision_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_decision_release_id FOREIGN KEY(release_id) REFERENCES release (id),
	CONSTRAINT fk_decision_replaced_by FOREIGN KEY(replaced_by) REFERENCES decision (id),
	CONSTRAINT fk_decision_rule_pack_revision_id FOREIGN KEY(rule_pack_revision_id) REFERENCES rule_pack_revision (id),
	CONSTRAINT pk_decision PRIMARY KEY (id),
	CONSTRAINT uq_decision_municipality_id_number UNIQUE (municipality_id, number)
)
;

CREATE TABLE document (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	key TEXT,
	case_id BIGINT,
	person_id BIGINT,
	kind TEXT NOT NULL,
	title TEXT NOT NULL,
	language VARCHAR(2) NOT NULL,
	markdown BYTEA NOT NULL,
	release_id BIGINT,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	sha256 TEXT NOT NULL,
	CONSTRAINT ck_document_language CHECK (language IN ('lv', 'en')),
	CONSTRAINT fk_document_case_id FOREIGN KEY(case_id) REFERENCES service_case (id),
	CONSTRAINT fk_document_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_document_person_id FOREIGN KEY(person_id) REFERENCES person (id),
	CONSTRAINT fk_document_release_id FOREIGN KEY(release_id) REFERENCES release (id),
	CONSTRAINT pk_document PRIMARY KEY (id),
	CONSTRAINT uq_document_key UNIQUE (key)
)
;

CREATE TABLE municipality_release (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	release_id BIGINT NOT NULL,
	from_day DATE NOT NULL,
	CONSTRAINT fk_municipality_release_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_municipality_release_release_id FOREIGN KEY(release_id) REFERENCES release (id),
	CONSTRAINT pk_municipality_release PRIMARY KEY (id),
	CONSTRAINT uq_municipality_release_municipality_id_from_day UNIQUE (municipality_id, from_day)
)
;

CREATE TABLE process_definition (
	id BIGSERIAL NOT NULL,
	release_id BIGINT NOT NULL,
	process_id TEXT NOT NULL,
	name TEXT NOT NULL,
	CONSTRAINT fk_process_definition_release_id FOREIGN KEY(release_id) REFERENCES release (id),
	CONSTRAINT pk_process_definition PRIMARY KEY (id),
	CONSTRAINT uq_process_definition_release_id_process_id UNIQUE (release_id, process_id)
)
;

CREATE TABLE process_instance (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	process_id TEXT NOT NULL,
	release_id BIGINT NOT NULL,
	business_key TEXT NOT NULL,
	case_id BIGINT,
	parent_instance_id BIGINT,
	state BYTEA NOT NULL,
	version BIGINT NOT NULL,
	status VARCHAR(10) NOT NULL,
	started_at TIMESTAMP WITH TIME ZONE NOT NULL,
	ended_at TIMESTAMP WITH TIME ZONE,
	step_count BIGINT NOT NULL,
	CONSTRAINT ck_process_instance_ended CHECK ((ended_at IS NULL) = (status NOT IN ('completed', 'terminated'))),
	CONSTRAINT ck_process_instance_instance_status CHECK (status IN ('running', 'completed', 'terminated', 'suspended', 'incident')),
	CONSTRAINT ck_process_instance_step_count_at_least_0 CHECK (step_count >= 0),
	CONSTRAINT ck_process_instance_version_at_least_1 CHECK (version >= 1),
	CONSTRAINT fk_process_instance_case_id FOREIGN KEY(case_id) REFERENCES service_case (id),
	CONSTRAINT fk_process_instance_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_process_instance_parent_instance_id FOREIGN KEY(parent_instance_id) REFERENCES process_instance (id),
	CONSTRAINT fk_process_instance_release_id FOREIGN KEY(release_id) REFERENCES release (id),
	CONSTRAINT pk_process_instance PRIMARY KEY (id),
	CONSTRAINT uq_process_instance_municipality_id_process_id_business_key UNIQUE (municipality_id, process_id, business_key)
)
;

CREATE TABLE release_file (
	release_id BIGINT NOT NULL,
	path TEXT NOT NULL,
	content BYTEA NOT NULL,
	CONSTRAINT fk_release_file_release_id FOREIGN KEY(release_id) REFERENCES release (id),
	CONSTRAINT pk_release_file PRIMARY KEY (release_id, path)
)
;

CREATE TABLE contestation (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	decision_id BIGINT NOT NULL,
	contested_on DATE NOT NULL,
	grounds BYTEA NOT NULL,
	outcome TEXT,
	decided_on DATE,
	decided_by BIGINT,
	court_outcome TEXT,
	court_note BYTEA,
	closed_on DATE,
	CONSTRAINT ck_contestation_decided_on_not_before_contested_on CHECK (decided_on IS NULL OR decided_on >= contested_on),
	CONSTRAINT fk_contestation_decided_by FOREIGN KEY(decided_by) REFERENCES user_account (id),
	CONSTRAINT fk_contestation_decision_id FOREIGN KEY(decision_id) REFERENCES decision (id),
	CONSTRAINT fk_contestation_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_contestation PRIMARY KEY (id)
)
;

CREATE TABLE contract (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	case_id BIGINT NOT NULL,
	decision_id BIGINT NOT NULL,
	number TEXT NOT NULL,
	recipient_id BIGINT NOT NULL,
	assistant_id BIGINT NOT NULL,
	provider_id BIGINT,
	contract_form VARCHAR(17) NOT NULL,
	first_day DATE NOT NULL,
	last_day DATE,
	hours_per_month BIGINT NOT NULL,
	state VARCHAR(7) NOT NULL,
	plain_signature_agreed BOOLEAN NOT NULL,
	signatures TEXT NOT NULL,
	end_reason TEXT,
	CONSTRAINT ck_contract_contract_form CHECK (contract_form IN ('contract_for_work', 'self_employed', 'provider')),
	CONSTRAINT ck_contract_contract_state CHECK (state IN ('draft', 'signing', 'active', 'ended')),
	CONSTRAINT ck_contract_hours_per_month_at_least_0 CHECK (hours_per_month >= 0),
	CONSTRAINT ck_contract_last_day CHECK (last_day IS NULL OR last_day >= first_day OR state = 'ended'),
	CONSTRAINT ck_contract_provider CHECK ((contract_form = 'provider') = (provider_id IS NOT NULL)),
	CONSTRAINT ck_contract_two_people CHECK (recipient_id <> assistant_id),
	CONSTRAINT fk_contract_assistant_id FOREIGN KEY(assistant_id) REFERENCES person (id),
	CONSTRAINT fk_contract_case_id FOREIGN KEY(case_id) REFERENCES service_case (id),
	CONSTRAINT fk_contract_decision_id FOREIGN KEY(decision_id) REFERENCES decision (id),
	CONSTRAINT fk_contract_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_contract_provider_id FOREIGN KEY(provider_id) REFERENCES provider_organisation (id),
	CONSTRAINT fk_contract_recipient_id FOREIGN KEY(recipient_id) REFERENCES person (id),
	CONSTRAINT pk_contract PRIMARY KEY (id),
	CONSTRAINT uq_contract_municipality_id_number UNIQUE (municipality_id, number)
)
;

CREATE TABLE job (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT,
	unique_key TEXT,
	kind TEXT NOT NULL,
	instance_id BIGINT,
	payload TEXT NOT NULL,
	run_at TIMESTAMP WITH TIME ZONE NOT NULL,
	attempts BIGINT NOT NULL,
	max_attempts BIGINT NOT NULL,
	lease_until TIMESTAMP WITH TIME ZONE,
	lease_token TEXT,
	worker TEXT,
	state VARCHAR(6) NOT NULL,
	last_error TEXT,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	finished_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT ck_job_attempts_at_least_0 CHECK (attempts >= 0),
	CONSTRAINT ck_job_finished CHECK ((finished_at IS NULL) = (state IN ('ready', 'leased'))),
	CONSTRAINT ck_job_job_state CHECK (state IN ('ready', 'leased', 'done', 'dead')),
	CONSTRAINT ck_job_lease CHECK ((lease_token IS NULL) = (state <> 'leased')),
	CONSTRAINT ck_job_lease_until CHECK ((lease_until IS NULL) = (state <> 'leased')),
	CONSTRAINT ck_job_max_attempts_at_least_1 CHECK (max_attempts >= 1),
	CONSTRAINT fk_job_instance_id FOREIGN KEY(instance_id) REFERENCES process_instance (id),
	CONSTRAINT fk_job_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_job PRIMARY KEY (id)
)
;

CREATE TABLE message_wait (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	instance_id BIGINT NOT NULL,
	task_uid TEXT NOT NULL,
	message_name TEXT NOT NULL,
	correlation_key TEXT NOT NULL,
	CONSTRAINT fk_message_wait_instance_id FOREIGN KEY(instance_id) REFERENCES process_instance (id),
	CONSTRAINT fk_message_wait_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_message_wait PRIMARY KEY (id),
	CONSTRAINT uq_message_wait_instance_id_task_uid_message_name UNIQUE (instance_id, task_uid, message_name)
)
;

CREATE TABLE ministry_claim (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	period TEXT NOT NULL,
	number TEXT NOT NULL,
	state VARCHAR(10) NOT NULL,
	instance_id BIGINT,
	content_sha256 TEXT,
	frozen_at TIMESTAMP WITH TIME ZONE,
	pay_cents BIGINT NOT NULL,
	transport_cents BIGINT NOT NULL,
	admin_cents BIGINT NOT NULL,
	total_cents BIGINT NOT NULL,
	CONSTRAINT ck_ministry_claim_claim_state CHECK (state IN ('collecting', 'review', 'approval', 'frozen', 'exported', 'accepted', 'paid', 'closed')),
	CONSTRAINT ck_ministry_claim_frozen CHECK ((frozen_at IS NULL) = (content_sha256 IS NULL)),
	CONSTRAINT ck_ministry_claim_period_is_a_month CHECK (length(period) = 7 AND substr(period, 5, 1) = '-' AND substr(period, 6, 2) BETWEEN '01' AND '12'),
	CONSTRAINT ck_ministry_claim_total CHECK (total_cents = pay_cents + transport_cents + admin_cents),
	CONSTRAINT fk_ministry_claim_instance_id FOREIGN KEY(instance_id) REFERENCES process_instance (id),
	CONSTRAINT fk_ministry_claim_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_ministry_claim PRIMARY KEY (id),
	CONSTRAINT uq_ministry_claim_instance_id UNIQUE (instance_id),
	CONSTRAINT uq_ministry_claim_municipality_id_number UNIQUE (municipality_id, number),
	CONSTRAINT uq_ministry_claim_municipality_id_period UNIQUE (municipality_id, period)
)
;

CREATE TABLE received_message (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	message_key TEXT NOT NULL,
	message_name TEXT NOT NULL,
	correlation_key TEXT NOT NULL,
	payload BYTEA NOT NULL,
	content_hash TEXT NOT NULL,
	received_at TIMESTAMP WITH TIME ZONE NOT NULL,
	instance_id BIGINT,
	CONSTRAINT fk_received_message_instance_id FOREIGN KEY(instance_id) REFERENCES process_instance (id),
	CONSTRAINT fk_received_message_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_received_message PRIMARY KEY (id),
	CONSTRAINT uq_received_message_municipality_id_message_key UNIQUE (municipality_id, message_key)
)
;

CREATE TABLE timer (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	instance_id BIGINT NOT NULL,
	task_uid TEXT NOT NULL,
	element_id TEXT NOT NULL,
	due_at TIMESTAMP WITH TIME ZONE NOT NULL,
	state VARCHAR(9) NOT NULL,
	CONSTRAINT ck_timer_timer_state CHECK (state IN ('waiting', 'fired', 'cancelled')),
	CONSTRAINT fk_timer_instance_id FOREIGN KEY(instance_id) REFERENCES process_instance (id),
	CONSTRAINT fk_timer_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_timer PRIMARY KEY (id),
	CONSTRAINT uq_timer_instance_id_task_uid UNIQUE (instance_id, task_uid)
)
;

CREATE TABLE claim_file (
	municipality_id BIGINT NOT NULL,
	claim_id BIGINT NOT NULL,
	kind VARCHAR(4) NOT NULL,
	file_name TEXT NOT NULL,
	content BYTEA NOT NULL,
	sha256 TEXT NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT ck_claim_file_file_kind CHECK (kind IN ('csv', 'xlsx')),
	CONSTRAINT fk_claim_file_claim_id FOREIGN KEY(claim_id) REFERENCES ministry_claim (id),
	CONSTRAINT fk_claim_file_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_claim_file PRIMARY KEY (claim_id, kind)
)
;

CREATE TABLE claim_reply (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	claim_id BIGINT NOT NULL,
	outcome VARCHAR(8) NOT NULL,
	cents BIGINT NOT NULL,
	note TEXT NOT NULL,
	day DATE NOT NULL,
	recorded_by BIGINT,
	CONSTRAINT ck_claim_reply_cents_at_least_0 CHECK (cents >= 0),
	CONSTRAINT ck_claim_reply_reply_outcome CHECK (outcome IN ('accepted', 'partly', 'rejected')),
	CONSTRAINT fk_claim_reply_claim_id FOREIGN KEY(claim_id) REFERENCES ministry_claim (id),
	CONSTRAINT fk_claim_reply_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_claim_reply_recorded_by FOREIGN KEY(recorded_by) REFERENCES user_account (id),
	CONSTRAINT pk_claim_reply PRIMARY KEY (id)
)
;

CREATE TABLE payment_run (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	claim_id BIGINT NOT NULL,
	kind VARCHAR(15) NOT NULL,
	file_name TEXT NOT NULL,
	content BYTEA NOT NULL,
	sha256 TEXT NOT NULL,
	message_identification TEXT NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT ck_payment_run_run_kind CHECK (kind IN ('credit_transfer', 'payroll')),
	CONSTRAINT fk_payment_run_claim_id FOREIGN KEY(claim_id) REFERENCES ministry_claim (id),
	CONSTRAINT fk_payment_run_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_payment_run PRIMARY KEY (id),
	CONSTRAINT uq_payment_run_claim_id_kind UNIQUE (claim_id, kind),
	CONSTRAINT uq_payment_run_message_identification UNIQUE (message_identification)
)
;

CREATE TABLE service_month (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	contract_id BIGINT NOT NULL,
	case_id BIGINT NOT NULL,
	period TEXT NOT NULL,
	state VARCHAR(16) NOT NULL,
	granted_minutes BIGINT NOT NULL,
	entered_minutes BIGINT NOT NULL,
	payable_minutes BIGINT,
	recipient_signer_id BIGINT,
	recipient_signer_kind VARCHAR(14) NOT NULL,
	instance_id BIGINT,
	deadline_at TIMESTAMP WITH TIME ZONE NOT NULL,
	opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
	opened_late BOOLEAN NOT NULL,
	content_hash TEXT,
	CONSTRAINT ck_service_month_entered_minutes_at_least_0 CHECK (entered_minutes >= 0),
	CONSTRAINT ck_service_month_granted_minutes_at_least_0 CHECK (granted_minutes >= 0),
	CONSTRAINT ck_service_month_month_state CHECK (state IN ('open', 'assistant_signed', 'both_signed', 'findings', 'fallback', 'late', 'ready', 'in_claim', 'paid', 'rejected')),
	CONSTRAINT ck_service_month_payable_minutes_at_least_0 CHECK (payable_minutes >= 0),
	CONSTRAINT ck_service_month_period_is_a_month CHECK (length(period) = 7 AND substr(period, 5, 1) = '-' AND substr(period, 6, 2) BETWEEN '01' AND '12'),
	CONSTRAINT ck_service_month_signer_kind CHECK (recipient_signer_kind IN ('assistant', 'recipient', 'representative', 'child', 'caseworker')),
	CONSTRAINT ck_service_month_two_sides CHECK (recipient_signer_kind <> 'assistant'),
	CONSTRAINT fk_service_month_case_id FOREIGN KEY(case_id) REFERENCES service_case (id),
	CONSTRAINT fk_service_month_contract_id FOREIGN KEY(contract_id) REFERENCES contract (id),
	CONSTRAINT fk_service_month_instance_id FOREIGN KEY(instance_id) REFERENCES process_instance (id),
	CONSTRAINT fk_service_month_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_service_month_recipient_signer_id FOREIGN KEY(recipient_signer_id) REFERENCES person (id),
	CONSTRAINT pk_service_month PRIMARY KEY (id),
	CONSTRAINT uq_service_month_contract_id_period UNIQUE (contract_id, period),
	CONSTRAINT uq_service_month_instance_id UNIQUE (instance_id)
)
;

CREATE TABLE suspension (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	contract_id BIGINT NOT NULL,
	from_day DATE NOT NULL,
	to_day DATE,
	reason BYTEA NOT NULL,
	in_patient BOOLEAN NOT NULL,
	CONSTRAINT ck_suspension_to_day_not_before_from_day CHECK (to_day IS NULL OR to_day >= from_day),
	CONSTRAINT fk_suspension_contract_id FOREIGN KEY(contract_id) REFERENCES contract (id),
	CONSTRAINT fk_suspension_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_suspension PRIMARY KEY (id),
	CONSTRAINT uq_suspension_contract_id_from_day UNIQUE (contract_id, from_day)
)
;

CREATE TABLE assistant_week_share (
	municipality_id BIGINT NOT NULL,
	month_id BIGINT NOT NULL,
	iso_year BIGINT NOT NULL,
	iso_week BIGINT NOT NULL,
	assistant_key TEXT NOT NULL,
	minutes BIGINT NOT NULL,
	CONSTRAINT ck_assistant_week_share_minutes_at_least_0 CHECK (minutes >= 0),
	CONSTRAINT fk_assistant_week_share_month_id FOREIGN KEY(month_id) REFERENCES service_month (id),
	CONSTRAINT fk_assistant_week_share_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_assistant_week_share PRIMARY KEY (month_id, iso_year, iso_week)
)
;

CREATE TABLE attestation (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	month_id BIGINT NOT NULL,
	side VARCHAR(9) NOT NULL,
	signer_person_id BIGINT,
	signer_user_id BIGINT,
	kind VARCHAR(14) NOT NULL,
	reason TEXT NOT NULL,
	content_hash TEXT NOT NULL,
	shown BYTEA NOT NULL,
	release_sha256 TEXT NOT NULL,
	signed_at TIMESTAMP WITH TIME ZONE NOT NULL,
	recorded_by BIGINT,
	voided_at TIMESTAMP WITH TIME ZONE,
	void_reason TEXT,
	CONSTRAINT ck_attestation_attestation_kind CHECK (kind IN ('plain', 'qualified', 'paper', 'phone', 'office', 'representative')),
	CONSTRAINT ck_attestation_attestation_side CHECK (side IN ('assistant', 'recipient')),
	CONSTRAINT ck_attestation_recorded CHECK (kind IN ('plain', 'qualified') OR recorded_by IS NOT NULL),
	CONSTRAINT fk_attestation_month_id FOREIGN KEY(month_id) REFERENCES service_month (id),
	CONSTRAINT fk_attestation_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_attestation_recorded_by FOREIGN KEY(recorded_by) REFERENCES user_account (id),
	CONSTRAINT fk_attestation_signer_person_id FOREIGN KEY(signer_person_id) REFERENCES person (id),
	CONSTRAINT fk_attestation_signer_user_id FOREIGN KEY(signer_user_id) REFERENCES user_account (id),
	CONSTRAINT pk_attestation PRIMARY KEY (id)
)
;

CREATE TABLE claim_line (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	claim_id BIGINT NOT NULL,
	month_id BIGINT NOT NULL,
	contract_id BIGINT NOT NULL,
	kind VARCHAR(10) NOT NULL,
	adjusts_line_id BIGINT,
	minutes BIGINT NOT NULL,
	rate VARCHAR(20),
	pay_cents BIGINT NOT NULL,
	state VARCHAR(8) NOT NULL,
	blocked_reason TEXT,
	steps TEXT NOT NULL,
	rule_pack_revision_id BIGINT,
	release_sha256 TEXT,
	CONSTRAINT ck_claim_line_adjusts CHECK ((kind = 'adjustment') = (adjusts_line_id IS NOT NULL)),
	CONSTRAINT ck_claim_line_blocked_reason CHECK ((state = 'blocked') = (blocked_reason IS NOT NULL)),
	CONSTRAINT ck_claim_line_line_kind CHECK (kind IN ('regular', 'late', 'adjustment')),
	CONSTRAINT ck_claim_line_line_state CHECK (state IN ('included', 'blocked')),
	CONSTRAINT ck_claim_line_minutes CHECK (kind = 'adjustment' OR minutes >= 0),
	CONSTRAINT ck_claim_line_pay_cents CHECK (kind = 'adjustment' OR pay_cents >= 0),
	CONSTRAINT fk_claim_line_adjusts_line_id FOREIGN KEY(adjusts_line_id) REFERENCES claim_line (id),
	CONSTRAINT fk_claim_line_claim_id FOREIGN KEY(claim_id) REFERENCES ministry_claim (id),
	CONSTRAINT fk_claim_line_contract_id FOREIGN KEY(contract_id) REFERENCES contract (id),
	CONSTRAINT fk_claim_line_month_id FOREIGN KEY(month_id) REFERENCES service_month (id),
	CONSTRAINT fk_claim_line_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_claim_line_rule_pack_revision_id FOREIGN KEY(rule_pack_revision_id) REFERENCES rule_pack_revision (id),
	CONSTRAINT pk_claim_line PRIMARY KEY (id)
)
;

CREATE TABLE journal_entry (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	entry_key TEXT NOT NULL,
	kind TEXT NOT NULL,
	booked_on DATE NOT NULL,
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
	month_id BIGINT,
	claim_id BIGINT,
	memo TEXT NOT NULL,
	reverses_entry_id BIGINT,
	CONSTRAINT fk_journal_entry_claim_id FOREIGN KEY(claim_id) REFERENCES ministry_claim (id),
	CONSTRAINT fk_journal_entry_month_id FOREIGN KEY(month_id) REFERENCES service_month (id),
	CONSTRAINT fk_journal_entry_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_journal_entry_reverses_entry_id FOREIGN KEY(reverses_entry_id) REFERENCES journal_entry (id),
	CONSTRAINT pk_journal_entry PRIMARY KEY (id),
	CONSTRAINT uq_journal_entry_municipality_id_entry_key UNIQUE (municipality_id, entry_key),
	CONSTRAINT uq_journal_entry_reverses_entry_id UNIQUE (reverses_entry_id)
)
;

CREATE TABLE month_entry (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	month_id BIGINT NOT NULL,
	day DATE NOT NULL,
	minutes BIGINT NOT NULL,
	from_minute BIGINT,
	to_minute BIGINT,
	CONSTRAINT ck_month_entry_from_and_to CHECK ((from_minute IS NULL) = (to_minute IS NULL)),
	CONSTRAINT ck_month_entry_from_before_to CHECK (from_minute IS NULL OR (from_minute >= 0 AND to_minute > from_minute)),
	CONSTRAINT ck_month_entry_minutes_of_a_day CHECK (minutes BETWEEN 1 AND 1440),
	CONSTRAINT ck_month_entry_to_within_day CHECK (to_minute IS NULL OR to_minute <= 1440),
	CONSTRAINT fk_month_entry_month_id FOREIGN KEY(month_id) REFERENCES service_month (id) ON DELETE CASCADE,
	CONSTRAINT fk_month_entry_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_month_entry PRIMARY KEY (id),
	CONSTRAINT uq_month_entry_month_id_day UNIQUE (month_id, day)
)
;

CREATE TABLE month_finding (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	month_id BIGINT NOT NULL,
	code TEXT NOT NULL,
	day DATE,
	minutes BIGINT,
	message TEXT NOT NULL,
	resolved_by BIGINT,
	resolution TEXT,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT fk_month_finding_month_id FOREIGN KEY(month_id) REFERENCES service_month (id),
	CONSTRAINT fk_month_finding_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_month_finding_resolved_by FOREIGN KEY(resolved_by) REFERENCES user_account (id),
	CONSTRAINT pk_month_finding PRIMARY KEY (id)
)
;

CREATE TABLE month_pay (
	municipality_id BIGINT NOT NULL,
	month_id BIGINT NOT NULL,
	minutes BIGINT NOT NULL,
	pay_cents BIGINT NOT NULL,
	gross_cents BIGINT NOT NULL,
	parts TEXT NOT NULL,
	steps TEXT NOT NULL,
	pack_revision TEXT NOT NULL,
	rule_pack_revision_id BIGINT,
	calculated_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT ck_month_pay_gross_cents_at_least_0 CHECK (gross_cents >= 0),
	CONSTRAINT ck_month_pay_minutes_at_least_0 CHECK (minutes >= 0),
	CONSTRAINT ck_month_pay_pay_cents_at_least_0 CHECK (pay_cents >= 0),
	CONSTRAINT fk_month_pay_month_id FOREIGN KEY(month_id) REFERENCES service_month (id),
	CONSTRAINT fk_month_pay_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_month_pay_rule_pack_revision_id FOREIGN KEY(rule_pack_revision_id) REFERENCES rule_pack_revision (id),
	CONSTRAINT pk_month_pay PRIMARY KEY (month_id)
)
;

CREATE TABLE payment_order (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	run_id BIGINT NOT NULL,
	contract_id BIGINT NOT NULL,
	person_id BIGINT NOT NULL,
	cents BIGINT NOT NULL,
	iban BYTEA,
	end_to_end_identification TEXT NOT NULL,
	state VARCHAR(8) NOT NULL,
	paid_on DATE,
	CONSTRAINT ck_payment_order_cents CHECK (cents > 0),
	CONSTRAINT ck_payment_order_end_to_end_identification CHECK (length(end_to_end_identification) BETWEEN 1 AND 35),
	CONSTRAINT ck_payment_order_order_state CHECK (state IN ('prepared', 'paid', 'failed')),
	CONSTRAINT fk_payment_order_contract_id FOREIGN KEY(contract_id) REFERENCES contract (id),
	CONSTRAINT fk_payment_order_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_payment_order_person_id FOREIGN KEY(person_id) REFERENCES person (id),
	CONSTRAINT fk_payment_order_run_id FOREIGN KEY(run_id) REFERENCES payment_run (id),
	CONSTRAINT pk_payment_order PRIMARY KEY (id),
	CONSTRAINT uq_payment_order_end_to_end_identification UNIQUE (end_to_end_identification)
)
;

CREATE TABLE user_task (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	instance_id BIGINT NOT NULL,
	task_uid TEXT NOT NULL,
	element_id TEXT NOT NULL,
	process_id TEXT NOT NULL,
	release_id BIGINT NOT NULL,
	role VARCHAR(21) NOT NULL,
	for_persons BOOLEAN NOT NULL,
	excluded_user_ids TEXT NOT NULL,
	assignee_id BIGINT,
	title_lv TEXT NOT NULL,
	title_en TEXT NOT NULL,
	subject TEXT NOT NULL,
	search_text TEXT NOT NULL,
	case_id BIGINT,
	month_id BIGINT,
	claim_id BIGINT,
	due_at TIMESTAMP WITH TIME ZONE,
	sort_at TIMESTAMP WITH TIME ZONE NOT NULL,
	opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
	status VARCHAR(10) NOT NULL,
	completed_at TIMESTAMP WITH TIME ZONE,
	completed_by BIGINT,
	version BIGINT NOT NULL,
	CONSTRAINT ck_user_task_completed CHECK ((completed_at IS NULL) = (status IN ('open', 'completing'))),
	CONSTRAINT ck_user_task_role CHECK (role IN ('recipient', 'assistant', 'legal_representative', 'caseworker', 'head_of_service', 'finance', 'ministry_officer', 'process_owner', 'contest_authority', 'provider_organisation', 'auditor', 'administrator')),
	CONSTRAINT ck_user_task_task_status CHECK (status IN ('open', 'completing', 'completed', 'cancelled')),
	CONSTRAINT ck_user_task_version_at_least_1 CHECK (version >= 1),
	CONSTRAINT fk_user_task_assignee_id FOREIGN KEY(assignee_id) REFERENCES user_account (id),
	CONSTRAINT fk_user_task_case_id FOREIGN KEY(case_id) REFERENCES service_case (id),
	CONSTRAINT fk_user_task_claim_id FOREIGN KEY(claim_id) REFERENCES ministry_claim (id),
	CONSTRAINT fk_user_task_completed_by FOREIGN KEY(completed_by) REFERENCES user_account (id),
	CONSTRAINT fk_user_task_instance_id FOREIGN KEY(instance_id) REFERENCES process_instance (id),
	CONSTRAINT fk_user_task_month_id FOREIGN KEY(month_id) REFERENCES service_month (id),
	CONSTRAINT fk_user_task_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_user_task_release_id FOREIGN KEY(release_id) REFERENCES release (id),
	CONSTRAINT pk_user_task PRIMARY KEY (id),
	CONSTRAINT uq_user_task_instance_id_task_uid UNIQUE (instance_id, task_uid)
)
;

CREATE TABLE incident (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	instance_id BIGINT,
	job_id BIGINT,
	task_id BIGINT,
	element_id TEXT NOT NULL,
	code TEXT NOT NULL,
	sentence TEXT NOT NULL,
	happened_at TIMESTAMP WITH TIME ZONE NOT NULL,
	resolved_at TIMESTAMP WITH TIME ZONE,
	resolved_by BIGINT,
	attempts BIGINT NOT NULL,
	retry_result TEXT,
	CONSTRAINT ck_incident_resolved_at_not_before_happened_at CHECK (resolved_at IS NULL OR resolved_at >= happened_at),
	CONSTRAINT fk_incident_instance_id FOREIGN KEY(instance_id) REFERENCES process_instance (id),
	CONSTRAINT fk_incident_job_id FOREIGN KEY(job_id) REFERENCES job (id),
	CONSTRAINT fk_incident_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_incident_resolved_by FOREIGN KEY(resolved_by) REFERENCES user_account (id),
	CONSTRAINT fk_incident_task_id FOREIGN KEY(task_id) REFERENCES user_task (id),
	CONSTRAINT pk_incident PRIMARY KEY (id)
)
;

CREATE TABLE posting (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	entry_id BIGINT NOT NULL,
	account_code VARCHAR(22) NOT NULL,
	debit_cents BIGINT NOT NULL,
	credit_cents BIGINT NOT NULL,
	CONSTRAINT ck_posting_account CHECK (account_code IN ('state_pay', 'municipal_top_up', 'transport', 'owed_to_payroll', 'owed_to_self_employed', 'owed_to_providers', 'ministry_receivable', 'funding_pay', 'funding_transport', 'funding_administration', 'claim_shortfall', 'bank')),
	CONSTRAINT ck_posting_credit_cents_at_least_0 CHECK (credit_cents >= 0),
	CONSTRAINT ck_posting_debit_cents_at_least_0 CHECK (debit_cents >= 0),
	CONSTRAINT ck_posting_one_side CHECK ((debit_cents > 0) <> (credit_cents > 0)),
	CONSTRAINT fk_posting_entry_id FOREIGN KEY(entry_id) REFERENCES journal_entry (id),
	CONSTRAINT fk_posting_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_posting_municipality_id_account_code FOREIGN KEY(municipality_id, account_code) REFERENCES account (municipality_id, code),
	CONSTRAINT pk_posting PRIMARY KEY (id)
)
;

CREATE TABLE task_answers (
	municipality_id BIGINT NOT NULL,
	task_id BIGINT NOT NULL,
	form_path TEXT NOT NULL,
	release_id BIGINT NOT NULL,
	answers BYTEA NOT NULL,
	shown BYTEA,
	completed_by BIGINT,
	on_behalf_of BIGINT,
	completed_at TIMESTAMP WITH TIME ZONE NOT NULL,
	channel TEXT NOT NULL,
	CONSTRAINT fk_task_answers_completed_by FOREIGN KEY(completed_by) REFERENCES user_account (id),
	CONSTRAINT fk_task_answers_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_task_answers_on_behalf_of FOREIGN KEY(on_behalf_of) REFERENCES user_account (id),
	CONSTRAINT fk_task_answers_release_id FOREIGN KEY(release_id) REFERENCES release (id),
	CONSTRAINT fk_task_answers_task_id FOREIGN KEY(task_id) REFERENCES user_task (id),
	CONSTRAINT pk_task_answers PRIMARY KEY (task_id)
)
;

CREATE TABLE task_draft (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	task_id BIGINT NOT NULL,
	user_id BIGINT NOT NULL,
	answers BYTEA NOT NULL,
	base_version BIGINT NOT NULL,
	saved_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT ck_task_draft_base_version_at_least_1 CHECK (base_version >= 1),
	CONSTRAINT fk_task_draft_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_task_draft_task_id FOREIGN KEY(task_id) REFERENCES user_task (id) ON DELETE CASCADE,
	CONSTRAINT fk_task_draft_user_id FOREIGN KEY(user_id) REFERENCES user_account (id),
	CONSTRAINT pk_task_draft PRIMARY KEY (id),
	CONSTRAINT uq_task_draft_task_id_user_id UNIQUE (task_id, user_id)
)
;

CREATE TABLE user_task_person (
	municipality_id BIGINT NOT NULL,
	task_id BIGINT NOT NULL,
	person_id BIGINT NOT NULL,
	CONSTRAINT fk_user_task_person_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_user_task_person_person_id FOREIGN KEY(person_id) REFERENCES person (id),
	CONSTRAINT fk_user_task_person_task_id FOREIGN KEY(task_id) REFERENCES user_task (id) ON DELETE CASCADE,
	CONSTRAINT pk_user_task_person PRIMARY KEY (task_id, person_id)
)
;

ALTER TABLE service_case ADD CONSTRAINT fk_service_case_instance_id FOREIGN KEY(instance_id) REFERENCES process_instance (id)
;

CREATE INDEX ix_application_case_id ON application (case_id)
;

CREATE INDEX ix_assessment_case_id ON assessment (case_id)
;

CREATE INDEX ix_attestation_month_id ON attestation (month_id)
;

CREATE INDEX ix_audit_event_case_id ON audit_event (case_id)
;

CREATE INDEX ix_audit_event_instance_id ON audit_event (instance_id)
;

CREATE INDEX ix_audit_event_unsealed ON audit_event (id) WHERE sealed_seq IS NULL
;

CREATE INDEX ix_case_note_case_id ON case_note (case_id)
;

CREATE INDEX ix_claim_line_adjusts_line_id ON claim_line (adjusts_line_id)
;

CREATE INDEX ix_claim_line_claim_id_state ON claim_line (claim_id, state)
;

CREATE INDEX ix_claim_line_month_id ON claim_line (month_id)
;

CREATE INDEX ix_claim_line_municipality_id_claim_id_state ON claim_line (municipality_id, claim_id, state)
;

CREATE INDEX ix_claim_reply_claim_id ON claim_reply (claim_id)
;

CREATE INDEX ix_contestation_decision_id ON contestation (decision_id)
;

CREATE INDEX ix_contract_assistant_id ON contract (assistant_id)
;

CREATE INDEX ix_contract_case_id ON contract (case_id)
;

CREATE INDEX ix_contract_municipality_id_state_first_day ON contract (municipality_id, state, first_day)
;

CREATE INDEX ix_contract_recipient_id ON contract (recipient_id)
;

CREATE INDEX ix_decision_case_id ON decision (case_id)
;

CREATE INDEX ix_deputy_deputy_user_id ON deputy (deputy_user_id)
;

CREATE INDEX ix_document_case_id ON document (case_id)
;

CREATE INDEX ix_document_person_id ON document (person_id)
;

CREATE INDEX ix_incident_instance_id ON incident (instance_id)
;

CREATE INDEX ix_incident_job_id ON incident (job_id)
;

CREATE INDEX ix_incident_municipality_id_resolved_at ON incident (municipality_id, resolved_at)
;

CREATE INDEX ix_incident_open ON incident (municipality_id, happened_at, id) WHERE resolved_at IS NULL
;

CREATE INDEX ix_job_dead ON job (id) WHERE state = 'dead'
;

CREATE INDEX ix_job_instance_id ON job (instance_id)
;

CREATE INDEX ix_job_leased ON job (lease_until) WHERE state = 'leased'
;

CREATE INDEX ix_job_ready ON job (run_at, id) WHERE state = 'ready'
;

CREATE INDEX ix_journal_entry_claim_id ON journal_entry (claim_id)
;

CREATE INDEX ix_journal_entry_month_id ON journal_entry (month_id)
;

CREATE INDEX ix_journal_entry_municipality_id_booked_on ON journal_entry (municipality_id, booked_on)
;

CREATE INDEX ix_message_wait_message_name_correlation_key ON message_wait (message_name, correlation_key)
;

CREATE INDEX ix_month_finding_month_id ON month_finding (month_id)
;

CREATE INDEX ix_outbox_waiting ON outbox (next_at, id) WHERE state = 'waiting'
;

CREATE INDEX ix_payment_order_person_id ON payment_order (person_id)
;

CREATE INDEX ix_payment_order_run_id ON payment_order (run_id)
;

CREATE INDEX ix_person_municipality_id_search_name ON person (municipality_id, search_name)
;

CREATE INDEX ix_posting_entry_id ON posting (entry_id)
;

CREATE INDEX ix_posting_municipality_id_account_code ON posting (municipality_id, account_code)
;

CREATE INDEX ix_process_instance_case_id ON process_instance (case_id)
;

CREATE INDEX ix_process_instance_live ON process_instance (municipality_id, process_id, status) WHERE status NOT IN ('completed', 'terminated')
;

CREATE INDEX ix_process_instance_parent_instance_id ON process_instance (parent_instance_id)
;

CREATE INDEX ix_read_log_person_id_at ON read_log (person_id, at)
;

CREATE INDEX ix_read_log_user_id_at ON read_log (user_id, at)
;

CREATE INDEX ix_representation_representative_id ON representation (representative_id)
;

CREATE INDEX ix_service_case_caseworker_user_id ON service_case (caseworker_user_id)
;

CREATE INDEX ix_service_case_municipality_id_state_opened_on ON service_case (municipality_id, state, opened_on)
;

CREATE INDEX ix_service_case_recipient_id ON service_case (recipient_id)
;

CREATE INDEX ix_service_month_case_id ON service_month (case_id)
;

CREATE INDEX ix_service_month_municipality_id_period_state ON service_month (municipality_id, period, state)
;

CREATE INDEX ix_sign_in_attempt_address_hash_at ON sign_in_attempt (address_hash, at)
;

CREATE INDEX ix_sign_in_attempt_at ON sign_in_attempt (at)
;

CREATE INDEX ix_sign_in_attempt_user_name_hash_at ON sign_in_attempt (user_name_hash, at)
;

CREATE INDEX ix_timer_due ON timer (due_at, id) WHERE state = 'waiting'
;

CREATE INDEX ix_user_account_municipality_id ON user_account (municipality_id)
;

CREATE INDEX ix_user_account_person_id ON user_account (person_id)
;

CREATE INDEX ix_user_role_municipality_id_role ON user_role (municipality_id, role)
;

CREATE INDEX ix_user_task_case_id ON user_task (case_id)
;

CREATE INDEX ix_user_task_claim_id ON user_task (claim_id)
;

CREATE INDEX ix_user_task_due ON user_task (municipality_id, sort_at, id) WHERE status = 'open'
;

CREATE INDEX ix_user_task_group ON user_task (municipality_id, role, sort_at, id) WHERE status = 'open'
;

CREATE INDEX ix_user_task_kind ON user_task (municipality_id, role, process_id, element_id, for_persons, assignee_id, sort_at, excluded_user_ids, id) WHERE status = 'open'
;

CREATE INDEX ix_user_task_mine ON user_task (assignee_id, sort_at, id) WHERE status = 'open'
;

CREATE INDEX ix_user_task_month_id ON user_task (month_id)
;

CREATE INDEX ix_user_task_person_person_id_task_id ON user_task_person (person_id, task_id)
;

CREATE INDEX ix_web_session_expires_at ON web_session (expires_at)
;

CREATE INDEX ix_web_session_user_id ON web_session (user_id)
;

CREATE UNIQUE INDEX uq_attestation_valid ON attestation (month_id, side) WHERE voided_at IS NULL
;

CREATE UNIQUE INDEX uq_audit_event_chain ON audit_event (municipality_id, sealed_seq) WHERE sealed_seq IS NOT NULL AND municipality_id IS NOT NULL
;

CREATE UNIQUE INDEX uq_audit_event_chain_all ON audit_event (sealed_seq) WHERE sealed_seq IS NOT NULL AND municipality_id IS NULL
;

CREATE UNIQUE INDEX uq_claim_line_month ON claim_line (month_id) WHERE state = 'included' AND kind <> 'adjustment'
;

CREATE UNIQUE INDEX uq_cycle_run_everywhere ON cycle_run (cycle, period) WHERE municipality_id IS NULL
;

CREATE UNIQUE INDEX uq_day_off_everywhere ON day_off (day) WHERE municipality_id IS NULL
;

CREATE UNIQUE INDEX uq_job_leased_instance ON job (instance_id) WHERE state = 'leased'
;

CREATE UNIQUE INDEX uq_job_live_key ON job (unique_key) WHERE state IN ('ready', 'leased')
;

CREATE UNIQUE INDEX uq_user_role_everywhere ON user_role (user_id, role, from_day) WHERE municipality_id IS NULL
;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '%', TG_ARGV[0]; END $$
;

CREATE FUNCTION refuse_frozen_line() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE claim bigint;
BEGIN
  IF TG_OP = 'INSERT' THEN claim := NEW.claim_id; ELSE claim := OLD.claim_id; END IF;
  IF EXISTS (SELECT 1 FROM ministry_claim WHERE id = claim AND frozen_at IS NOT NULL) THEN
    RAISE EXCEPTION 'the claim is frozen';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$
;

CREATE FUNCTION refuse_unbalanced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT sum(debit_cents - credit_cents) FROM posting WHERE entry_id = NEW.entry_id) <> 0 THEN
    RAISE EXCEPTION 'the entry % does not balance', NEW.entry_id;
  END IF;
  RETURN NULL;
END $$
;

CREATE TRIGGER refuse_01_journal_entry BEFORE UPDATE ON journal_entry FOR EACH ROW EXECUTE FUNCTION refuse_change('journal_entry is append-only')
;

CREATE TRIGGER refuse_02_posting BEFORE UPDATE ON posting FOR EACH ROW EXECUTE FUNCTION refuse_change('posting is append-only')
;

CREATE TRIGGER refuse_03_release BEFORE UPDATE ON release FOR EACH ROW EXECUTE FUNCTION refuse_change('release is append-only')
;

CREATE TRIGGER refuse_04_release_file BEFORE UPDATE ON release_file FOR EACH ROW EXECUTE FUNCTION refuse_change('release_file is append-only')
;

CREATE TRIGGER refuse_05_process_definition BEFORE UPDATE ON process_definition FOR EACH ROW EXECUTE FUNCTION refuse_change('process_definition is append-only')
;

CREATE TRIGGER refuse_06_rule_pack_revision BEFORE UPDATE ON rule_pack_revision FOR EACH ROW EXECUTE FUNCTION refuse_change('rule_pack_revision is append-only')
;

CREATE TRIGGER refuse_07_claim_file BEFORE UPDATE ON claim_file FOR EACH ROW EXECUTE FUNCTION refuse_change('claim_file is append-only')
;

CREATE TRIGGER refuse_08_journal_entry BEFORE DELETE ON journal_entry FOR EACH ROW EXECUTE FUNCTION refuse_change('journal_entry is append-only')
;

CREATE TRIGGER refuse_09_posting BEFORE DELETE ON posting FOR EACH ROW EXECUTE FUNCTION refuse_change('posting is append-only')
;

CREATE TRIGGER refuse_10_release BEFORE DELETE ON release FOR EACH ROW EXECUTE FUNCTION refuse_change('release is append-only')
;

CREATE TRIGGER refuse_11_release_file BEFORE DELETE ON release_file FOR EACH ROW EXECUTE FUNCTION refuse_change('release_file is append-only')
;

CREATE TRIGGER refuse_12_process_definition BEFORE DELETE ON process_definition FOR EACH ROW EXECUTE FUNCTION refuse_change('process_definition is append-only')
;

CREATE TRIGGER refuse_13_rule_pack_revision BEFORE DELETE ON rule_pack_revision FOR EACH ROW EXECUTE FUNCTION refuse_change('rule_pack_revision is append-only')
;

CREATE TRIGGER refuse_14_claim_file BEFORE DELETE ON claim_file FOR EACH ROW EXECUTE FUNCTION refuse_change('claim_file is append-only')
;

CREATE TRIGGER refuse_15_audit_event BEFORE UPDATE OF id, municipality_id, instance_id, case_id, actor_user_id, on_behalf_of, action, object_kind, object_id, details, at, release_sha256, mac ON audit_event FOR EACH ROW EXECUTE FUNCTION refuse_change('audit_event is append-only')
;

CREATE TRIGGER refuse_16_audit_event BEFORE UPDATE ON audit_event FOR EACH ROW WHEN (OLD.sealed_seq IS NOT NULL) EXECUTE FUNCTION refuse_change('audit_event is sealed')
;

CREATE TRIGGER refuse_17_audit_event BEFORE DELETE ON audit_event FOR EACH ROW EXECUTE FUNCTION refuse_change('audit_event is append-only')
;

CREATE TRIGGER refuse_18_attestation BEFORE DELETE ON attestation FOR EACH ROW EXECUTE FUNCTION refuse_change('signatures are voided, never deleted')
;

CREATE TRIGGER refuse_19_ministry_claim BEFORE UPDATE OF period, number, municipality_id, content_sha256, frozen_at, pay_cents, transport_cents, admin_cents, total_cents ON ministry_claim FOR EACH ROW WHEN (OLD.frozen_at IS NOT NULL) EXECUTE FUNCTION refuse_change('the claim is frozen')
;

CREATE TRIGGER refuse_20_ministry_claim BEFORE DELETE ON ministry_claim FOR EACH ROW WHEN (OLD.frozen_at IS NOT NULL) EXECUTE FUNCTION refuse_change('the claim is frozen')
;

CREATE TRIGGER refuse_frozen_line BEFORE INSERT OR UPDATE OR DELETE ON claim_line FOR EACH ROW EXECUTE FUNCTION refuse_frozen_line()
;

CREATE CONSTRAINT TRIGGER posting_balance AFTER INSERT ON posting DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_unbalanced()
;

