"""The context of the months' page."""

from __future__ import annotations

from engine.inbox.inbox_pages import last_day
from engine.months.months import Cockpit
from web.drawing import month_drawing, month_overview
from web.drawing.case_drawing import when
from web.page import Context, Runtime, actor, may
from web.pages import months_asked
from web.pages.months_asked import address

ROWS_A_PAGE = 50


def context(runtime: Runtime, found: Cockpit, page: int) -> Context:
    """Everything that months.html shows."""
    now, period, may_remind = runtime.clock.now(), found.period, may("month.remind")
    state, cut = months_asked.state(), months_asked.cut()
    return {
        "period": str(period),
        "previous": address(period.plus(-1)),
        "next": address(period.next()) if period < months_asked.present(runtime) else None,
        "overview": month_overview.overview(found, address),
        "columns": month_overview.columns(cut, lambda order: address(period, state, order=order)),
        "worker": month_overview.workers(found, cut, actor().user_id),
        "hidden": {"period": str(period), "state": str(state or ""), "sort": cut.order.value},
        "hanging": [month_drawing.cockpit_row(row, may_remind=may_remind) for row in found.hanging],
        "hanging_total": found.hanging_total,
        "deadline": last_day(found.deadline_at),
        "when": when(found.deadline_at, now),
        "counts": [
            {"state": one, "count": number, "href": address(period, one), "current": one is state}
            for one, number in found.counts.items()
        ],
        "all": {
            "count": sum(found.counts.values()),
            "href": address(period),
            "current": state is None,
        },
        "rows": [month_drawing.cockpit_row(row, may_remind=may_remind) for row in found.rows],
        "suspended": month_drawing.suspended(found, sees_case=may("case.see")),
        "total": found.total,
        "pages": _pages(found, page),
        "remind_all_url": address(period, state, action="/months/remind")
        if may_remind and any(row.may_remind for row in found.rows)
        else None,
        "bulk_url": address(period, state, action="/months/remind-chosen")
        if may_remind and any(row.may_remind for row in (*found.rows, *found.hanging))
        else None,
    }


def _pages(found: Cockpit, page: int) -> Context:
    last, state = -(-found.total // ROWS_A_PAGE), months_asked.state()
    return {
        "now": page,
        "last": last,
        "previous": address(found.period, state, page - 1) if page > 1 else None,
        "next": address(found.period, state, page + 1) if page < last else None,
    }
