CREATE TABLE document_delivery (
	id INTEGER NOT NULL,
	municipality_id INTEGER NOT NULL,
	document_id INTEGER NOT NULL,
	channel VARCHAR(17) NOT NULL,
	sent_on DATE NOT NULL,
	notified_on DATE NOT NULL,
	recorded_by INTEGER,
	recorded_at DATETIME NOT NULL,
	CONSTRAINT ck_document_delivery_notification_channel CHECK (channel IN ('in_person', 'registered_letter', 'simple_letter', 'email', 'eaddress')),
	CONSTRAINT ck_document_delivery_notified_on_not_before_sent_on CHECK (notified_on IS NULL OR notified_on >= sent_on),
	CONSTRAINT fk_document_delivery_document_id FOREIGN KEY(document_id) REFERENCES document (id),
	CONSTRAINT fk_document_delivery_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
	CONSTRAINT fk_document_delivery_recorded_by FOREIGN KEY(recorded_by) REFERENCES user_account (id),
	CONSTRAINT pk_document_delivery PRIMARY KEY (id)
)
;

CREATE INDEX ix_document_delivery_document_id_id ON document_delivery (document_id, id)
;

CREATE INDEX ix_document_created_at_municipality_id ON document (created_at, municipality_id)
;

CREATE TRIGGER refuse_52_document_delivery BEFORE UPDATE ON document_delivery BEGIN SELECT RAISE(ABORT, 'document_delivery is append-only'); END
;

CREATE TRIGGER refuse_53_document_delivery BEFORE DELETE ON document_delivery BEGIN SELECT RAISE(ABORT, 'document_delivery is append-only'); END
;

