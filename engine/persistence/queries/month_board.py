"""A page of one month over all contracts, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from engine.domain.service_month import ServiceMonth as Month
from engine.messages_catalogue import Message
from engine.persistence.queries import month_lists, month_overview, names
from engine.persistence.queries.month_lists import ALL, Cut, MonthRow, Order
from engine.persistence.queries.months import SuspendedContract, suspended, suspended_months
from engine.persistence.tables.months import MonthState

__all__ = ["ALL", "Board", "Cut", "MonthRow", "MonthState", "Order", "SuspendedContract", "board_of"]

PERIODS = 6  # months that are counted beside each other


@dataclass(frozen=True, slots=True)
class Board:
    """What the page is made of; everything by the month's or the person's id."""

    rows: Sequence[MonthRow]
    hanging: Sequence[MonthRow]  # of earlier months and not settled, the oldest first
    hanging_total: int
    names: Mapping[int, str]
    tasks: Mapping[int, Mapping[str, int]]
    reminders: Mapping[int, tuple[int, datetime]]
    findings: Mapping[int, Sequence[tuple[date | None, Message]]]
    by_period: Mapping[str, Mapping[MonthState, int]]  # the newest first
    suspended: Sequence[SuspendedContract]  # no month was opened for these
    suspended_months: Set[int]  # opened before the stay was known


def board_of(
    session: Session, period: str, state: MonthState | None, *, limit: int, offset: int, cut: Cut = ALL
) -> Board:
    """The months of a period; on the first page those of earlier months too that still hang."""
    rows = month_lists.of_period(session, period, state=state, limit=limit, offset=offset, cut=cut)
    hanging = [] if offset else month_lists.hanging_before(session, period, cut.whose, limit=cut.hanging)
    ids = [row.month_id for row in (*rows, *hanging)]
    month = Month.parse(period)
    stays = suspended(session, month, cut.districts)
    people = {one for row in (*rows, *hanging) for one in (row.recipient_id, row.assistant_id, row.signer_id)}
    people |= {one for stay in stays for one in (stay.recipient_id, stay.assistant_id)}
    return Board(
        rows=rows,
        hanging=hanging,
        hanging_total=month_overview.how_many_hang(session, period, cut.whose),
        names=names.of_persons(session, people),
        tasks=month_lists.open_tasks(session, ids),
        reminders=month_lists.reminders(session, ids),
        findings=month_overview.findings(session, ids),
        by_period=month_overview.by_period(session, str(month.plus(1 - PERIODS)), period, cut.whose),
        suspended=stays,
        suspended_months=suspended_months(session, month),
    )
