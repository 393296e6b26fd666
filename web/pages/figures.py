"""A year of the service in figures: tables, bars, the same as files; and the number of opinions, entered."""

from __future__ import annotations

from collections.abc import Mapping

from engine.errors import InvalidAnswers
from engine.years import opinion_counts, year_figures, year_files, year_tables
from engine.years.year_figures import YearFigures
from web import list_answers
from web.drawing import figure_drawing, words
from web.page import (
    Answer,
    Context,
    Message,
    Response,
    Route,
    Runtime,
    actor,
    go,
    language,
    may,
    msg,
    show,
    tell,
    typed,
)

SEND = ("POST",)
FIELDS = ("adults", "children", "source")


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def newest() -> Answer:
        """The newest year that has figures, or this one."""
        found = year_figures.years(runtime, actor())
        return go(f"/figures/{found[0] if found else words.local_day(runtime.clock.now()).year}")

    def year(year: int) -> str:
        """One year."""
        return _page(runtime, year, {})

    def file(year: int, kind: str) -> Response:
        """The same tables as a file."""
        made = year_files.file(runtime, actor(), year, kind, language())
        return list_answers.sent(runtime, f"figures-{year}", kind, made)

    def opinions(year: int) -> Answer:
        """Keep how many people hold an opinion."""
        try:
            opinion_counts.enter(runtime, actor(), year, {name: typed(name) for name in FIELDS})
        except InvalidAnswers as refused:
            return _page(runtime, year, refused.fields), 422
        tell(msg("The number of opinions is kept."))
        return go(f"/figures/{year}#opinions")

    return [
        Route("/figures", newest, "figures.see"),
        Route("/figures/<int:year>", year, "figures.see"),
        Route("/figures/<int:year>/files/<kind>", file, "figures.see"),
        Route("/figures/<int:year>/opinions", opinions, "figures.enter", SEND),
    ]


def _page(runtime: Runtime, year: int, errors: Mapping[str, Message]) -> str:
    found = year_figures.find(runtime, actor(), year)
    known = sorted({year, *year_figures.years(runtime, actor())}, reverse=True)
    address = f"/figures/{year}"
    context: Context = {
        "year": str(year),
        "of_all": found.of_all,
        "has_months": bool(found.months),
        "years": [
            {"text": str(one), "href": f"/figures/{one}", "current": one == year, "count": None}
            for one in known
        ],
        "tables": [figure_drawing.table(one, language()) for one in year_tables.tables(found)],
        "smallest": found.limits.smallest_group,
        "unclaimed_cents": found.unclaimed_cents,
        "accounts_agree": found.accounts_agree,
        "hidden_note": year_files.HIDDEN_NOTE,
        "downloads": [
            {"text": "XLSX", "href": f"{address}/files/xlsx"},
            {"text": "CSV", "href": f"{address}/files/csv"},
        ],
        "form": _form(found, errors, f"{address}/opinions") if may("figures.enter") else None,
    }
    return show(runtime, "figures.html", context, crumbs=[(msg("Statistics"), "/figures"), (str(year), None)])


def _form(found: YearFigures, errors: Mapping[str, Message], action: str) -> Context:
    """The opinions as they stand, or as they were just typed."""
    kept = found.opinions
    values = {name: "" if kept is None else str(getattr(kept, name)) for name in FIELDS}
    if errors:
        values = {name: typed(name) for name in FIELDS}
    return {"action": action, "values": values, "errors": errors}
