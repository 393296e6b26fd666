"""How letters reached people, and which of them still wait to be posted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from engine.persistence import rows
from engine.persistence.queries.districts import Districts, within
from engine.persistence.tables.records import Document, DocumentDelivery, OutboxMessage, OutboxState


def of_document(session: Session, document_id: int) -> Sequence[DocumentDelivery]:
    """Everything noted about a letter, what counts first."""
    return rows.every(session, DocumentDelivery, order_by=["-id"], document_id=document_id)


def to_post(
    session: Session, since: datetime, before: datetime, districts: Districts = None, *, mails: bool
) -> Sequence[Document]:
    """Letters to people of these instants that go by post and were not delivered, by case and number.

    `mails`: whether letters leave by e-mail at all; without a mail server a waiting one goes by post too.
    """
    statement = (
        select(Document)
        .where(Document.created_at >= since, Document.created_at < before, _waits(mails=mails))
        .where(*within(Document.case_id, districts))
        .order_by(Document.case_id, Document.id)
    )
    return session.scalars(statement).all()


def written_and_not_posted(
    session: Session, since: datetime, before: datetime, districts: Districts = None, *, mails: bool
) -> Sequence[datetime]:
    """When those were written, oldest first."""
    statement = (
        select(Document.created_at)
        .where(Document.created_at >= since, Document.created_at < before, _waits(mails=mails))
        .where(*within(Document.case_id, districts))
        .order_by(Document.created_at)
    )
    return session.scalars(statement).all()


def _waits(*, mails: bool) -> ColumnElement[bool]:
    """Goes by post, and nobody has noted yet that it reached anybody."""
    gone = (OutboxState.WAITING, OutboxState.SENT) if mails else (OutboxState.SENT,)
    mailed = select(OutboxMessage.id).where(OutboxMessage.key == Document.key, OutboxMessage.state.in_(gone))
    delivered = select(DocumentDelivery.id).where(DocumentDelivery.document_id == Document.id)
    return and_(Document.person_id.is_not(None), ~mailed.exists(), ~delivered.exists())
