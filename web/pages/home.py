"""The first page: for staff their tasks, for everybody else what they have to do."""

from __future__ import annotations

from engine import months, own_services
from web.drawing import home_drawing
from web.page import Answer, Context, Route, Runtime, actor, go, is_party, language, may, msg, show

APPLY: Context = {"text": msg("Apply for the service"), "href": "/applications/new"}


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def home() -> Answer:
        """What do I have to do?"""
        me = actor()
        if not is_party(me):
            return go("/claims" if me.municipality_id is None else "/tasks")
        return show(runtime, "home_person.html", _context(runtime))

    return [Route("/", home, "home.see")]


def _context(runtime: Runtime) -> Context:
    me, now = actor(), runtime.clock.now()
    home = months.home(runtime, me)
    return {
        "todo": home_drawing.todo(home, now, language()),
        "months": home_drawing.months(home),
        "services": home_drawing.services(own_services.find(runtime, me), language()),
        "letters": home_drawing.letters(home),
        "apply": {"text": msg("Apply for the service"), "href": "/applications/new"}
        if may("case.open")
        else None,
    }
