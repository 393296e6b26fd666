CREATE TABLE correction_use (
	municipality_id INTEGER NOT NULL,
	correction_id INTEGER NOT NULL,
	day DATE NOT NULL,
	purposes BLOB NOT NULL,
	times BLOB NOT NULL,
	CONSTRAINT fk_correction_use_correction_id FOREIGN KEY(correction_id) REFERENCES month_correction (id),
	CONSTRAINT fk_correction_use_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT pk_correction_use PRIMARY KEY (correction_id, day)
)
;

