"""Who has not confirmed: one service month over all contracts, reminders one by one or for the whole list."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from engine import months
from engine.domain.service_month import ServiceMonth
from engine.inbox_pages import last_day
from engine.months import Cockpit, Cut, MonthState, Order
from web.drawing import inbox_rows, month_drawing, month_overview, words
from web.drawing.case_drawing import when
from web.page import Answer, Context, Route, Runtime, actor, go, may, msg, request, show, tell, typed

ROWS_A_PAGE = 50
OLD_MONTH_UNTIL = 20  # until this day people still work on the month before
MOST_PAGES, MOST_AT_ONCE = 200, 200


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def listing() -> str:
        """One month, a state at a time."""
        period, page = _period(runtime), max(1, _number(typed("page")))
        found = months.cockpit(runtime, actor(), period, _state(), page=page, cut=_cut())
        return show(runtime, "months.html", _context(runtime, found, page))

    def remind(month_id: int) -> Answer:
        """Remind those who have not signed this month."""
        return _remind(runtime, [month_id])

    def remind_all() -> Answer:
        """Remind everybody in the list who has not signed."""
        return _remind(runtime, list(_listed(runtime, _period(runtime))))

    def remind_chosen() -> Answer:
        """Remind of the chosen months, and say why nobody was reminded of others."""
        chosen = [int(one) for one in request.form.getlist("month") if one.isascii() and one.isdigit()]
        if not chosen:
            tell(msg("Choose at least one month first."), "notice")
            return go(_address(_period(runtime), _state()))
        outcome = months.remind_each(runtime, actor(), chosen[:MOST_AT_ONCE])
        tell(inbox_rows.told("remind", outcome, None), "success" if outcome.done else "notice")
        return go(_address(_period(runtime), _state()))

    return [
        Route("/months/remind-chosen", remind_chosen, "month.remind", ("POST",)),
        Route("/months", listing, "month.list"),
        Route("/months/remind", remind_all, "month.remind", ("POST",)),
        Route("/months/<int:month_id>/remind", remind, "month.remind", ("POST",)),
    ]


def _context(runtime: Runtime, found: Cockpit, page: int) -> Context:
    now, period, may_remind = runtime.clock.now(), found.period, may("month.remind")
    state, cut = _state(), _cut()
    last = -(-found.total // ROWS_A_PAGE)
    return {
        "period": str(period),
        "previous": _address(period.plus(-1)),
        "next": _address(period.next()) if period < ServiceMonth.of(words.local_day(now)) else None,
        "overview": month_overview.overview(found, _address),
        "columns": month_overview.columns(cut, lambda order: _address(period, state, order=order)),
        "worker": month_overview.workers(found, cut, actor().user_id),
        "hidden": {"period": str(period), "state": str(state or ""), "sort": cut.order.value},
        "hanging": [month_drawing.cockpit_row(row, may_remind=may_remind) for row in found.hanging],
        "hanging_total": found.hanging_total,
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
        "bulk_url": _address(period, state, action="/months/remind-chosen")
        if may_remind and any(row.may_remind for row in (*found.rows, *found.hanging))
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
        found = months.cockpit(runtime, actor(), period, _state(), page=page, cut=_cut())
        yield from (row.month.month_id for row in found.rows if row.may_remind)
        if page * ROWS_A_PAGE >= found.total:
            return


def _address(
    period: ServiceMonth,
    state: MonthState | None = None,
    page: int = 1,
    *,
    action: str = "/months",
    order: Order | None = None,
) -> str:
    """A place of the list; whose months and the order stay as they are."""
    cut = _cut()
    asked = {
        "period": str(period),
        "state": str(state or ""),
        "page": str(page) if page > 1 else "",
        "worker": "" if cut.worker_id is None else str(cut.worker_id),
        "sort": "" if (order or cut.order) is Order.NAME else str(order or cut.order),
    }
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


def _cut() -> Cut:
    worker, order = typed("worker", 15), typed("sort", 20)
    return Cut(
        worker_id=int(worker) if worker.isascii() and worker.isdigit() else None,
        order=Order(order) if order in set(Order) else Order.NAME,
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
