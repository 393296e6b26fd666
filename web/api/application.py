"""The API as an application of its own beside the pages: JSON only, no cookies, described by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask, Response
from flask_openapi3.models.info import Info
from flask_openapi3.models.server import Server
from flask_openapi3.openapi import OpenAPI
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from engine.messages_catalogue import Message
from engine.runtime import Runtime
from web.api.door import open_door
from web.api.nouns import NOUNS
from web.api.operations import SCHEME, connect, summaries
from web.api.problems import Problem, answer_refusals, unfit
from web.request_log import note_requests
from web.routes import RowId

PLACE = "/api/v1"
MOST_BYTES = 8 * 1024 * 1024
VERSION = "1.0.0"
ABOUT = """Cases, tasks, months, claims and the figures of a year, for other systems of a municipality.

Show the token of an integration: `Authorization: Bearer asi_…`. Amounts are whole cents with their currency,
days are ISO 8601, times are UTC. Refusals are application/problem+json (RFC 9457) with a sentence in the
language of Accept-Language (lv, en). Every write names an `Idempotency-Key`: sent again, it is answered
alike."""
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
}


def create_api(runtime: Runtime) -> OpenAPI:
    """The application over one installation; it stands below `PLACE`."""
    app = OpenAPI(
        __name__,
        info=Info(title="asistents", version=VERSION, description=ABOUT),
        security_schemes={SCHEME: {"type": "http", "scheme": "bearer"}},
        servers=[Server(url=PLACE)],
        doc_ui=False,
        validation_error_model=Problem,
        validation_error_callback=unfit,
        static_folder=None,
    )
    app.config.update(
        MAX_CONTENT_LENGTH=MOST_BYTES,
        TRUSTED_HOSTS=list(runtime.settings.trusted_hosts) or None,
    )
    app.url_map.converters["int"] = RowId
    app.url_map.strict_slashes = False
    note_requests(app)
    answer_refusals(app)
    open_door(app, runtime)
    for name, operations in NOUNS.items():
        connect(app, runtime, name, operations(runtime))
    app.add_url_rule("/openapi.json", "description", lambda: app.api_doc)

    @app.after_request
    def _protect(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return app


def stand_beside(pages: Flask, runtime: Runtime) -> OpenAPI:
    """Put the API below `PLACE` of the pages' application."""
    api = create_api(runtime)
    beside: Any = DispatcherMiddleware(pages.wsgi_app, {PLACE: api})
    pages.wsgi_app = beside  # type: ignore[method-assign]
    return api


def described(runtime: Runtime) -> tuple[Mapping[str, Any], Mapping[str, Message]]:
    """The description of the API, and what each operation is for, by its name."""
    api = create_api(runtime)
    return api.api_doc, summaries(api)
