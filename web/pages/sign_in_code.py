"""After the password: the code of the second factor, or a key."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.errors import EngineError, NotFound
from engine.people import half_sign_ins, passkey_entrances
from engine.people.half_sign_ins import HalfIsOver
from engine.people.passkey_sites import site_of
from engine.people.sessions import Place, SignedIn
from web.coming_in import let_in, place
from web.page import PUBLIC, Answer, Context, Message, Route, Runtime, go, msg, request, show, tell
from web.pages.carried import CARRIED, keep_carried
from web.visit import HALF, local_address

ASKED = "/sign-in/code"
SEND = ("POST",)
CODE_SIGNS = 40


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

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
        return _enter(
            runtime, lambda here: passkey_entrances.finish(runtime, half_token(), site, answer, here)
        )

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
    options = passkey_entrances.ask(runtime, half, site_of(runtime.settings, request.host_url))
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


def half_token() -> str:
    """Stands for the password that was right."""
    return request.cookies.get(HALF, "")
