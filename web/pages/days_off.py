"""Holidays and other days that are not as the calendar says: the country's, and a municipality's own."""

from __future__ import annotations

from engine.errors import EngineError
from engine.office import days_off
from engine.office.days_off import SpecialYear
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
    request,
    show,
    tell,
    typed,
)
from web.typed_days import typed_day, typed_parts

RIGHT = "house.manage"
SEND = ("POST",)
TITLE = msg("Holidays and days off")
ADDRESS = "/administration/days"


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def year() -> str:
        """A year's days."""
        return _page(runtime, None)

    def whole() -> WholeList:
        """The same days, for a file."""
        rows = _days(days_off.of_year(runtime, actor(), _year(runtime)))
        return WholeList("days_off", [list_columns.table(TITLE, list_columns.DAYS_OFF, rows)])

    def add() -> Answer:
        """One more of the municipality's own."""
        return _add(runtime)

    def remove(day_id: int) -> Answer:
        """Take an own day away."""
        days_off.remove(runtime, actor(), day_id)
        tell(msg("The day was taken from the list."))
        return go(f"{ADDRESS}?year={_year(runtime)}")

    return [
        Route(ADDRESS, year, RIGHT, whole=whole),
        Route(ADDRESS, add, RIGHT, SEND),
        Route(f"{ADDRESS}/<int:day_id>/remove", remove, RIGHT, SEND),
    ]


def _year(runtime: Runtime) -> int:
    text = typed("year", 4)
    return int(text) if text.isascii() and text.isdigit() else runtime.clock.now().year


def _add(runtime: Runtime) -> Answer:
    try:
        day = typed_day("day")
        if day is None:
            raise EngineError(msg("Write the day."))  # noqa: TRY301 -- beside the other refusals
        is_working = typed("kind") == "working"
        days_off.add(runtime, actor(), day, request.form.get("name", ""), is_working=is_working)
    except EngineError as refused:
        return _page(runtime, refused.message), 422
    tell(msg("The day is in the list; deadlines from now on are counted with it."))
    return go(f"{ADDRESS}?year={day.year}")


def _days(found: SpecialYear) -> list[Context]:
    return [
        {
            "day": one.day,
            "name": one.name,
            "working": one.is_working,
            "remove": f"{ADDRESS}/{one.own_id}/remove" if one.own_id else None,
        }
        for one in found.days
    ]


def _page(runtime: Runtime, error: Message | None) -> str:
    found = days_off.of_year(runtime, actor(), _year(runtime))
    context: Context = {
        "year": found.year,
        "earlier": f"{ADDRESS}?year={found.year - 1}" if found.year > found.first_year else None,
        "later": f"{ADDRESS}?year={found.year + 1}" if found.year < found.last_year else None,
        "days": _days(found),
        "form": {
            "action": ADDRESS,
            "day": typed_parts("day"),
            "name": request.form.get("name", "")[:200],
            "kind": typed("kind") or "off",
            "error": error,
        },
    }
    crumbs: list[Crumb] = [(msg("Administration"), "/administration"), (TITLE, None)]
    return show(runtime, "days_off.html", context, crumbs=crumbs)
