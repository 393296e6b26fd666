"""Who asks: a token, its scope, and no more than so many requests a minute. No cookies, no sessions."""

from __future__ import annotations

from flask import Flask, Response, g, request

from engine.domain.rights import Actor
from engine.integrations import request_counts, tokens
from engine.integrations.scopes import Scope
from engine.integrations.tokens import Caller
from engine.runtime import Runtime
from web.api.problems import problem

OPEN = frozenset({"description"})  # endpoints that need no token
SCHEME = "Bearer "


def open_door(app: Flask, runtime: Runtime) -> None:
    """Have every request know its caller; an operation without a scope is nobody's."""

    @app.before_request
    def _enter() -> Response | None:
        if request.endpoint is None or request.endpoint in OPEN:
            return None  # there is no such address: the map of addresses says so
        known = tokens.caller(runtime, _shown())
        if known is None:
            refusal = problem(401)
            refusal.headers["WWW-Authenticate"] = 'Bearer realm="asistents"'
            return refusal
        g.caller = known
        wait = request_counts.seconds_to_wait(runtime, known)
        if wait is not None:
            refusal = problem(429)
            refusal.headers["Retry-After"] = str(wait)
            return refusal
        scope = scopes(app).get(request.endpoint)
        return None if scope is not None and known.may(scope) else problem(403)


def caller() -> Caller:
    """Who asks in this request."""
    found: Caller = g.caller
    return found


def actor() -> Actor:
    """As whom they act."""
    return caller().actor


def scopes(app: Flask) -> dict[str, Scope]:
    """Endpoint → the scope it needs."""
    found: dict[str, Scope] = app.extensions.setdefault("asistents_scopes", {})
    return found


def _shown() -> str:
    """The token of the request; "" where none is shown."""
    sent = request.headers.get("Authorization", "")
    return sent[len(SCHEME) :].strip() if sent[: len(SCHEME)].lower() == SCHEME.lower() else ""
