"""Who has not confirmed: one month over all contracts, who is missing and how often they were reminded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from engine.clock import last_day_of, local_day
from engine.domain.rights import Actor, Role, districts_of
from engine.domain.service_month import ServiceMonth
from engine.messages_catalogue import Message, msg
from engine.months.month_access import require
from engine.months.month_words import during_a_stay, may_remind, waiting_for
from engine.persistence.queries import colleagues
from engine.persistence.queries.colleagues import Colleague
from engine.persistence.queries.month_board import ALL, Board, Cut, MonthRow, MonthState, Order, board_of
from engine.runtime import Runtime, seen_by

__all__ = ["Cockpit", "CockpitRow", "Colleague", "Cut", "Order", "SuspendedRow", "cockpit"]


@dataclass(frozen=True, slots=True)
class CockpitRow:
    """One contract's month."""

    month: MonthRow
    recipient: str
    assistant: str
    waiting_for: Sequence[Message]
    reminders: int
    reminded_at: datetime | None
    reasons: Sequence[Message]  # what was found, or since when it is late
    may_remind: bool  # it is a person's turn to sign, not the office's
    record_task_id: int | None  # the caseworker's task to record it another way


@dataclass(frozen=True, slots=True)
class SuspendedRow:
    """A contract without this month, for its service is suspended all month."""

    case_id: int
    case_number: str
    recipient: str
    assistant: str


@dataclass(frozen=True, slots=True)
class Cockpit:
    """A page of a month over all contracts, and how many stand where."""

    period: ServiceMonth
    rows: Sequence[CockpitRow]
    counts: Mapping[MonthState, int]
    total: int  # in the state asked for
    deadline_at: datetime | None
    hanging: Sequence[CockpitRow]  # of earlier months and not settled, the oldest first
    hanging_total: int
    by_period: Mapping[ServiceMonth, Mapping[MonthState, int]]  # this month and those before it
    workers: Sequence[Colleague]  # who may be answerable for a case
    suspended: Sequence[SuspendedRow]


def cockpit(
    runtime: Runtime,
    actor: Actor,
    period: ServiceMonth,
    state: MonthState | None = None,
    *,
    page: int = 1,
    cut: Cut = ALL,
) -> Cockpit:
    """Page 1, 2, … of the months of a period, by the recipient's name or as the cut says."""
    require(actor, "month.list")
    today = local_day(runtime.clock.now())
    with runtime.reading(seen_by(actor)) as session:
        offset = (page - 1) * cut.at_once
        cut = replace(cut, districts=districts_of(actor, "month.list"))
        board = board_of(session, str(period), state, limit=cut.at_once, offset=offset, cut=cut)
        office = colleagues.of_office(session, today)
    found = board.by_period.get(str(period), {})
    counts = {one: found[one] for one in MonthState if one in found}
    return Cockpit(
        period=period,
        rows=[_row(month, board, today) for month in board.rows],
        counts=counts,
        total=sum(counts.values()) if state is None else counts.get(state, 0),
        deadline_at=board.rows[0].deadline_at if board.rows else None,
        hanging=[_row(month, board, today) for month in board.hanging],
        hanging_total=board.hanging_total,
        by_period={ServiceMonth.parse(one): counted for one, counted in board.by_period.items()},
        workers=[one for one in office if Role.CASEWORKER in one.roles],
        suspended=[
            SuspendedRow(
                one.case_id, one.case_number, board.names[one.recipient_id], board.names[one.assistant_id]
            )
            for one in board.suspended
        ],
    )


def _row(month: MonthRow, board: Board, today: date) -> CockpitRow:
    tasks = board.tasks.get(month.month_id, {})
    suspended = month.month_id in board.suspended_months
    reminders, reminded_at = board.reminders.get(month.month_id, (0, None))
    return CockpitRow(
        month=month,
        recipient=board.names[month.recipient_id],
        assistant=board.names[month.assistant_id],
        waiting_for=during_a_stay(month, tasks) if suspended else waiting_for(month, board.names, tasks),
        reminders=reminders,
        reminded_at=reminded_at,
        reasons=_reasons(month, board),
        may_remind=not suspended and may_remind(month, today),
        record_task_id=tasks.get("record_fallback", tasks.get("record_report_fallback")),
    )


def _reasons(month: MonthRow, board: Board) -> list[Message]:
    """What the check found and nobody has decided yet; for a late month, since when it is."""
    if month.state is MonthState.LATE:
        return [msg("the last day was {day}", day=last_day_of(month.deadline_at))]
    if month.state is not MonthState.FINDINGS:
        return []
    return [one for _, one in board.findings.get(month.month_id, ())]
