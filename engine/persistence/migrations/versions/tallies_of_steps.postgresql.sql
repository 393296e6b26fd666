CREATE TABLE tally_mark (
	municipality_id BIGINT NOT NULL,
	sealed_seq BIGINT NOT NULL,
	passes_since TIMESTAMP WITH TIME ZONE,
	ways_since TIMESTAMP WITH TIME ZONE,
	counted_to TIMESTAMP WITH TIME ZONE,
	CONSTRAINT ck_tally_mark_sealed_seq_at_least_0 CHECK (sealed_seq >= 0),
	CONSTRAINT fk_tally_mark_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_tally_mark PRIMARY KEY (municipality_id)
)
;

CREATE TABLE element_tally (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT NOT NULL,
	process_id TEXT NOT NULL,
	period TEXT NOT NULL,
	release_id BIGINT NOT NULL,
	element_id TEXT NOT NULL,
	passed BIGINT NOT NULL,
	answered BIGINT NOT NULL,
	late BIGINT NOT NULL,
	minutes BIGINT NOT NULL,
	times TEXT NOT NULL,
	ways TEXT NOT NULL,
	CONSTRAINT ck_element_tally_answered_at_least_0 CHECK (answered >= 0),
	CONSTRAINT ck_element_tally_late_at_least_0 CHECK (late >= 0),
	CONSTRAINT ck_element_tally_minutes_at_least_0 CHECK (minutes >= 0),
	CONSTRAINT ck_element_tally_passed_at_least_0 CHECK (passed >= 0),
	CONSTRAINT ck_element_tally_period_is_a_month CHECK (length(period) = 7 AND substr(period, 5, 1) = '-' AND substr(period, 6, 2) BETWEEN '01' AND '12'),
	CONSTRAINT fk_element_tally_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_element_tally_release_id FOREIGN KEY(release_id) REFERENCES release (id),
	CONSTRAINT pk_element_tally PRIMARY KEY (id),
	CONSTRAINT uq_element_tally_municipality_id_process_id_period_rele_7250 UNIQUE (municipality_id, process_id, period, release_id, element_id)
)
;

