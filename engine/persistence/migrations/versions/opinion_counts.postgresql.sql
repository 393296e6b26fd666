CREATE TABLE opinion_count (
	id BIGSERIAL NOT NULL,
	municipality_id BIGINT,
	year BIGINT NOT NULL,
	adults BIGINT NOT NULL,
	children BIGINT NOT NULL,
	source TEXT NOT NULL,
	entered_by BIGINT,
	entered_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT ck_opinion_count_adults_at_least_0 CHECK (adults >= 0),
	CONSTRAINT ck_opinion_count_children_at_least_0 CHECK (children >= 0),
	CONSTRAINT ck_opinion_count_year CHECK (year BETWEEN 1990 AND 2100),
	CONSTRAINT fk_opinion_count_entered_by FOREIGN KEY(entered_by) REFERENCES user_account (id),
	CONSTRAINT fk_opinion_count_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_opinion_count PRIMARY KEY (id),
	CONSTRAINT uq_opinion_count_municipality_id_year UNIQUE (municipality_id, year)
)
;

CREATE UNIQUE INDEX uq_opinion_count_country ON opinion_count (year) WHERE municipality_id IS NULL
;

