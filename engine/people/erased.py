"""Says plainly that something was erased, in place of a page with holes in it."""

from __future__ import annotations

from engine.clock import local_day
from engine.domain.retention import Record
from engine.errors import Erased
from engine.messages_catalogue import msg
from engine.persistence.queries import erasures
from engine.persistence.tables.records import Document
from engine.runtime import Session


def refuse_case(session: Session, case_id: int | None) -> None:
    """Raise Erased, with the day, for a case whose file was erased."""
    _refuse(session, erasures.OF_A_CASE, case_id)


def refuse_month(session: Session, month_id: int) -> None:
    """Raise Erased for a month of which what was signed was erased."""
    _refuse(session, (Record.MONTH_REPORTS,), month_id)


def refuse_letter(session: Session, letter: Document) -> None:
    """Raise Erased for a letter whose text was erased, with its case or with its reader."""
    _refuse(session, (Record.LETTERS, Record.APPLICATION), letter.case_id)
    _refuse(session, (Record.PERSON,), letter.person_id)


def _refuse(session: Session, records: tuple[Record, ...], object_id: int | None) -> None:
    at = None if object_id is None else erasures.at_of(session, records, object_id)
    if at is not None:
        raise Erased(msg("The personal data were erased on {day}.", day=local_day(at)))
