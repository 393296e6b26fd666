"""The release in force: what the process owners have put into use, to be read."""

from __future__ import annotations

from engine.releases import release_pages
from engine.releases.release_pages import ProcessPage, ReleasePage
from web.drawing import outline_drawing, words
from web.drawing.case_words import LETTERS
from web.page import Context, Response, Route, Runtime, actor, language, may, msg, show, typed


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def release() -> str:
        """The release, one of its processes in words and as a diagram."""
        found = release_pages.find(runtime, actor())
        return show(runtime, "release.html", _context(found))

    def diagram(process_id: str) -> Response:
        """The BPMN file, for the viewer on the page."""
        data = release_pages.xml(runtime, actor(), process_id)
        return Response(data, content_type="application/xml; charset=utf-8")

    return [
        Route("/release", release, "process.see"),
        Route("/release/diagrams/<process_id>.bpmn", diagram, "process.see"),
    ]


def _context(found: ReleasePage) -> Context:
    asked = typed("process", 80)
    chosen = found.processes.get(asked) or next(iter(found.processes.values()))
    rows = [
        (msg("Checksum"), found.sha256[:16]),
        (msg("Number"), str(found.release_id)),
        (msg("In force since"), words.short_day(found.since, language())),
        (msg("Drafted by"), found.author or "–"),
        (msg("Approved by"), found.approved_by or "–"),
    ]
    return {
        "rows": [{"label": label, "value": value} for label, value in rows],
        "diagram": _diagram(found, chosen),
        "forms": [{"title": title, "name": name} for name, title in chosen.forms],
        "letters": [LETTERS.get(name, name) for name in chosen.letters],
        "tables": list(chosen.tables),
        "may_edit": may("draft.edit"),
        "sees_drafts": may("draft.see"),
        "sees_monitor": may("monitor.see"),
        "sees_numbers": may("numbers.see"),
    }


def _diagram(found: ReleasePage, chosen: ProcessPage) -> Context:
    return {
        "title": chosen.title,
        "version": "",
        "xml_url": f"/release/diagrams/{chosen.process_id}.bpmn",
        "current": [],
        "visited": [],
        "others": [
            {"text": one.title, "href": f"/release?process={one.process_id}", "current": one is chosen}
            for one in found.processes.values()
        ],
        "is_placeless": True,
        "is_nobodys": True,
        "everything": True,
        "everything_url": "",
        "outline": outline_drawing.words_of(chosen.outline, language()),
    }
