"""The first page: for staff their tasks, for everybody else what they have to do."""

from __future__ import annotations

from engine import home_pages
from engine.domain.rights import Thing, can
from engine.home_pages import HomePage
from web.drawing import home_drawing
from web.page import Answer, Context, Route, Runtime, actor, go, is_party, language, msg, show


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def home() -> Answer:
        """What do I have to do?"""
        me = actor()
        if not is_party(me):
            return go("/claims" if me.municipality_id is None else "/tasks")
        return show(runtime, "home_person.html", _context(runtime, home_pages.find(runtime, me)))

    return [Route("/", home, "home.see")]


def _context(runtime: Runtime, page: HomePage) -> Context:
    me, now = actor(), runtime.clock.now()
    may_apply = can(me, "case.open", Thing(me.municipality_id))
    return {
        "todo": home_drawing.todo(page, now),
        "months": home_drawing.months(page),
        "services": home_drawing.services(page, language()),
        "letters": home_drawing.letters(page),
        "apply": {"text": msg("Apply for the service"), "href": "/applications/new"} if may_apply else None,
    }
