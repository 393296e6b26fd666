"""One operation: its address, its view, its scope, what it answers; and how it comes into the application."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from flask import Response, jsonify
from flask_openapi3.models.tag import Tag
from flask_openapi3.openapi import OpenAPI
from pydantic import BaseModel

from engine.integrations.scopes import LABELS, Scope
from engine.messages_catalogue import Message, say
from engine.runtime import Runtime
from web.api import repeats
from web.api.door import scopes
from web.api.problems import MEDIA_TYPE
from web.api.shapes import KeyHeader

View = Callable[..., BaseModel | Response]
SCHEME = "token"
PROBLEM = {"$ref": "#/components/schemas/Problem"}
ALWAYS = {
    400: "It could not be read",
    401: "No token that counts",
    403: "The token lacks the scope",
    404: "There is no such thing, or it is not for you",
    409: "It cannot be as things stand: somebody was first, or the key was used for something else",
    422: "Values that do not fit",
    429: "Too many requests; Retry-After says how long to wait",
}
OF_WRITES = {
    413: "Too much for one request",
    415: "A media type that is not taken",
    507: "No room to write",
}


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that another system may ask or send."""

    rule: str  # of Flask, below /api/v1
    view: View
    scope: Scope
    summary: Message
    answer: type[BaseModel] | None  # None: a file, of one of the `media` types
    method: str = "GET"
    media: tuple[str, ...] = ()
    takes: Mapping[str, Any] = field(
        default_factory=dict
    )  # media type → schema, of a body that the view reads

    @property
    def endpoint(self) -> str:
        """Its name in the description: the view's."""
        return self.view.__name__


def connect(app: OpenAPI, runtime: Runtime, group: str, operations: list[Operation]) -> None:
    """Add the operations of one noun."""
    for one in operations:
        scopes(app)[one.endpoint] = one.scope
        summaries(app)[one.endpoint] = one.summary
        add = app.get if one.method == "GET" else app.post
        add(
            one.rule,
            tags=[Tag(name=group)],
            summary=say(one.summary, "en"),
            description=f"Scope: `{one.scope}` – {say(LABELS[one.scope], 'en')}.",
            operation_id=one.endpoint,
            responses=_responses(one),
            security=[{SCHEME: [str(one.scope)]}],
            openapi_extensions=_body(one),
            endpoint=one.endpoint,
        )(_answering(one, runtime))


def summaries(app: OpenAPI) -> dict[str, Message]:
    """Endpoint → what the operation is for."""
    found: dict[str, Message] = app.extensions.setdefault("asistents_summaries", {})
    return found


def _answering(one: Operation, runtime: Runtime) -> Callable[..., Response]:
    @wraps(one.view)
    def reading(**named: Any) -> Response:
        return _answer(one.view(**named))

    @wraps(one.view)
    def writing(header: KeyHeader, **named: Any) -> Response:
        return repeats.once(runtime, header.key, lambda: _answer(one.view(**named)))

    if one.method == "GET":
        return reading
    writing.__annotations__ = {**one.view.__annotations__, "header": KeyHeader}  # what the library reads
    return writing


def _answer(given: BaseModel | Response) -> Response:
    return given if isinstance(given, Response) else jsonify(given.model_dump(mode="json"))


def _responses(one: Operation) -> Any:
    whole: dict[str, Any] = {}
    if one.answer is not None:
        whole["200"] = one.answer
    else:
        binary = {"schema": {"type": "string", "format": "binary"}}
        whole["200"] = {"description": "The file", "content": {kind: binary for kind in one.media}}
    told = ALWAYS if one.method == "GET" else {**ALWAYS, **OF_WRITES}
    for status, text in told.items():
        whole[str(status)] = {"description": text, "content": {MEDIA_TYPE: {"schema": PROBLEM}}}
    return whole


def _body(one: Operation) -> dict[str, Any]:
    if not one.takes:
        return {}
    content = {kind: {"schema": schema} for kind, schema in one.takes.items()}
    return {"requestBody": {"required": True, "content": content}}
