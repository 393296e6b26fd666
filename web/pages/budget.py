"""A year of the municipality's money: sentences, tables, bars, and the same as files."""

from __future__ import annotations

from engine.budgets import budget_files, budget_pages, municipal_amounts
from web import list_answers
from web.drawing import budget_drawing, words
from web.page import Answer, Context, Response, Route, Runtime, actor, go, language, msg, show

SEE = "budget.see"
HOME = (msg("Budget"), "/budget")


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def present() -> Answer:
        """This year."""
        return go(f"/budget/{words.local_day(runtime.clock.now()).year}")

    def year(year: int) -> str:
        """One year."""
        return _page(runtime, year)

    def file(year: int, kind: str) -> Response:
        """The same tables as a file."""
        made = budget_files.file(runtime, actor(), year, kind, language())
        return list_answers.sent(runtime, f"budget-{year}", kind, made)

    return [
        Route("/budget", present, SEE),
        Route("/budget/<int:year>", year, SEE),
        Route("/budget/<int:year>/files/<kind>", file, SEE),
    ]


def _page(runtime: Runtime, year: int) -> str:
    found = budget_pages.find(runtime, actor(), year)
    address, present = f"/budget/{year}", words.local_day(runtime.clock.now()).year
    known = sorted({year, present + 1, present, present - 1}, reverse=True)
    waiting = [one for one in municipal_amounts.listed(runtime, actor()) if one.stored.decided_at is None]
    context: Context = {
        "year": str(year),
        "years": [
            {"text": str(one), "href": f"/budget/{one}", "current": one == year, "count": None}
            for one in known
        ],
        "sentences": budget_drawing.sentences(found, language()),
        "top_up": budget_drawing.top_up(found, language()),
        **budget_drawing.seen(found, language()),
        "downloads": [
            {"text": "XLSX", "href": f"{address}/files/xlsx"},
            {"text": "CSV", "href": f"{address}/files/csv"},
        ],
        "unknown": found.unknown,
        "waiting": len(waiting),
        "may_propose": found.may_propose,
    }
    return show(runtime, "budget.html", context, crumbs=[HOME, (str(year), None)])
