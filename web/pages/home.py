"""The first page: for staff their tasks, for everybody else what they have to do."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from engine.cases import case_questions, own_services
from engine.domain.rights import Actor, Role
from engine.months import months
from web.drawing import home_drawing
from web.page import Answer, Context, Route, Runtime, actor, go, is_party, language, may, msg, show
from web.pages import provider_home

DESKS: Mapping[str, str] = {
    Role.AUDITOR: "/cases",
    Role.PROCESS_OWNER: "/release",
    Role.ADMINISTRATOR: "/users",
}
"""Where people begin to whom no diagram gives tasks."""
APPLY: Context = {"text": msg("Apply for the service"), "href": "/applications/new"}


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def home() -> Answer:
        """What do I have to do?"""
        me = actor()
        if not is_party(me):
            return go(_desk(me))
        if me.provider_id is not None:
            return show(runtime, "home_provider.html", provider_home.context(runtime, me))
        return show(runtime, "home_person.html", _context(runtime))

    return [Route("/", home, "home.see", whole=partial(provider_home.whole, runtime))]


def _desk(me: Actor) -> str:
    """Where somebody of an office begins: at the list of tasks, unless their role has none."""
    if me.municipality_id is None:
        return "/claims"
    return DESKS.get(next(iter(me.roles)), "/tasks") if len(me.roles) == 1 else "/tasks"


def _context(runtime: Runtime) -> Context:
    me, now = actor(), runtime.clock.now()
    home = months.home(runtime, me)
    return {
        "todo": home_drawing.todo(home, now, language()),
        "next": home_drawing.next_deadline(home, now),
        "left": home_drawing.left(home),
        "questions": home_drawing.questions(case_questions.own(runtime, me)),
        "months": home_drawing.months(home),
        "services": home_drawing.services(own_services.find(runtime, me), language()),
        "letters": home_drawing.letters(home),
        "apply": {"text": msg("Apply for the service"), "href": "/applications/new"}
        if may("case.open")
        else None,
        "readers_url": "/readers" if may("readers.own") else None,
    }
