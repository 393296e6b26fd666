"""Coming in and going out; a form that was sent too late is carried through the door."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import make_response

from engine.errors import EngineError
from engine.office import municipalities
from engine.people import entrances, outside_sign_ins
from engine.people.entrances import CodeAsked, Place, SignedIn, SignInRefused, TooManyTries
from engine.simulation.sign_ins import DEMO_SIGN_INS
from web.coming_in import let_in, place
from web.drawing.role_words import role_word
from web.page import PUBLIC, Answer, Context, Message, Route, Runtime, go, msg, request, show
from web.pages.carried import CARRIED, carried_fields, keep_carried
from web.pages.second_factor import CODE_SIGNS, code_page
from web.visit import HALF, SESSION, local_address, put_cookie, visit

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
        token = request.cookies.get(SESSION, "")
        outside = outside_sign_ins.can_end(runtime, token)
        entrances.sign_out(runtime, token)
        answer = go(f"/sign-in?out={outside}" if outside else "/sign-in")
        put_cookie(answer, SESSION, "", secure=runtime.settings.secure_cookies)
        return answer

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


def sign_in_page(
    runtime: Runtime,
    next_url: str,
    note: Message | None,
    *,
    refused: EngineError | None = None,
    carried: list[tuple[str, str]] | None = None,
) -> str:
    """The form, with the providers that vouch for people; a code first where others guess at this name."""
    in_demo = municipalities.card(runtime, None).kind == "demo"
    context: Context = {
        "sign_in": {
            "action": "/sign-in",
            "next_url": next_url,
            "user_name": request.form.get("user_name", "")[:100],
            "error": refused.message if refused else None,
            "note": note,
            "carried": carried or [],
            "code_first": isinstance(refused, TooManyTries) or bool(request.form.get("code")),
            "end_outside": _end_outside(runtime),
        },
        "providers": [
            {"name": one.name, "href": f"/sign-in/with/{one.key}?{urlencode({'next': next_url})}"}
            for one in runtime.settings.providers
        ],
        "demo_sign_ins": [
            {"role": role_word(one.role), "user": one.user, "password": one.password}
            for one in (DEMO_SIGN_INS if in_demo else ())
        ],
    }
    return show(runtime, "sign_in.html", context)


def _end_outside(runtime: Runtime) -> Context | None:
    """After signing out: the provider at which somebody is still signed in."""
    asked = request.args.get("out", "")
    found = next((one for one in runtime.settings.providers if one.key == asked), None)
    return {"name": found.name, "href": f"/sign-in/out/{found.key}"} if found else None
