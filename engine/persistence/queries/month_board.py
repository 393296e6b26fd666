"""A page of one month over all contracts, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from engine.domain.service_month import ServiceMonth as Month
from engine.persistence.queries import month_lists, names
from engine.persistence.queries.month_lists import MonthRow
from engine.persistence.queries.months import SuspendedContract, suspended, suspended_months
from engine.persistence.tables.months import MonthState

__all__ = ["Board", "MonthRow", "MonthState", "SuspendedContract", "board_of"]


@dataclass(frozen=True, slots=True)
class Board:
    """What the page is made of; everything by the month's or the person's id."""

    rows: Sequence[MonthRow]
    names: Mapping[int, str]
    tasks: Mapping[int, Mapping[str, int]]
    reminders: Mapping[int, tuple[int, datetime]]
    counts: Mapping[MonthState, int]
    troubled_before: tuple[int, str | None]  # how many earlier months, the latest period among them
    suspended: Sequence[SuspendedContract]  # no month was opened for these
    suspended_months: Set[int]  # opened before the stay was known


def board_of(session: Session, period: str, state: MonthState | None, *, limit: int, offset: int) -> Board:
    """The months of a period in a state, or all, by the recipient's name."""
    rows = month_lists.of_period(session, period, state=state, limit=limit, offset=offset)
    ids = [row.month_id for row in rows]
    month = Month.parse(period)
    stays = suspended(session, month)
    people = {one for row in rows for one in (row.recipient_id, row.assistant_id, row.signer_id)}
    people |= {one for stay in stays for one in (stay.recipient_id, stay.assistant_id)}
    return Board(
        rows=rows,
        names=names.of_persons(session, people),
        tasks=month_lists.open_tasks(session, ids),
        reminders=month_lists.reminders(session, ids),
        counts=month_lists.counts(session, period),
        troubled_before=month_lists.troubled_before(session, period),
        suspended=stays,
        suspended_months=suspended_months(session, month),
    )
