"""A write that is sent again is answered as it was the first time, and done once."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, request

from engine.errors import EngineError
from engine.integrations import kept_answers
from engine.integrations.kept_answers import Kept
from engine.runtime import Runtime
from web.api.door import caller
from web.api.problems import refused

REPEATED = "Idempotency-Replayed"  # header of an answer that was given before


def once(runtime: Runtime, key: str, act: Callable[[], Response]) -> Response:
    """The answer of `act`, or the one that the same request was given before; KeyInUse for another one."""
    asked = "\n".join((request.method, request.path, request.content_type or "")).encode()
    before = kept_answers.begin(runtime, caller(), key, asked + b"\n" + request.get_data())
    if before is not None:
        return _again(before)
    try:
        answer = _settled(act)
    except Exception:
        kept_answers.forget(runtime, caller(), key)
        raise
    if answer.status_code >= 500:
        kept_answers.forget(runtime, caller(), key)
        return answer
    body = {"text": answer.get_data(as_text=True), "type": answer.content_type}
    kept_answers.keep(runtime, caller(), key, Kept(answer.status_code, body))
    return answer


def _settled(act: Callable[[], Response]) -> Response:
    """A refusal is an answer like another, and is given again."""
    try:
        return act()
    except EngineError as refusal:
        return refused(refusal)


def _again(kept: Kept) -> Response:
    body = kept.body if isinstance(kept.body, dict) else {}
    media = str(body.get("type", "application/json"))
    answer = Response(str(body.get("text", "")), kept.status, content_type=media)
    answer.headers[REPEATED] = "true"
    return answer
