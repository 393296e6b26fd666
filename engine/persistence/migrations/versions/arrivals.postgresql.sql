CREATE TABLE policy_report (
	id BIGSERIAL NOT NULL,
	day DATE NOT NULL,
	directive TEXT NOT NULL,
	page TEXT NOT NULL,
	blocked TEXT NOT NULL,
	times BIGINT NOT NULL,
	CONSTRAINT ck_policy_report_short CHECK (length(page) <= 200 AND length(blocked) <= 200),
	CONSTRAINT ck_policy_report_times_at_least_1 CHECK (times >= 1),
	CONSTRAINT pk_policy_report PRIMARY KEY (id),
	CONSTRAINT uq_policy_report_day_directive_page_blocked UNIQUE (day, directive, page, blocked)
)
;

CREATE TABLE sent_form (
	key TEXT NOT NULL,
	user_id BIGINT NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	location TEXT,
	CONSTRAINT fk_sent_form_user_id FOREIGN KEY(user_id) REFERENCES user_account (id),
	CONSTRAINT pk_sent_form PRIMARY KEY (key)
)
;

CREATE INDEX ix_read_log_municipality_id_id ON read_log (municipality_id, id)
;

CREATE INDEX ix_sent_form_at ON sent_form (at)
;

CREATE INDEX ix_sent_form_user_id ON sent_form (user_id)
;

