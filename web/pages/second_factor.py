"""The second factor: set up, renewed and taken off by its owner, and asked for after the password."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.errors import EngineError, NotFound
from engine.people import entrances, half_sign_ins, passkeys, people, second_factor
from engine.people.half_sign_ins import HalfIsOver
from engine.people.passkey_sites import site_of
from engine.people.sessions import Place, SignedIn
from web.coming_in import let_in, place
from web.page import PUBLIC, Answer, Context, Message, Route, Runtime, actor, go, msg, request, show, tell
from web.pages.carried import CARRIED, keep_carried
from web.visit import HALF, SESSION, local_address, visit

RIGHT, HERE = "second_factor.own", "/account/second-factor"
ASKED = "/sign-in/code"
SEND = ("POST",)
CODE_SIGNS = 40


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""
    return [*_own_routes(runtime), *_asked_routes(runtime)]


def _own_routes(runtime: Runtime) -> list[Route]:
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


def _asked_routes(runtime: Runtime) -> list[Route]:
    def ask() -> Answer:
        """The code after the password; without a password first, the sign-in."""
        if not half_sign_ins.is_waiting(runtime, half_token()):
            return go("/sign-in")
        return code_page(runtime, half_token(), local_address(request.args.get("next", "")))

    def enter() -> Answer:
        """The code opens a session."""
        typed_code = request.form.get("code", "")[:CODE_SIGNS]
        return _enter(runtime, lambda here: half_sign_ins.finish(runtime, half_token(), typed_code, here))

    def enter_by_key() -> Answer:
        """A key opens a session."""
        site, answer = site_of(runtime.settings, request.host_url), request.form.get("credential", "")
        if site is None:
            raise NotFound(msg("There are no keys for this address."))
        return _enter(runtime, lambda here: passkeys.finish(runtime, half_token(), site, answer, here))

    return [
        Route(ASKED, ask, PUBLIC),
        Route(ASKED, enter, PUBLIC, SEND),
        Route(f"{ASKED}/key", enter_by_key, PUBLIC, SEND),
    ]


def code_page(
    runtime: Runtime,
    half: str,
    next_url: str,
    carried: Sequence[tuple[str, str]] = (),
    error: Message | None = None,
) -> str:
    """The page that asks for the code or a key; what was typed before the session ended passes through."""
    options = passkeys.ask(runtime, half, site_of(runtime.settings, request.host_url))
    context: Context = {
        "action": ASKED,
        "key": {"action": f"{ASKED}/key", "options": options} if options else None,
        "next_url": next_url,
        "carried": list(carried),
        "error": error,
    }
    return show(runtime, "sign_in_code.html", context)


def _enter(runtime: Runtime, finish: Callable[[Place], SignedIn]) -> Answer:
    next_url = local_address(request.form.get("next", ""))
    here = place()
    try:
        signed_in = finish(here)
    except HalfIsOver as over:
        tell(over.message)
        return go("/sign-in")
    except EngineError as refused:
        carried = [(key, value) for key, value in request.form.items(multi=True) if key.startswith(CARRIED)]
        return code_page(runtime, half_token(), next_url, carried, refused.message), 422
    keep_carried(runtime, signed_in.user_name, next_url, request.form)
    return let_in(runtime, signed_in, next_url, here)


def _with_password(runtime: Runtime, deed: Callable[[], Answer]) -> Answer:
    token, address = request.cookies.get(SESSION, ""), request.remote_addr or ""
    try:
        entrances.confirm(runtime, token, request.form.get("password", ""), address=address)
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


def half_token() -> str:
    """Stands for the password that was right."""
    return request.cookies.get(HALF, "")
