"""Plans that move running cases to another release: the list, one plan, its steps to the end."""

from __future__ import annotations

from collections.abc import Mapping

from engine.errors import InvalidAnswers
from engine.moving_cases import plan_pages, plans
from web.drawing import list_columns, move_drawing
from web.page import (
    Answer,
    Message,
    Response,
    Route,
    Runtime,
    WholeList,
    actor,
    go,
    language,
    msg,
    show,
    typed,
)

LIST = "/moves"
PLAN = "/moves/<int:plan_id>"
SEND = ("POST",)
EVERY_SECONDS = "5"


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def listing() -> str:
        """All plans of the municipality."""
        return _listing(runtime)

    def listing_whole() -> WholeList:
        """The same as a file."""
        rows = [move_drawing.row(one) for one in plan_pages.listed(runtime, actor()).rows]
        return WholeList("move_plans", [list_columns.table(msg("Plans"), list_columns.MOVE_PLANS, rows)])

    def begin() -> Answer:
        """A new plan."""
        process_id, _, release = typed("what").partition("/")
        try:
            plan_id = plans.begin(runtime, actor(), process_id, number(release), number(typed("to")))
        except InvalidAnswers as invalid:
            return _listing(runtime, next(iter(invalid.fields.values()))), 422
        return go(move_drawing.address(plan_id))

    def plan(plan_id: int) -> Response:
        """One plan; while it goes over its cases, the page looks again by itself."""
        return Response(plan_page(runtime, plan_id, {}), headers=_again(runtime, plan_id))

    def plan_whole(plan_id: int) -> WholeList:
        """What becomes of each case, as a file."""
        page = plan_pages.find(runtime, actor(), plan_id)
        wanted = typed("state", 20)
        rows = [move_drawing.case(one, page, language()) for one in page.cases if wanted in ("", one.state)]
        return WholeList("move_plan", [list_columns.table(msg("Cases"), list_columns.MOVED_CASES, rows)])

    return [
        Route(LIST, listing, "move.see", whole=listing_whole),
        Route(LIST, begin, "move.edit", SEND),
        Route(PLAN, plan, "move.see", whole=plan_whole),
    ]


def _listing(runtime: Runtime, error: Message | None = None) -> str:
    found = plan_pages.listed(runtime, actor())
    context = {
        **move_drawing.listing(found),
        "error": error,
        "typed": {"what": typed("what"), "to": typed("to")},
    }
    return show(
        runtime,
        "moves.html",
        context,
        crumbs=[(msg("Release in force"), "/release"), (msg("Move running cases"), None)],
    )


def plan_page(runtime: Runtime, plan_id: int, wrong: Mapping[str, Message]) -> str:
    page = plan_pages.find(runtime, actor(), plan_id)
    row = page.row
    compare = f"/release/compare?old={row.from_release}&new={row.to_release}&process={row.process_id}"
    context = {
        **move_drawing.plan(page, language(), typed("state", 20)),
        "compare_url": compare,
        "still": bool(typed("still")),
        "errors_of": dict(wrong),
        "typed": {"note": typed("note", 3000) or page.note, "reason": typed("reason", 3000)},
    }
    above = [(msg("Release in force"), "/release"), (msg("Move running cases"), LIST)]
    return show(runtime, "move.html", context, crumbs=[*above, (row.title, None)])


def _again(runtime: Runtime, plan_id: int) -> dict[str, str]:
    """Without any script the browser asks again; a person can stop that."""
    busy = plan_pages.find(runtime, actor(), plan_id).is_busy and not typed("still")
    return {"Refresh": EVERY_SECONDS} if busy else {}


def number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
