CREATE TABLE opinion_count (
	id INTEGER NOT NULL,
	municipality_id INTEGER,
	year INTEGER NOT NULL,
	adults INTEGER NOT NULL,
	children INTEGER NOT NULL,
	source TEXT NOT NULL,
	entered_by INTEGER,
	entered_at DATETIME NOT NULL,
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

