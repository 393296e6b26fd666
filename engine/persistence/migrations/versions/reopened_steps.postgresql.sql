CREATE TABLE reopening (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	case_id BIGINT NOT NULL,
	instance_id BIGINT NOT NULL,
	task_id BIGINT NOT NULL,
	new_task_id BIGINT NOT NULL,
	reason BYTEA NOT NULL,
	reopened_by BIGINT NOT NULL,
	reopened_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT fk_reopening_case_id FOREIGN KEY(case_id) REFERENCES service_case (id),
	CONSTRAINT fk_reopening_instance_id FOREIGN KEY(instance_id) REFERENCES process_instance (id),
	CONSTRAINT fk_reopening_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_reopening_new_task_id FOREIGN KEY(new_task_id) REFERENCES user_task (id),
	CONSTRAINT fk_reopening_reopened_by FOREIGN KEY(reopened_by) REFERENCES user_account (id),
	CONSTRAINT fk_reopening_task_id FOREIGN KEY(task_id) REFERENCES user_task (id),
	CONSTRAINT pk_reopening PRIMARY KEY (id),
	CONSTRAINT uq_reopening_new_task_id UNIQUE (new_task_id),
	CONSTRAINT uq_reopening_task_id UNIQUE (task_id)
)
;

CREATE TABLE upload (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	word TEXT NOT NULL,
	task_id BIGINT NOT NULL,
	case_id BIGINT,
	field TEXT NOT NULL,
	file_name BYTEA NOT NULL,
	media_type TEXT NOT NULL,
	size BIGINT NOT NULL,
	sha256 TEXT NOT NULL,
	content BYTEA NOT NULL,
	signatures BYTEA NOT NULL,
	uploaded_by BIGINT NOT NULL,
	uploaded_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT ck_upload_size CHECK (size > 0),
	CONSTRAINT fk_upload_case_id FOREIGN KEY(case_id) REFERENCES service_case (id),
	CONSTRAINT fk_upload_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_upload_task_id FOREIGN KEY(task_id) REFERENCES user_task (id),
	CONSTRAINT fk_upload_uploaded_by FOREIGN KEY(uploaded_by) REFERENCES user_account (id),
	CONSTRAINT pk_upload PRIMARY KEY (id),
	CONSTRAINT uq_upload_word UNIQUE (word)
)
;

CREATE TABLE superseded (
	municipality_id BIGINT NOT NULL,
	kind VARCHAR(10) NOT NULL,
	object_id BIGINT NOT NULL,
	reopening_id BIGINT NOT NULL,
	CONSTRAINT ck_superseded_superseded_kind CHECK (kind IN ('task', 'assessment', 'contract')),
	CONSTRAINT fk_superseded_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_superseded_reopening_id FOREIGN KEY(reopening_id) REFERENCES reopening (id),
	CONSTRAINT pk_superseded PRIMARY KEY (kind, object_id)
)
;

CREATE INDEX ix_reopening_case_id ON reopening (case_id)
;

CREATE INDEX ix_superseded_reopening_id ON superseded (reopening_id)
;

CREATE INDEX ix_upload_case_id ON upload (case_id)
;

CREATE INDEX ix_upload_task_id ON upload (task_id)
;

CREATE TRIGGER refuse_48_reopening BEFORE UPDATE ON reopening FOR EACH ROW EXECUTE FUNCTION refuse_change('reopening is append-only')
;

CREATE TRIGGER refuse_49_reopening BEFORE DELETE ON reopening FOR EACH ROW EXECUTE FUNCTION refuse_change('reopening is append-only')
;

CREATE TRIGGER refuse_50_superseded BEFORE UPDATE ON superseded FOR EACH ROW EXECUTE FUNCTION refuse_change('superseded is append-only')
;

CREATE TRIGGER refuse_51_superseded BEFORE DELETE ON superseded FOR EACH ROW EXECUTE FUNCTION refuse_change('superseded is append-only')
;

