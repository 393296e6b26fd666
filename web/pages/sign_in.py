"""Coming in and going out."""

from __future__ import annotations

from engine import municipalities, people
from engine.errors import EngineError
from engine.people import SignInRefused
from engine.simulation.sign_ins import DEMO_SIGN_INS
from web.drawing.role_words import role_word
from web.page import PUBLIC, Answer, Context, Route, Runtime, go, request, show
from web.visit import SESSION, VISIT, local_address, put_cookie


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def form() -> str:
        """The form to sign in with."""
        return _page(runtime, request.args.get("next", ""), "", None)

    def enter() -> Answer:
        """Check name and password; a right pair opens a session."""
        return _enter(runtime)

    def leave() -> Answer:
        """End the session."""
        people.sign_out(runtime, request.cookies.get(SESSION, ""))
        answer = go("/sign-in")
        put_cookie(answer, SESSION, "", secure=runtime.settings.secure_cookies)
        return answer

    return [
        Route("/sign-in", form, PUBLIC),
        Route("/sign-in", enter, PUBLIC, ("POST",)),
        Route("/sign-out", leave, "home.see", ("POST",)),
    ]


def _enter(runtime: Runtime) -> Answer:
    name, next_url = request.form.get("user_name", ""), request.form.get("next", "")
    password, address = request.form.get("password", ""), request.remote_addr or ""
    try:
        signed_in = people.sign_in(runtime, name, password, address=address)
    except SignInRefused as refused:
        return _page(runtime, next_url, name, refused), 422
    answer = go(local_address(next_url))
    secure = runtime.settings.secure_cookies
    put_cookie(answer, SESSION, signed_in.token, secure=secure)
    put_cookie(answer, VISIT, "", secure=secure)
    return answer


def _page(runtime: Runtime, next_url: str, user_name: str, refused: EngineError | None) -> str:
    context: Context = {
        "sign_in": {
            "action": "/sign-in",
            "next_url": next_url,
            "user_name": user_name,
            "error": refused.message if refused else None,
        },
        "demo_sign_ins": [
            {"role": role_word(one.role), "user": one.user, "password": one.password}
            for one in (DEMO_SIGN_INS if municipalities.card(runtime, None).kind == "demo" else ())
        ],
    }
    return show(runtime, "sign_in.html", context)
