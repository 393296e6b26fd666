"""The page of a decision table in a draft: the grid, a test row, its test cases, its rules in words.

Everything but the grid is an ordinary page: the test row is asked by GET, a case is kept by POST.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask import make_response

from engine.drafting.tables import table_cases, table_sheets
from engine.errors import EngineError, InvalidAnswers, NotFound, StaleVersion
from web.content_policy import EDITOR_POLICY
from web.drawing import draft_drawing, table_drawing
from web.page import (
    Crumb,
    Message,
    Response,
    Route,
    Runtime,
    actor,
    go,
    language,
    may,
    msg,
    request,
    show,
    tell,
    typed,
)

SEND = ("POST",)
MOST_TYPED = 300
MOST_VALUES = 60


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def page(draft_id: int, decision: str) -> Response:
        """The table; with `try` in the address, what it says of the test row."""
        return _page(runtime, draft_id, decision)

    def keep(draft_id: int, decision: str) -> Response:
        """Keep the test row as a case."""
        return _kept(runtime, draft_id, decision)

    def drop(draft_id: int, decision: str) -> Response:
        """Take a case out."""
        try:
            table_cases.drop(runtime, actor(), draft_id, decision, typed("name"))
        except NotFound:
            raise
        except EngineError as refused:
            return _refused(runtime, draft_id, decision, refused)
        tell(msg("The case was taken out."))
        return go(f"{draft_drawing.table_address(draft_id, decision)}#table-cases")

    return [
        Route("/drafts/<int:draft_id>/tables/<path:decision>", page, "draft.see"),
        Route("/drafts/<int:draft_id>/table-cases/<path:decision>", keep, "draft.edit", SEND),
        Route("/drafts/<int:draft_id>/table-cases-out/<path:decision>", drop, "draft.edit", SEND),
    ]


def _kept(runtime: Runtime, draft_id: int, table: str) -> Response:
    try:
        table_cases.keep(runtime, actor(), draft_id, table, typed("name"), _row())
    except NotFound:
        raise
    except EngineError as refused:
        return _refused(runtime, draft_id, table, refused)
    tell(msg("The case is kept with the table."))
    return go(f"{draft_drawing.table_address(draft_id, table)}?{table_drawing.query(_row())}#table-cases")


def _refused(runtime: Runtime, draft_id: int, table: str, refused: EngineError) -> Response:
    wrong = isinstance(refused, InvalidAnswers)
    answer = _page(runtime, draft_id, table, None if wrong else refused.message)
    answer.status_code = 409 if isinstance(refused, StaleVersion) else 422
    return answer


def _page(runtime: Runtime, draft_id: int, table: str, error: Message | None = None) -> Response:
    is_tried = "try" in request.values
    sheet = table_sheets.find(runtime, actor(), draft_id, table, _row() if is_tried else None)
    context = {
        **table_drawing.page(sheet, language()),
        "error": error,
        "numbers_url": "/numbers" if may("numbers.see") else None,
        "case_name": typed("name") if error else "",
    }
    crumbs: list[Crumb] = [
        (msg("Drafts"), "/drafts"),
        (sheet.found.page.standing.title, draft_drawing.address(draft_id)),
        (str(context["title"]), None),
    ]
    answer = make_response(show(runtime, "table_editor.html", context, crumbs=crumbs))
    answer.headers["Content-Security-Policy"] = EDITOR_POLICY
    return answer


def _row() -> Mapping[str, str]:
    """The test row as it was sent, by name of the value."""
    prefix = table_drawing.PREFIX
    names = [name.removeprefix(prefix) for name in request.values if name.startswith(prefix)]
    return {name: typed(f"{prefix}{name}", MOST_TYPED) for name in names[:MOST_VALUES]}
