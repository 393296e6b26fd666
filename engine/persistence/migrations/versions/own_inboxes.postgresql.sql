CREATE TABLE calendar_feed (
	municipality_id BIGINT,
	user_id BIGINT NOT NULL,
	token_hash TEXT NOT NULL,
	made_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT fk_calendar_feed_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_calendar_feed_user_id FOREIGN KEY(user_id) REFERENCES user_account (id),
	CONSTRAINT pk_calendar_feed PRIMARY KEY (user_id),
	CONSTRAINT uq_calendar_feed_token_hash UNIQUE (token_hash)
)
;

CREATE TABLE saved_view (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT,
	user_id BIGINT NOT NULL,
	name TEXT NOT NULL,
	asked TEXT NOT NULL,
	is_shared BOOLEAN NOT NULL,
	is_default BOOLEAN NOT NULL,
	CONSTRAINT ck_saved_view_name_of_a_line CHECK (length(name) BETWEEN 1 AND 60),
	CONSTRAINT fk_saved_view_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_saved_view_user_id FOREIGN KEY(user_id) REFERENCES user_account (id),
	CONSTRAINT pk_saved_view PRIMARY KEY (id),
	CONSTRAINT uq_saved_view_user_id_name UNIQUE (user_id, name)
)
;

CREATE TABLE task_mark (
	municipality_id BIGINT NOT NULL,
	task_id BIGINT NOT NULL,
	user_id BIGINT NOT NULL,
	seen_at TIMESTAMP WITH TIME ZONE,
	put_off_until DATE,
	CONSTRAINT fk_task_mark_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_task_mark_task_id FOREIGN KEY(task_id) REFERENCES user_task (id) ON DELETE CASCADE,
	CONSTRAINT fk_task_mark_user_id FOREIGN KEY(user_id) REFERENCES user_account (id),
	CONSTRAINT pk_task_mark PRIMARY KEY (task_id, user_id)
)
;

CREATE INDEX ix_saved_view_municipality_id_is_shared ON saved_view (municipality_id, is_shared)
;

CREATE INDEX ix_task_mark_put_off ON task_mark (user_id, put_off_until, task_id) WHERE put_off_until IS NOT NULL
;

CREATE UNIQUE INDEX uq_saved_view_default ON saved_view (user_id) WHERE is_default
;

