"""What an editor in the browser is told of a draft's files, as JSON; the room of drafts says how it asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import jsonify

from engine.drafting.drafts import draft_checks, draft_files
from engine.errors import EngineError, Finding, NotFound, StaleVersion
from web.page import Context, Response, Runtime, actor, request, said

MOST_DIGITS = 15


def wants_json() -> bool:
    """Whether an editor asks, not a person's browser."""
    return request.accept_mimetypes.best == "application/json"


def typed_content() -> bytes:
    """What was sent; browsers end the lines of a form with two characters, files of ours with one."""
    if request.is_json:
        return str(_sent().get("content", "")).encode("utf-8", "surrogatepass")
    return request.form.get("content", "").replace("\r\n", "\n").encode("utf-8", "surrogatepass")


def seen() -> int | None:
    """The version that was changed; None: the file is to be added."""
    text = str(_sent().get("version", ""))
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None


def file(runtime: Runtime, draft_id: int, path: str) -> Response:
    """The file with its version and what is found in the draft."""
    one = draft_files.read(runtime, actor(), draft_id, path)
    return jsonify(
        path=path,
        content=text_of(one.content),
        base=text_of(one.base),
        version=one.version,
        is_changed=one.is_changed,
        findings=_findings(draft_checks.findings(runtime, actor(), draft_id)),
    )


def findings(runtime: Runtime, draft_id: int) -> Response:
    """What is found in the whole draft."""
    return jsonify(findings=_findings(draft_checks.findings(runtime, actor(), draft_id)))


def save(runtime: Runtime, draft_id: int, path: str) -> tuple[Response, int]:
    """Keep the file: 200 with its version and findings, 409 with the other text, 422 with the reason."""
    try:
        version = draft_files.save(runtime, actor(), draft_id, path, typed_content(), seen=seen())
    except StaleVersion as stale:
        theirs = {**stale.theirs, "content": text_of(stale.theirs["content"])}
        return jsonify(error=said(stale.message), theirs=theirs), 409
    except NotFound as missing:
        return jsonify(error=said(missing.message)), 404
    except EngineError as refused:
        return jsonify(error=said(refused.message)), 422
    found = _findings(draft_checks.findings(runtime, actor(), draft_id))
    return jsonify(version=version, findings=found), 200


def text_of(content: object) -> str | None:
    """The bytes of a file as text; None where there is no file."""
    return content.decode("utf-8", "replace") if isinstance(content, bytes) else None


def _sent() -> Mapping[str, object]:
    if not request.is_json:
        return request.form
    sent = request.get_json(silent=True)
    return sent if isinstance(sent, dict) else {}


def _findings(found: Sequence[Finding]) -> list[Context]:
    return [
        {
            "file": one.file,
            "element": one.element,
            "rule": one.rule,
            "severity": str(one.severity),
            "message": said(one.message),
        }
        for one in found
    ]
