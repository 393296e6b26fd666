"""The list of cases: searched, by state, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from engine.cases import cases
from engine.cases.cases import CaseRow, CaseState, Cursor, Page, Wanted
from engine.exports.list_tables import AT_ONCE, WholeList, every
from web.drawing import list_columns
from web.drawing.page_links import Stretch, page_links
from web.drawing.states import CASE_STATES
from web.page import Context, Route, Runtime, actor, may, msg, request, show, typed

ON_A_PAGE = 50


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def listing() -> str:
        """The list."""
        search, state = typed("q", 100), typed("state")
        wanted = Wanted(
            search=search,
            state=_state(state),
            after=_cursor("after"),
            before=_cursor("before"),
            limit=ON_A_PAGE,
        )
        page = cases.listed(runtime, actor(), wanted)
        return show(runtime, "cases.html", _context(page, search, state))

    def whole() -> WholeList:
        """All pages of it."""
        return _whole(runtime)

    return [Route("/cases", listing, "case.list", whole=whole)]


def _whole(runtime: Runtime) -> WholeList:
    wanted = Wanted(search=typed("q", 100), state=_state(typed("state")), limit=AT_ONCE)

    def page(place: Cursor | None) -> tuple[Sequence[CaseRow], Cursor | None]:
        found = cases.listed(runtime, actor(), replace(wanted, after=place))
        return found.rows, found.next

    rows = every(page)
    drawn = (_row(row, sees=False) for row in rows)
    return WholeList(
        "cases",
        [list_columns.table(msg("Cases"), list_columns.CASES, drawn)],
        person_ids=frozenset(one for row in rows for one in (row.recipient_id, row.assistant_id) if one),
    )


def _context(page: Page, search: str, state: str) -> Context:
    sees = may("case.see")
    return {
        "address": "/cases",
        "search": {"name": "q", "label": msg("Search by name or number"), "value": search},
        "filters": [],
        "hidden": {"state": state} if state else {},
        "counts": _counts(page, search, state),
        "rows": [_row(row, sees=sees) for row in page.rows],
        "total": page.total,
        "pages": page_links("/cases", {"q": search, "state": state}, _stretch(page), ON_A_PAGE),
        "new_url": "/applications/new" if may("case.open") else None,
    }


def _counts(page: Page, search: str, chosen: str) -> list[Context]:
    """A link for each state that has cases; the chosen one leads back to all."""
    found = {str(state): number for state, number in page.by_state.items()}
    return [
        {
            "state": state,
            "count": found[state],
            "href": "/cases?" + urlencode({"q": search, "state": "" if state == chosen else state}),
            "current": state == chosen,
        }
        for state in CASE_STATES
        if found.get(state)
    ]


def _row(row: CaseRow, *, sees: bool) -> Context:
    return {
        "number": row.case_number,
        "href": f"/cases/{row.case_id}" if sees else None,
        "person": row.recipient_name,
        "state": row.state,
        "assistant": row.assistant_name,
        "hours": None if row.hours_per_month is None else row.hours_per_month * 60,
        "since": row.opened_on,
    }


def _stretch(page: Page) -> Stretch:
    return Stretch(_words(page.previous), _words(page.next), page.before, page.total)


def _words(cursor: Cursor | None) -> str | None:
    return None if cursor is None else f"{cursor.opened_on}~{cursor.case_id}"


def _cursor(name: str) -> Cursor | None:
    day, _, case_id = request.args.get(name, "").partition("~")
    try:
        return Cursor(date.fromisoformat(day), int(case_id))
    except ValueError:
        return None


def _state(text: str) -> CaseState | None:
    return CaseState(text) if text in set(CaseState) else None
