"""Refusals as RFC 9457 says: application/problem+json, one sentence, what is wrong with each field."""

from __future__ import annotations

import logging
from http import HTTPStatus

from flask import Flask, Response, json
from pydantic import Field, ValidationError
from werkzeug.exceptions import HTTPException

from engine.errors import EngineError, InvalidAnswers, NoRoom, NotAllowed, NotFound, Outrun, StaleVersion
from engine.instances.instances import NotWaiting
from engine.integrations.kept_answers import KeyInUse
from engine.messages_catalogue import Message, msg
from web.api.shapes import Shape
from web.api.words import language, said
from web.request_log import request_id

MEDIA_TYPE = "application/problem+json"
log = logging.getLogger("asistents.web")
STATUS: dict[type[EngineError], int] = {
    NotFound: 404,
    NotAllowed: 404,
    InvalidAnswers: 422,
    KeyInUse: 409,
    NotWaiting: 409,
    StaleVersion: 409,
    Outrun: 409,
    NoRoom: 507,
}
SENTENCES: dict[int, Message] = {
    401: msg("Show a token that counts: Authorization: Bearer …"),
    403: msg("This token may not be used for that."),
    404: msg("There is no such thing, or it is not for you."),
    405: msg("This cannot be done here."),
    413: msg("This is too much for one request."),
    415: msg("Send this in one of the media types that the description names."),
    422: msg("Some values do not fit the description."),
    429: msg("Too many requests. Wait as long as Retry-After says."),
    500: msg("Something failed on our side. Nothing was changed; it has been noted."),
    507: msg("There is no room to write. Nothing was changed."),
}
NOT_READ = msg("This request could not be read.")
MISSING = msg("This is missing.")
UNFIT = msg("This value does not fit the description.")


class FieldProblem(Shape):
    """What is wrong with one value."""

    field: str = Field(description="Where it stands: answers.hours, rows.3.person_code")
    detail: str


class Problem(Shape):
    """A refusal (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    request_id: str = Field(description="Name it when you ask the municipality about this refusal.")
    errors: list[FieldProblem] = Field(default_factory=list)


def problem(
    status: int, detail: Message | None = None, *, errors: list[FieldProblem] | None = None
) -> Response:
    """The answer that refuses."""
    told = Problem(
        title=HTTPStatus(status).phrase,
        status=status,
        detail=said(detail or SENTENCES.get(status, NOT_READ)),
        request_id=request_id(),
        errors=errors or [],
    )
    body = json.dumps(told.model_dump(mode="json"))
    return Response(body, status, {"Content-Language": language()}, content_type=MEDIA_TYPE)


def refused(refusal: EngineError, prefix: str = "answers.") -> Response:
    """A refusal of the engine; a thing that may not be known of is like one that is not there."""
    status = next((code for kind, code in STATUS.items() if isinstance(refusal, kind)), 409)
    if status == 404:
        return problem(404)
    fields = refusal.fields if isinstance(refusal, InvalidAnswers) else {}
    errors = [FieldProblem(field=f"{prefix}{place}", detail=said(text)) for place, text in fields.items()]
    return problem(status, refusal.message, errors=errors)


def unfit(error: ValidationError) -> Response:
    """Values that the description does not allow; what was sent is not told back."""
    errors = [
        FieldProblem(
            field=".".join(str(part) for part in one["loc"]),
            detail=said(MISSING if one["type"] == "missing" else UNFIT),
        )
        for one in error.errors(include_input=False, include_url=False, include_context=False)[:100]
    ]
    return problem(422, errors=errors)


def answer_refusals(app: Flask) -> None:
    """No answer but JSON, and never a word of a failure's insides."""

    @app.errorhandler(EngineError)
    def _refused(refusal: EngineError) -> Response:
        return refused(refusal)

    @app.errorhandler(HTTPException)
    def _not_served(trouble: HTTPException) -> Response:
        if trouble.response is not None:
            return trouble.response  # type: ignore[return-value]
        code = trouble.code or 500
        if code < 400:
            return problem(404)
        answer = problem(code if code in SENTENCES else 400)
        allowed = getattr(trouble, "valid_methods", None)
        if allowed:
            answer.headers["Allow"] = ", ".join(sorted(allowed))
        return answer

    @app.errorhandler(RecursionError)
    def _too_deep(_trouble: RecursionError) -> Response:
        return problem(400)  # JSON that is nested without end

    @app.errorhandler(Exception)
    def _failed(trouble: Exception) -> Response:
        log.error("request_failed", exc_info=trouble, extra={"about": {"request_id": request_id()}})
        return problem(500)
