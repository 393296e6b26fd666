"""The months' list as a file: what hangs from earlier months, the month itself, those suspended in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.exports.list_tables import AT_ONCE, MOST_ROWS, WholeList, every
from engine.months import months
from engine.months.months import CockpitRow
from web.drawing import list_columns, month_drawing
from web.page import Context, Runtime, actor, msg
from web.pages import months_asked


def whole(runtime: Runtime) -> WholeList:
    """All pages of the list that the address asks for."""
    period, state = months_asked.period(runtime), months_asked.state()
    cut = replace(months_asked.cut(), at_once=AT_ONCE, hanging=MOST_ROWS + 1)
    first = months.cockpit(runtime, actor(), period, state, cut=cut)

    def page(number: int | None) -> tuple[Sequence[CockpitRow], int | None]:
        now = number or 1
        found = first if now == 1 else months.cockpit(runtime, actor(), period, state, page=now, cut=cut)
        return found.rows, now + 1 if now * AT_ONCE < found.total else None

    found = [*first.hanging, *every(page)]
    rows = [month_drawing.cockpit_row(row, may_remind=False) for row in found]
    stays = [_stay(one, str(period)) for one in month_drawing.suspended(first, sees_case=False)]
    people = {one for row in found for one in (row.month.recipient_id, row.month.assistant_id)}
    return WholeList(
        "months",
        [list_columns.table(msg("Monthly confirmations"), list_columns.MONTHS, [*rows, *stays])],
        case_ids=frozenset(one.case_id for one in first.suspended),
        person_ids=frozenset(people),
    )


def _stay(one: Context, period: str) -> Context:
    """A contract without this month, as a row among the months."""
    nothing = ("waiting_for", "minutes", "granted_minutes", "reminders", "reminded_at")
    return {
        **one,
        **dict.fromkeys(nothing),
        "period": period,
        "stay": msg("Suspended all month"),
        "reasons": (),
    }
