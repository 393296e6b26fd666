"""Who has looked at what there is of oneself: for a recipient, an assistant, a representative."""

from __future__ import annotations

from engine.case_files import case_readers
from web.drawing import case_section_drawing
from web.page import Route, Runtime, actor, language, msg, show


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def own() -> str:
        """Everybody who looked, the newest first."""
        found = case_readers.own(runtime, actor())
        context = {"access": case_section_drawing.readers(found, language())}
        return show(runtime, "readers.html", context, crumbs=[(msg("Who has looked at my data"), None)])

    return [Route("/readers", own, "readers.own")]
