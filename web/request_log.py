"""One event for each request: which page, how it was answered, how long it took; never the address typed."""

from __future__ import annotations

import logging
import secrets
from time import perf_counter

from flask import Flask, Response, g, request

log = logging.getLogger("asistents.web")
QUIET = frozenset({"static", "health.health", "health.ready", "health.metrics"})  # asked for all the time


def note_requests(app: Flask) -> None:
    """Number every request, and tell of it when it was answered; the answer carries the number too."""

    @app.before_request
    def _begin() -> None:
        g.began, g.request_id = perf_counter(), secrets.token_hex(4)

    @app.after_request
    def _end(response: Response) -> Response:
        response.headers["X-Request-ID"] = request_id()
        quiet = request.endpoint in QUIET and response.status_code < 500
        log.log(logging.DEBUG if quiet else logging.INFO, "request", extra={"about": _about(response)})
        return response


def request_id() -> str:
    """The number of this request."""
    return str(g.get("request_id", ""))


def _about(response: Response) -> dict[str, object]:
    numbers = {name: value for name, value in (request.view_args or {}).items() if type(value) is int}
    return {
        **numbers,
        "request_id": request_id(),
        "endpoint": request.endpoint,  # None: there is no such page
        "method": request.method if request.method in ("GET", "POST") else "other",
        "status": response.status_code,
        "duration_ms": round((perf_counter() - g.began) * 1000) if "began" in g else None,
    }
