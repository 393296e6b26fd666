"""Coming in and going out; a form that was sent too late is carried through the door."""

from __future__ import annotations

from flask import make_response

from engine.people import entrances
from engine.people.entrances import CodeAsked, Place, SignedIn, SignInRefused
from web.coming_in import go_out, let_in, place
from web.page import PUBLIC, Answer, Route, Runtime, msg, request
from web.pages.carried import CARRIED, carried_fields, keep_carried
from web.pages.sign_in_code import CODE_SIGNS, code_page
from web.pages.sign_in_form import sign_in_page
from web.visit import HALF, local_address, put_cookie, visit

ENDED = msg("You were signed out, because nothing was done for a while. Sign in again and go on.")
EMPTY = msg("Enter your user name and password.")
ENDED_TYPING = msg("You were signed out in the meantime. Sign in again: what you typed is kept.")


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def form() -> str:
        """The form to sign in with."""
        return sign_in_page(runtime, request.args.get("next", ""), ENDED if visit().has_ended else None)

    def enter() -> Answer:
        """Check name and password; a right pair opens a session."""
        return _enter(runtime)

    def leave() -> Answer:
        """End the session."""
        return go_out(runtime)

    return [
        Route("/sign-in", form, PUBLIC),
        Route("/sign-in", enter, PUBLIC, ("POST",)),
        Route("/sign-out", leave, "home.see", ("POST",)),
    ]


def ask_again(runtime: Runtime) -> Answer:
    """The answer to a form whose session had ended: sign in, then what was typed goes on from here."""
    carried = carried_fields(request.path, request.form)
    return sign_in_page(runtime, request.path, ENDED_TYPING if carried else ENDED, carried=carried), 401


def _enter(runtime: Runtime) -> Answer:
    name, next_url = request.form.get("user_name", ""), local_address(request.form.get("next", ""))
    here = place()
    try:
        signed_in = _signed_in(runtime, name, here)
    except CodeAsked as asked:
        return _ask_code(runtime, next_url, asked.token)
    except SignInRefused as refused:
        return sign_in_page(runtime, next_url, None, refused=refused, carried=_carried()), 422
    keep_carried(runtime, name, next_url, request.form)
    return let_in(runtime, signed_in, next_url, here)


def _signed_in(runtime: Runtime, name: str, here: Place) -> SignedIn:
    password, code = request.form.get("password", ""), request.form.get("code", "")[:CODE_SIGNS]
    if not name.strip() or not password:
        raise SignInRefused(EMPTY)
    if code.strip():
        return entrances.sign_in_with_code(runtime, name, password, code, here)
    return entrances.sign_in(
        runtime, name, password, address=here.address, device=here.device, browser=here.browser
    )


def _ask_code(runtime: Runtime, next_url: str, token: str) -> Answer:
    """The password was right: the code is asked for on a page of its own."""
    answer = make_response(code_page(runtime, token, next_url, _carried()))
    put_cookie(answer, HALF, token, secure=runtime.settings.secure_cookies)
    return answer


def _carried() -> list[tuple[str, str]]:
    return [(key, value) for key, value in request.form.items(multi=True) if key.startswith(CARRIED)]
