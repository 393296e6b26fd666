"""The answer that lets somebody in: the session's cookie, and one by which the browser is known again."""

from __future__ import annotations

from flask import request

from engine.people.sessions import Place, SignedIn
from engine.people.tokens import new_token
from web.drawing.device_words import device
from web.page import Response, Runtime, go
from web.visit import HALF, KNOWN, OUTSIDE, SESSION, VISIT, put_cookie


def place() -> Place:
    """From where this request comes; a browser that is not known yet gets its token here."""
    return Place(
        device(request.user_agent.string),
        request.remote_addr or "",
        request.cookies.get(KNOWN, "")[:100] or new_token(),
    )


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
