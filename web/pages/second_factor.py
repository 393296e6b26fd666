"""The second factor: set up, renewed and taken off by its owner."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.errors import EngineError
from engine.people import (
    own_passwords,
    passkeys,
    people,
    second_factor,
)
from engine.people.passkey_sites import site_of
from web.page import Answer, Context, Message, Route, Runtime, actor, go, msg, request, show, tell
from web.visit import SESSION, visit

RIGHT, HERE = "second_factor.own", "/account/second-factor"
SEND = ("POST",)
CODE_SIGNS = 40


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def page() -> str:
        """How it stands, and the code to scan while it is being set up."""
        return factor_page(runtime)

    def begin() -> Answer:
        """Make the secret."""
        try:
            second_factor.begin(runtime, actor())
        except EngineError as refused:
            return factor_page(runtime, refused.message), 422
        return go(HERE)

    def confirm() -> Answer:
        """The first code: from now on it is asked for."""
        try:
            codes = second_factor.confirm(runtime, actor(), request.form.get("code", "")[:CODE_SIGNS])
        except EngineError as refused:
            return factor_page(runtime, refused.message), 422
        return recovery_page(runtime, codes)

    def renew() -> Answer:
        """Ten new codes for paper, for whoever types the password."""
        return _with_password(
            runtime, lambda: recovery_page(runtime, second_factor.renew_codes(runtime, actor()))
        )

    def take_off() -> Answer:
        """Do without it, where the installation lets them."""
        return _with_password(runtime, lambda: _taken_off(runtime))

    return [
        Route(HERE, page, RIGHT),
        Route(f"{HERE}/begin", begin, RIGHT, SEND),
        Route(f"{HERE}/confirm", confirm, RIGHT, SEND),
        Route(f"{HERE}/codes", renew, RIGHT, SEND),
        Route(f"{HERE}/off", take_off, RIGHT, SEND),
    ]


def _with_password(runtime: Runtime, deed: Callable[[], Answer]) -> Answer:
    token, address = request.cookies.get(SESSION, ""), request.remote_addr or ""
    try:
        own_passwords.confirm(runtime, token, request.form.get("password", ""), address=address)
        return deed()
    except EngineError as refused:
        return factor_page(runtime, refused.message), 422


def _taken_off(runtime: Runtime) -> Answer:
    second_factor.give_up(runtime, actor(), request.cookies.get(SESSION, ""))
    tell(msg("The second factor is taken off."))
    return go("/account")


def recovery_page(runtime: Runtime, codes: Sequence[str]) -> str:
    """The codes for paper, shown once."""
    return show(runtime, "recovery_codes.html", {"codes": codes}, crumbs=_crumbs())


def factor_page(runtime: Runtime, error: Message | None = None) -> str:
    """How it stands with one's own."""
    state = second_factor.state(runtime, actor())
    setup = None if state.authenticator_since else second_factor.setup(runtime, actor())
    visitor = visit().visitor
    context: Context = {
        "state": {
            "since": state.since,
            "by_code": state.authenticator_since,
            "codes_left": state.codes_left,
            "is_required": state.is_required,
            "holds_back": visitor is not None and visitor.lacks_factor,
        },
        "setup": None if setup is None else {"secret": setup.secret, "picture": setup.picture},
        "error": error,
        "keys": [
            {"id": one.key_id, "name": one.name, "made_at": one.made_at, "used_at": one.used_at}
            for one in passkeys.own(runtime, actor())
        ],
        "has_site": site_of(runtime.settings, request.host_url) is not None,
        "user_name": people.user_name(runtime, actor()),
        "urls": {name: f"{HERE}/{name}" for name in ("begin", "confirm", "codes", "off", "key", "key/off")},
    }
    return show(runtime, "second_factor.html", context, crumbs=_crumbs())


def _crumbs() -> list[tuple[Message | str, str | None]]:
    return [
        (msg("Settings"), "/settings"),
        (msg("Signing in"), "/account"),
        (msg("Second factor"), None),
    ]
