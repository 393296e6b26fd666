"""A letter is kept as a document and, where there is an address, queued for the post."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.effects.context import Circumstances
from engine.persistence.tables.people import Language
from engine.persistence.tables.records import Document, OutboxKind, OutboxMessage


@dataclass(frozen=True, slots=True)
class KeepLetter:
    """One filled letter; the same key again writes nothing."""

    key: str
    kind: str
    person_id: int | None  # None: a notice to the office
    case_id: int | None
    language: str
    title: str
    markdown: str
    email: str  # empty: it is handed over or posted

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        if rows.count(session, Document, key=self.key):
            return
        document = Document(
            key=self.key,
            municipality_id=circumstances.municipality_id,
            case_id=self.case_id if self.case_id is not None else circumstances.case_id,
            person_id=self.person_id,
            kind=self.kind,
            title=self.title,
            language=Language(self.language),
            markdown=self.markdown,
            release_id=circumstances.release_id,
            created_at=circumstances.now,
            sha256=hashlib.sha256(self.markdown.encode()).hexdigest(),
        )
        session.add(document)
        session.flush()
        if self.email:
            session.add(self._post(document, circumstances))

    def _post(self, document: Document, circumstances: Circumstances) -> OutboxMessage:
        return OutboxMessage(
            municipality_id=circumstances.municipality_id,
            key=self.key,
            kind=OutboxKind.EMAIL,
            recipient=self.email,
            payload={"document_id": document.id, "instance_id": circumstances.instance_id},
            next_at=circumstances.now,
        )
