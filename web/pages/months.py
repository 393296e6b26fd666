"""Who has not confirmed: one service month over all contracts, reminders one by one or for the whole list."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from engine import months
from engine.domain.service_month import ServiceMonth
from engine.inbox_pages import last_day
from engine.months import Cockpit, MonthState
from web.drawing import month_drawing, words
from web.drawing.case_drawing import when
from web.page import Answer, Context, Route, Runtime, actor, go, may, msg, show, tell, typed

ROWS_A_PAGE = 50
OLD_MONTH_UNTIL = 20  # until this day people still work on the month before
MOST_PAGES = 200


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def listing() -> str:
        """One month, a state at a time."""
        period, page = _period(runtime), max(1, _number(typed("page")))
        found = months.cockpit(runtime, actor(), period, _state(), page=page)
        return show(runtime, "months.html", _context(runtime, found, page))

    def remind(month_id: int) -> Answer:
        """Remind those who have not signed this month."""
        return _remind(runtime, [month_id])

    def remind_all() -> Answer:
        """Remind everybody in the list who has not signed."""
        return _remind(runtime, list(_listed(runtime, _period(runtime))))

    return [
        Route("/months", listing, "month.list"),
        Route("/months/remind", remind_all, "month.remind", ("POST",)),
        Route("/months/<int:month_id>/remind", remind, "month.remind", ("POST",)),
    ]


def _context(runtime: Runtime, found: Cockpit, page: int) -> Context:
    now, period, may_remind = runtime.clock.now(), found.period, may("month.remind")
    state = _state()
    last = -(-found.total // ROWS_A_PAGE)
    return {
        "period": str(period),
        "previous": _address(period.plus(-1)),
        "next": _address(period.next()) if period < ServiceMonth.of(words.local_day(now)) else None,
        "troubled": {"count": found.troubled_before, "href": _address(found.troubled_period)}
        if found.troubled_period is not None
        else None,
        "deadline": last_day(found.deadline_at),
        "when": when(found.deadline_at, now),
        "counts": [
            {"state": one, "count": number, "href": _address(period, one), "current": one is state}
            for one, number in found.counts.items()
        ],
        "all": {
            "count": sum(found.counts.values()),
            "href": _address(period),
            "current": state is None,
        },
        "rows": [month_drawing.cockpit_row(row, may_remind=may_remind) for row in found.rows],
        "suspended": month_drawing.suspended(found, sees_case=may("case.see")),
        "total": found.total,
        "pages": {
            "now": page,
            "last": last,
            "previous": _address(period, state, page - 1) if page > 1 else None,
            "next": _address(period, state, page + 1) if page < last else None,
        },
        "remind_all_url": _address(period, state, action="/months/remind")
        if may_remind and any(row.may_remind for row in found.rows)
        else None,
    }


def _remind(runtime: Runtime, month_ids: list[int]) -> Answer:
    sent = months.remind(runtime, actor(), month_ids)
    if sent:
        tell(msg("Reminders written: {count}.", count=sent))
    else:
        tell(msg("Nobody was reminded: everybody has signed, or was reminded today already."), "notice")
    return go(_address(_period(runtime), _state()))


def _listed(runtime: Runtime, period: ServiceMonth) -> Iterator[int]:
    """Every month of the list that waits for a signature, whatever page it is on."""
    for page in range(1, MOST_PAGES):
        found = months.cockpit(runtime, actor(), period, _state(), page=page)
        yield from (row.month.month_id for row in found.rows if row.may_remind)
        if page * ROWS_A_PAGE >= found.total:
            return


def _address(
    period: ServiceMonth, state: MonthState | None = None, page: int = 1, *, action: str = "/months"
) -> str:
    asked = {"period": str(period), "state": str(state or ""), "page": str(page) if page > 1 else ""}
    return f"{action}?{urlencode({name: value for name, value in asked.items() if value})}"


def _period(runtime: Runtime) -> ServiceMonth:
    """The month asked for; else the one that people sign these days."""
    text = typed("period")
    if text:
        return ServiceMonth.parse(text)
    today = words.local_day(runtime.clock.now())
    present = ServiceMonth.of(today)
    return present.plus(-1) if today.day <= OLD_MONTH_UNTIL else present


def _state() -> MonthState | None:
    text = typed("state")
    return MonthState(text) if text in set(MonthState) else None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
