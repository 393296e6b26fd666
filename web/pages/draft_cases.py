"""Which running cases could go to what a draft would become."""

from __future__ import annotations

from engine.moving_cases import draft_cases
from web.drawing import draft_drawing, list_columns, move_drawing
from web.page import Crumb, Route, Runtime, WholeList, actor, language, msg, show


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def cases(draft_id: int) -> str:
        """Case by case."""
        found = draft_cases.find(runtime, actor(), draft_id)
        here = draft_drawing.address(draft_id)
        context = {
            "draft_url": here,
            "is_sound": found.is_sound,
            "more": found.more,
            "cases": [move_drawing.draft_case(one, language()) for one in found.cases],
        }
        above: list[Crumb] = [
            (msg("Release in force"), "/release"),
            (msg("Drafts"), "/drafts"),
            (found.title, here),
        ]
        crumbs = [*above, (msg("Which cases could be moved"), None)]
        return show(runtime, "draft_cases.html", context, crumbs=crumbs)

    def whole(draft_id: int) -> WholeList:
        """The same as a file."""
        found = draft_cases.find(runtime, actor(), draft_id)
        rows = [move_drawing.draft_case(one, language()) for one in found.cases]
        return WholeList("draft_cases", [list_columns.table(msg("Cases"), list_columns.DRAFT_CASES, rows)])

    return [Route("/drafts/<int:draft_id>/cases", cases, "draft.see", whole=whole)]
