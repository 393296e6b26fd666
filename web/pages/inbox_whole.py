"""The inbox as a file: the tab, the filters and the order that the address asks for, all pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.errors import NotFound
from engine.exports.list_tables import AT_ONCE, WholeList, every
from engine.inbox import inbox_pages
from engine.inbox.inbox_pages import Cursor, Due
from web.drawing import inbox_rows, list_columns
from web.page import Context, Runtime, actor, is_party, language, msg
from web.pages import inbox_asked


def whole(runtime: Runtime) -> WholeList:
    """All rows; NotFound for parties, whose tasks stand on their first page."""
    if is_party(actor()):
        raise NotFound(msg("There is no such page."))
    chosen, me, now = inbox_asked.chosen(), actor(), runtime.clock.now()
    wanted = replace(inbox_asked.wanted(chosen, AT_ONCE), after=None, before=None)
    due = Due(chosen.due) if chosen.due else None
    cases: set[int] = set()

    def page(place: Cursor | None) -> tuple[Sequence[Context], Cursor | None]:
        found = inbox_pages.list_inbox(runtime, me, replace(wanted, after=place), due)
        cases.update(row.case_id for row in found.page.rows if row.case_id is not None)
        drawn = [inbox_rows.row(one, found, chosen.view, me, now, language()) for one in found.page.rows]
        return drawn, found.page.next

    table = list_columns.table(msg("Tasks"), list_columns.INBOX, every(page))
    return WholeList("inbox", [table], case_ids=frozenset(cases))
