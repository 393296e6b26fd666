"""What a recipient, an assistant or a representative sees first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.domain.rights import Actor
from engine.persistence.queries import inbox, month_lists, names
from engine.persistence.queries.inbox import InboxRow, Wanted
from engine.persistence.queries.inbox_conditions import View
from engine.persistence.queries.month_lists import MonthRow
from engine.persistence.tables.records import Document

MONTHS, LETTERS = 12, 20  # how many are shown


@dataclass(frozen=True, slots=True)
class HomeMonth:
    """A month of this person."""

    month: MonthRow
    with_name: str  # the recipient, for the assistant; else the assistant

    @property
    def minutes_left(self) -> int:
        """What is left of the granted hours, by what has been entered."""
        return max(0, self.month.granted_minutes - self.month.entered_minutes)


@dataclass(frozen=True, slots=True)
class HomeLetter:
    """A letter addressed to this person."""

    document_id: int
    kind: str
    title: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Home:
    """What do I have to do, how are my months, what was I written."""

    to_do: Sequence[InboxRow]  # the most urgent first
    months: Sequence[HomeMonth]  # the newest first
    this_month: Sequence[HomeMonth]  # of these, those of the present month
    letters: Sequence[HomeLetter]  # the newest first


def home_of(session: Session, actor: Actor, *, period: str, now: datetime) -> Home:
    """The home of an actor who is a person of the service."""
    person_id = actor.person_id
    rows = [] if person_id is None else month_lists.of_person(session, person_id, limit=MONTHS)
    known = names.of_persons(session, {one for row in rows for one in (row.recipient_id, row.assistant_id)})
    months = [HomeMonth(row, known[_other(row, person_id)]) for row in rows]
    return Home(
        to_do=inbox.page(session, actor, Wanted(view=View.MINE), now=now).rows,
        months=months,
        this_month=[one for one in months if one.month.period == period],
        letters=_letters(session, person_id),
    )


def _other(row: MonthRow, person_id: int | None) -> int:
    return row.recipient_id if person_id == row.assistant_id else row.assistant_id


def _letters(session: Session, person_id: int | None) -> list[HomeLetter]:
    statement = (
        select(Document.id, Document.kind, Document.title, Document.created_at)
        .where(Document.person_id == person_id)
        .order_by(Document.id.desc())
        .limit(LETTERS)
    )
    return [] if person_id is None else [HomeLetter(*row) for row in session.execute(statement)]
