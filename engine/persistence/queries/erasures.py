"""What was erased, by record: for checks and pages that would miss it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from engine.domain.retention import Record
from engine.persistence import rows
from engine.persistence.erased_fields import portions
from engine.persistence.erasure_list import Listed
from engine.persistence.tables.claims import PaymentRun
from engine.persistence.tables.erasures import Erasure, RetentionRun

OF_A_CASE = (Record.CASE_FILE, Record.APPLICATION)


def at_of(session: Session, records: Sequence[Record], object_id: int) -> datetime | None:
    """When a thing was erased under one of these records; None for one that was not."""
    found = rows.first(session, Erasure, record=[str(one) for one in records], object_id=object_id)
    return None if found is None else found.at


def emptied_runs(session: Session) -> frozenset[int]:
    """The payment runs whose files were erased with the papers of their claim."""
    erased = select(Erasure.object_id).where(Erasure.record == str(Record.MONEY_PAPERS))
    return frozenset(session.scalars(select(PaymentRun.id).where(PaymentRun.claim_id.in_(erased))))


def not_erased(case: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """That the file of a case stands, as a condition: what was erased may never be opened again."""
    erased = select(Erasure.object_id).where(Erasure.record.in_([str(one) for one in OF_A_CASE]))
    return case.not_in(erased)


def known(session: Session, record: Record, ids: Iterable[int]) -> set[int]:
    """Which of these were erased under the record."""
    return {
        one.object_id
        for some in portions(ids)
        for one in rows.values(session, Erasure, ("object_id",), record=str(record), object_id=some)
    }


def note(session: Session, own: Mapping[str, object], ids: Iterable[int]) -> None:
    """Note that these were erased; `own`: municipality_id, record, at, by_user_id, reason."""
    rows.insert_many(session, Erasure, [{**own, "object_id": one} for one in ids])


def every(session: Session) -> list[Listed]:
    """All that the database knows of, as the list outside it would have it."""
    found = rows.values(session, Erasure, ("at", "municipality_id", "record", "object_id"))
    return [Listed(*one) for one in found]


def keys_of(session: Session, municipality_id: int) -> set[tuple[str, int]]:
    """(record, id) of everything erased in a municipality."""
    found = rows.values(session, Erasure, ("record", "object_id"), municipality_id=municipality_id)
    return {(one.record, one.object_id) for one in found}


def counts(session: Session, municipality_id: int) -> Mapping[str, int]:
    """Record → how many were erased in a municipality."""
    return rows.counts_by(session, Erasure, "record", municipality_id=municipality_id)


def newest_look(session: Session, municipality_id: int) -> RetentionRun | None:
    """What the newest dry run of a municipality found."""
    return rows.first(session, RetentionRun, municipality_id=municipality_id)
