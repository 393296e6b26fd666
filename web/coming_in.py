"""The answers that let somebody in and out: the session's cookie, and one by which the browser is known."""

from __future__ import annotations

from flask import request

from engine.people import outside_sessions, visitors
from engine.people.sessions import Place, SignedIn, new_token
from web.drawing.device_words import device
from web.page import Response, Runtime, go
from web.visit import HALF, KNOWN, OUTSIDE, SESSION, VISIT, put_cookie


def house_address(runtime: Runtime) -> str:
    """Where people reach these pages, no slash at the end; else by the name that this request calls us."""
    return runtime.settings.public_address or request.host_url.rstrip("/")


def place() -> Place:
    """From where this request comes; a browser that is not known yet gets its token here."""
    return Place(
        device(request.user_agent.string),
        request.remote_addr or "",
        request.cookies.get(KNOWN, "")[:100] or new_token(),
    )


def session_token() -> str:
    """The token of the session that this browser is in, if any."""
    return request.cookies.get(SESSION, "")


def let_in(runtime: Runtime, signed_in: SignedIn, next_url: str, come_from: Place) -> Response:
    """On to where they wanted to go, signed in; what belonged to the way here is taken away."""
    answer, secure = go(next_url), runtime.settings.secure_cookies
    put_cookie(answer, SESSION, signed_in.token, secure=secure)
    if come_from.browser:
        put_cookie(answer, KNOWN, come_from.browser, secure=secure)
    for name in (VISIT, HALF, OUTSIDE):
        if name in request.cookies:
            put_cookie(answer, name, "", secure=secure)
    return answer


def go_out(runtime: Runtime) -> Response:
    """The session ends; the page of signing in then offers to end the provider's own session too."""
    token = request.cookies.get(SESSION, "")
    outside = outside_sessions.can_end(runtime, token)
    visitors.sign_out(runtime, token)
    answer = go(f"/sign-in?out={outside}" if outside else "/sign-in")
    put_cookie(answer, SESSION, "", secure=runtime.settings.secure_cookies)
    return answer
