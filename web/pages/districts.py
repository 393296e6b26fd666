"""The districts of the municipality: its administrator adds, renames and retires them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from engine.errors import InvalidAnswers
from engine.office import districts
from web.drawing import list_columns
from web.page import (
    Answer,
    Context,
    Crumb,
    Message,
    Route,
    Runtime,
    WholeList,
    actor,
    go,
    msg,
    show,
    tell,
    typed,
)

RIGHT = "house.manage"
SEND = ("POST",)
TITLE = msg("Districts")
ADDRESS = "/administration/districts"


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def listing() -> str:
        """The list, and the form that adds one more."""
        return _page(runtime, {})

    def whole() -> WholeList:
        """The same list, for a file."""
        return WholeList("districts", [list_columns.table(TITLE, list_columns.DISTRICTS, _rows(runtime))])

    def add() -> Answer:
        """One more."""
        return _told(
            runtime,
            lambda: districts.add(runtime, actor(), typed("code", 60), typed("name", 200)),
            msg("The district is in the list."),
        )

    return [
        *_one_of_them(runtime),
        Route(ADDRESS, listing, RIGHT, whole=whole),
        Route(ADDRESS, add, RIGHT, SEND),
    ]


def _one_of_them(runtime: Runtime) -> list[Route]:
    def rename(district_id: int) -> Answer:
        """Another name."""
        return _told(
            runtime,
            lambda: districts.rename(runtime, actor(), district_id, typed("name", 200)),
            msg("The district has another name."),
        )

    def retire(district_id: int) -> Answer:
        """Not to be chosen any more."""
        districts.retire(runtime, actor(), district_id)
        tell(msg("The district is retired: it can no longer be chosen. What names it stays as it is."))
        return go(ADDRESS)

    def restore(district_id: int) -> Answer:
        """To be chosen again."""
        districts.bring_back(runtime, actor(), district_id)
        tell(msg("The district can be chosen again."))
        return go(ADDRESS)

    return [
        Route(f"{ADDRESS}/<int:district_id>/name", rename, RIGHT, SEND),
        Route(f"{ADDRESS}/<int:district_id>/retire", retire, RIGHT, SEND),
        Route(f"{ADDRESS}/<int:district_id>/restore", restore, RIGHT, SEND),
    ]


def _told(runtime: Runtime, act: Callable[[], object], done: Message) -> Answer:
    try:
        act()
    except InvalidAnswers as refused:
        return _page(runtime, refused.fields), 422
    tell(done)
    return go(ADDRESS)


def _rows(runtime: Runtime) -> list[Context]:
    found = districts.listed(runtime, actor())
    return [
        {
            "code": one.code,
            "name": one.name,
            "cases": one.cases,
            "roles": one.roles,
            "retired_on": one.retired_on,
            "rename": f"{ADDRESS}/{one.district_id}/name",
            "turn": f"{ADDRESS}/{one.district_id}/{'restore' if one.retired_on else 'retire'}",
        }
        for one in sorted(found, key=lambda one: one.retired_on or date.min)
    ]


def _page(runtime: Runtime, errors: Mapping[str, Message]) -> str:
    form = {"action": ADDRESS, "code": typed("code", 60), "name": typed("name", 200), "errors": errors}
    crumbs: list[Crumb] = [(msg("Administration"), "/administration"), (TITLE, None)]
    return show(runtime, "districts.html", {"rows": _rows(runtime), "form": form}, crumbs=crumbs)
