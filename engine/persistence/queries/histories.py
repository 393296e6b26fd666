"""Two copies of a database compared by what is only ever added: the ledger, the ends of audit chains."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.persistence import audit, rows
from engine.persistence.audit_links import INSTALLATION
from engine.persistence.tables import Base
from engine.persistence.tables.ledger import Posting
from engine.persistence.tables.records import AuditArchive, AuditEvent


@dataclass(frozen=True, slots=True)
class History:
    """What a copy holds of what never changes."""

    last_posting: int
    postings: int
    debit_cents: int
    credit_cents: int
    heads: Mapping[int, tuple[int, str]]  # chain → number and HMAC of its last sealed event
    newest_event: datetime | None
    rows: int  # in all tables


def of(session: Session) -> History:
    """Of a whole copy; the session is for EVERY."""
    last, number, debit, credit = _postings(session, None)
    newest = session.scalars(select(func.max(AuditEvent.at))).one()
    counted = sum(rows.count(session, mapper.class_) for mapper in Base.registry.mappers)
    return History(last, number, debit, credit, audit.heads(session), newest, counted)


def postings_to(session: Session, last: int) -> tuple[int, int, int]:
    """(number, debit, credit in cents) of the postings up to this one."""
    return _postings(session, last)[1:]


def strange_heads(session: Session, heads: Mapping[int, tuple[int, str]]) -> list[str]:
    """Which of these ends of chains this database never had; what was archived since cannot be said."""
    wrong = []
    for chain, (number, mac) in heads.items():
        mine = None if chain == INSTALLATION else chain
        event = rows.first(session, AuditEvent, municipality_id=mine, sealed_seq=number)
        archived = rows.count(session, AuditArchive, chain=chain, last_seq__least=number)
        if number and not archived and (event is None or event.chain_mac != mac):
            wrong.append(f"{chain}/{number}")
    return wrong


def _postings(session: Session, last: int | None) -> tuple[int, int, int, int]:
    statement = select(
        func.coalesce(func.max(Posting.id), 0),
        func.count(),
        func.coalesce(func.sum(Posting.debit_cents), 0),
        func.coalesce(func.sum(Posting.credit_cents), 0),
    )
    wanted = statement if last is None else statement.where(Posting.id <= last)
    newest, number, debit, credit = session.execute(wanted).one()
    return int(newest), int(number), int(debit), int(credit)
