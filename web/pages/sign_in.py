"""Coming in, going out, and how somebody wants to read."""

from __future__ import annotations

from flask import Response, redirect, render_template, request

from engine import people
from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.people import SignInRefused
from engine.runtime import Runtime
from engine.simulation.sign_ins import DEMO_SIGN_INS
from web.drawing.role_words import ROLE_WORDS
from web.frame import frame, reading
from web.routes import PUBLIC, Route
from web.visit import SESSION, VISIT, put_cookie

READING = "asistents_reading"
CHOICES = ("text_size", "contrast", "spacing", "shortcuts")


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def form() -> str:
        """The form to sign in with."""
        return _page(runtime, request.args.get("next", ""), "", None)

    def enter() -> Response | tuple[str, int] | str:
        """Check name and password; a right pair opens a session."""
        name, next_url = request.form.get("user_name", ""), request.form.get("next", "")
        try:
            signed_in = people.sign_in(
                runtime, name, request.form.get("password", ""), address=request.remote_addr or ""
            )
        except SignInRefused as refused:
            return _page(runtime, next_url, name, refused), 422
        answer = redirect(local_address(next_url))
        secure = runtime.settings.secure_cookies
        put_cookie(answer, SESSION, signed_in.token, secure=secure)  # type: ignore[arg-type]
        put_cookie(answer, VISIT, "", secure=secure)  # type: ignore[arg-type]
        return answer  # type: ignore[return-value]

    def leave() -> Response:
        """End the session."""
        people.sign_out(runtime, request.cookies.get(SESSION, ""))
        answer = redirect("/sign-in")
        put_cookie(answer, SESSION, "", secure=runtime.settings.secure_cookies)  # type: ignore[arg-type]
        return answer  # type: ignore[return-value]

    def settings() -> str:
        """Text size, contrast, spacing, shortcuts."""
        chosen = reading()
        shown = {**chosen, "shortcuts": "on" if chosen["shortcuts"] else "off"}
        back = request.args.get("next", "/")
        return render_template(
            "settings.html", frame=frame(runtime), action="/settings", next_url=back, chosen=shown
        )

    def keep_settings() -> Response:
        """Keep them in this browser."""
        answer = redirect(local_address(request.form.get("next", "/")))
        chosen = "-".join(request.form.get(name, "normal") for name in CHOICES)
        put_cookie(answer, READING, chosen[:60], secure=runtime.settings.secure_cookies)  # type: ignore[arg-type]
        return answer  # type: ignore[return-value]

    return [
        Route("/sign-in", form, PUBLIC),
        Route("/sign-in", enter, PUBLIC, ("POST",)),
        Route("/sign-out", leave, "home.see", ("POST",)),
        Route("/settings", settings, PUBLIC),
        Route("/settings", keep_settings, PUBLIC, ("POST",)),
    ]


def local_address(wanted: str) -> str:
    """An address of this house; anything that could lead elsewhere becomes the first page."""
    safe = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and "\n" not in wanted
    return wanted if safe else "/"


def _page(runtime: Runtime, next_url: str, user_name: str, refused: EngineError | None) -> str:
    shown = frame(runtime)
    demo = DEMO_SIGN_INS if shown["installation"] == "demo" else []
    return render_template(
        "sign_in.html",
        frame=shown,
        sign_in={
            "action": "/sign-in",
            "next_url": next_url,
            "user_name": user_name,
            "error": refused.message if refused else None,
        },
        demo_sign_ins=[
            {"role": ROLE_WORDS.get(one.role, msg("recipient")), "user": one.user, "password": one.password}
            for one in demo
        ],
    )
