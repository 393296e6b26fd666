"""Who has not confirmed: one service month over all contracts, reminders one by one or for the whole list."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from engine.domain.service_month import ServiceMonth
from engine.months import month_reminded, months
from web.drawing import inbox_rows
from web.page import Answer, Route, Runtime, actor, go, msg, request, show, tell, typed
from web.pages import months_asked, months_context, months_whole
from web.pages.months_asked import address
from web.pages.months_context import ROWS_A_PAGE

MOST_PAGES, MOST_AT_ONCE = 200, 200


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def listing() -> str:
        """One month, a state at a time."""
        period, page = months_asked.period(runtime), max(1, months_asked.number(typed("page")))
        found = months.cockpit(
            runtime, actor(), period, months_asked.state(), page=page, cut=months_asked.cut()
        )
        return show(runtime, "months.html", months_context.context(runtime, found, page))

    def remind(month_id: int) -> Answer:
        """Remind those who have not signed this month."""
        return _remind(runtime, [month_id])

    def remind_all() -> Answer:
        """Remind everybody in the list who has not signed."""
        return _remind(runtime, list(_listed(runtime, months_asked.period(runtime))))

    def remind_chosen() -> Answer:
        """Remind of the chosen months, and say why nobody was reminded of others."""
        chosen = [int(one) for one in request.form.getlist("month") if one.isascii() and one.isdigit()]
        if not chosen:
            tell(msg("Choose at least one month first."), "notice")
            return go(address(months_asked.period(runtime), months_asked.state()))
        outcome = month_reminded.remind_each(runtime, actor(), chosen[:MOST_AT_ONCE])
        tell(inbox_rows.told("remind", outcome, None), "success" if outcome.done else "notice")
        return go(address(months_asked.period(runtime), months_asked.state()))

    return [
        Route("/months/remind-chosen", remind_chosen, "month.remind", ("POST",)),
        Route("/months", listing, "month.list", whole=partial(months_whole.whole, runtime)),
        Route("/months/remind", remind_all, "month.remind", ("POST",)),
        Route("/months/<int:month_id>/remind", remind, "month.remind", ("POST",)),
    ]


def _remind(runtime: Runtime, month_ids: list[int]) -> Answer:
    sent = months.remind(runtime, actor(), month_ids)
    if sent:
        tell(msg("Reminders written: {count}.", count=sent))
    else:
        tell(msg("Nobody was reminded: everybody has signed, or was reminded today already."), "notice")
    return go(address(months_asked.period(runtime), months_asked.state()))


def _listed(runtime: Runtime, period: ServiceMonth) -> Iterator[int]:
    """Every month of the list that waits for a signature, whatever page it is on."""
    for page in range(1, MOST_PAGES):
        found = months.cockpit(
            runtime, actor(), period, months_asked.state(), page=page, cut=months_asked.cut()
        )
        yield from (row.month.month_id for row in found.rows if row.may_remind)
        if page * ROWS_A_PAGE >= found.total:
            return
