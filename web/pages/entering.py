"""Coming in with a link or a code from the office: looked at by GET, used by the button only."""

from __future__ import annotations

from flask import make_response

from engine.people import link_entrances
from engine.people.entrances import SignInRefused
from engine.people.link_entrances import LinkIsDead
from engine.people.sessions import Place
from web.coming_in import let_in
from web.page import PUBLIC, Answer, Context, Message, Route, Runtime, request, show
from web.typed_days import NoSuchDay, typed_day, typed_parts

OLDEST = 1900
LONGEST = 100


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def enter() -> str:
        """Type a code."""
        return _page(runtime, "", None)

    def follow(secret: str) -> Answer:
        """A link was opened, by a person or by a mail server that looks at links."""
        return _follow(runtime, secret[:LONGEST])

    def come_in() -> Answer:
        """The button."""
        return _come_in(runtime)

    return [
        Route("/enter", enter, PUBLIC),
        Route("/enter/<secret>", follow, PUBLIC),
        Route("/enter", come_in, PUBLIC, ("POST",)),
    ]


def _follow(runtime: Runtime, secret: str) -> Answer:
    """The page of a link; its address is told to nobody, not even to a log of our own pictures and styles."""
    try:
        link_entrances.refuse_dead(runtime, secret)
        answer = make_response(_page(runtime, secret, None))
    except LinkIsDead as dead:
        answer = make_response(_page(runtime, "", dead.message, is_dead=True), 410)
    answer.headers["Referrer-Policy"] = "strict-origin"  # "no-referrer" would take the form its Origin too
    return answer


def _come_in(runtime: Runtime) -> Answer:
    link, code = request.form.get("link", "")[:LONGEST], request.form.get("code", "")[:LONGEST]
    try:
        born_on = typed_day("born", first_year=OLDEST)
        opened = link_entrances.enter(runtime, link or code, born_on, address=request.remote_addr or "")
    except LinkIsDead as dead:
        return _page(runtime, "", dead.message, is_dead=True), 410
    except (SignInRefused, NoSuchDay) as refused:
        return _page(runtime, link, refused.message), 422
    return let_in(runtime, opened, "/", Place())


def _page(runtime: Runtime, link: str, error: Message | None, *, is_dead: bool = False) -> str:
    context: Context = {
        "link": link,
        "code": request.form.get("code", "")[:20],
        "born": typed_parts("born"),
        "error": error,
        "is_dead": is_dead,
    }
    return show(runtime, "enter.html", context)
