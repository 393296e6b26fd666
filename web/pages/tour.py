"""The guided tour of a demo: one real task per role; anywhere else there is none."""

from __future__ import annotations

from engine.errors import NotFound
from engine.inbox import inbox_pages
from engine.inbox.inbox_pages import Wanted
from engine.people import entrances, people
from web.demo_sign_ins import is_demo, who
from web.drawing.role_words import role_word
from web.drawing.tour_stops import STOPS
from web.page import PUBLIC, Answer, Route, Runtime, go, msg, request, show
from web.visit import SESSION, TOUR, VISIT, put_cookie


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def tour() -> str:
        """All stops of the tour."""
        _refuse_outside_demo(runtime)
        stops = [
            {"number": number, "role": role_word(stop.role), "name": who(stop.role).name, "what": stop.what}
            for number, stop in enumerate(STOPS, 1)
        ]
        return show(runtime, "tour.html", {"stops": stops})

    def stop(number: int) -> Answer:
        """Go to a stop as whoever acts there."""
        _refuse_outside_demo(runtime)
        return _go_to(runtime, number)

    def end() -> Answer:
        """Enough seen."""
        answer = go("/")
        put_cookie(answer, TOUR, "", secure=runtime.settings.secure_cookies)
        return answer

    return [
        Route("/tour", tour, PUBLIC),
        Route("/tour/<int:number>", stop, PUBLIC, ("POST",)),
        Route("/tour/end", end, PUBLIC, ("POST",)),
    ]


def _go_to(runtime: Runtime, number: int) -> Answer:
    if not 1 <= number <= len(STOPS):
        return go("/tour")
    wanted, secure = STOPS[number - 1], runtime.settings.secure_cookies
    actor = who(wanted.role)
    opened = entrances.sign_in(runtime, actor.user, actor.password, address=request.remote_addr or "")
    answer = go(wanted.page or _most_urgent(runtime, actor.user))
    for name, value in ((SESSION, opened.token), (VISIT, ""), (TOUR, str(number))):
        put_cookie(answer, name, value, secure=secure)
    return answer


def _most_urgent(runtime: Runtime, user_name: str) -> str:
    """The task at the top of their list; the list itself where nothing waits."""
    found = inbox_pages.list_inbox(runtime, people.actor(runtime, user_name), Wanted(limit=1)).page.rows
    return f"/tasks/{found[0].task_id}" if found else "/tasks"


def _refuse_outside_demo(runtime: Runtime) -> None:
    if not is_demo(runtime):
        raise NotFound(msg("There is no such page, or it is not for you."))
