"""Tables for other registers: chosen by year, with their columns, fetched by those who may."""

from __future__ import annotations

from engine.errors import NotFound
from engine.exports import office_exports
from engine.exports.office_exports import COLUMNS, LABELS, ExportKind
from web.drawing import words
from web.file_answers import attachment
from web.page import Context, Response, Route, Runtime, actor, may, msg, show, typed

YEARS = 5  # offered; an earlier one is asked for on the command line


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def listing() -> str:
        """The tables of a year."""
        present = words.local_day(runtime.clock.now()).year
        year = _year(typed("year"), present)
        context = {
            "year": year,
            "years": [
                {"year": one, "href": f"/exports?year={one}", "current": one == year}
                for one in range(present, present - YEARS, -1)
            ],
            "left_out": bool(actor().kept_off),
            "tables": [_table(kind, year) for kind in ExportKind if may(f"export.{kind}")],
        }
        return show(runtime, "exports.html", context)

    def fetch(table: str, year: int) -> Response:
        """One table as CSV."""
        if table not in {str(one) for one in ExportKind}:
            raise NotFound(msg("There is no such table."))
        made = office_exports.taken(runtime, actor(), ExportKind(table), year)
        return attachment(made.content, "text/csv; charset=utf-8", made.file_name, made.sha256)

    return [
        Route("/exports", listing, "export.see"),
        Route("/exports/<table>/<int:year>", fetch, "export.see"),
    ]


def _table(kind: ExportKind, year: int) -> Context:
    return {
        "title": LABELS[kind],
        "href": f"/exports/{kind}/{year}",
        "names_people": kind is not ExportKind.COUNTS,
        "columns": [{"name": name, "meaning": meaning} for name, meaning in COLUMNS[kind].items()],
    }


def _year(text: str, present: int) -> int:
    found = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else present
    return found if present - YEARS < found <= present else present
