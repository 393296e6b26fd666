"""How somebody signs in: the own password, and where they are signed in now."""

from __future__ import annotations

from engine.errors import EngineError
from engine.people import entrances, own_passwords, people, second_factor, sessions
from engine.people.passwords import LEAST_PASSWORD, MOST_PASSWORD
from web.page import (
    Answer,
    Context,
    Message,
    Route,
    Runtime,
    actor,
    go,
    may,
    msg,
    request,
    show,
    tell,
)
from web.visit import SESSION

RIGHT, HERE = "account.own", "/account"
SEND = ("POST",)
FACTOR = "second_factor.own"


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def overview() -> str:
        """Password, second factor, sessions."""
        return _page(runtime)

    def change_password() -> Answer:
        """A new password for whoever knows the old one."""
        return _change_password(runtime)

    def end_session() -> Answer:
        """Sign one of the own browsers out."""
        sessions.end(runtime, actor().user_id, request.form.get("key", "")[:40])
        tell(msg("That browser is signed out."))
        return go(HERE)

    def end_others() -> Answer:
        """Sign all but this one out."""
        number = sessions.end_others(runtime, actor().user_id, _token())
        tell(msg("{count} other browsers are signed out.", count=number))
        return go(HERE)

    return [
        Route(HERE, overview, RIGHT),
        Route(f"{HERE}/password", change_password, RIGHT, SEND),
        Route(f"{HERE}/sessions/end", end_session, RIGHT, SEND),
        Route(f"{HERE}/sessions/end-others", end_others, RIGHT, SEND),
    ]


def _change_password(runtime: Runtime) -> Answer:
    old, new = request.form.get("old_password", ""), request.form.get("new_password", "")
    try:
        own_passwords.change_own_password(runtime, _token(), old, new, address=request.remote_addr or "")
    except entrances.SignInRefused as refused:
        return _page(runtime, {"old_password": refused.message}), 422
    except EngineError as refused:
        return _page(runtime, {"new_password": refused.message}), 422
    tell(msg("You have a new password. Every other browser is signed out."))
    return go(HERE)


def _page(runtime: Runtime, errors: dict[str, Message] | None = None) -> str:
    me = actor()
    context: Context = {
        "errors": errors or {},
        "user_name": people.user_name(runtime, me),
        "password": {"action": f"{HERE}/password", "least": LEAST_PASSWORD, "most": MOST_PASSWORD},
        "factor": _factor(runtime) if may(FACTOR) else None,
        "sessions": [
            {
                "key": one.key,
                "device": one.place.device,
                "address": one.place.address,
                "since": one.created_at,
                "seen": one.seen_at,
                "is_this": one.is_this,
            }
            for one in sessions.own(runtime, me.user_id, _token())
        ],
        "end_url": f"{HERE}/sessions/end",
        "end_others_url": f"{HERE}/sessions/end-others",
    }
    crumbs = [(msg("Settings"), "/settings"), (msg("Signing in"), None)]
    return show(runtime, "account.html", context, crumbs=crumbs)


def _factor(runtime: Runtime) -> Context:
    state = second_factor.state(runtime, actor())
    return {
        "since": state.since,
        "codes_left": state.codes_left,
        "is_required": state.is_required,
        "href": f"{HERE}/second-factor",
    }


def _token() -> str:
    return request.cookies.get(SESSION, "")
