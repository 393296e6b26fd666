"""The ministry's answer as a file: sent by finance, taken whole, or given back with what to mend."""

from __future__ import annotations

from collections.abc import Sequence

from engine.claims import claims
from engine.claims.claims import ReplyRead, ReplySent
from engine.errors import EngineError
from web.drawing import words
from web.file_answers import attachment
from web.page import (
    Answer,
    Crumb,
    Message,
    Response,
    Route,
    Runtime,
    actor,
    go,
    language,
    msg,
    request,
    said,
    show,
    tell,
    typed,
)

RIGHT = "claim.reply"
MOST_SHOWN = 50  # of what is wrong; all of it stands in the file that is given back
MOST_CHARACTERS = 500_000
COLUMNS = (
    msg("Contract number"),
    msg("Service month"),
    msg("Result"),
    msg("Accepted, EUR"),
    msg("Reason"),
)


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def reply(claim_id: int) -> str:
        """The form that takes the file."""
        return _page(runtime, claim_id)

    def send(claim_id: int) -> Answer:
        """Take the file, or show what to mend in it."""
        return _send(runtime, claim_id)

    def errors(claim_id: int) -> Response:
        """The same file with a column of what to mend."""
        content = request.form.get("content", "")[:MOST_CHARACTERS].encode()
        written = claims.errors_again(runtime, actor(), claim_id, content, language())
        return attachment(written, "text/csv", f"claim-{claim_id}-errors.csv")

    return [
        Route("/claims/<int:claim_id>/reply", reply, RIGHT),
        Route("/claims/<int:claim_id>/reply", send, RIGHT, ("POST",)),
        Route("/claims/<int:claim_id>/reply/errors", errors, RIGHT, ("POST",)),
    ]


def _send(runtime: Runtime, claim_id: int) -> Answer:
    sent = request.files.get("file")
    content = sent.stream.read() if sent is not None else b""
    name = (sent.filename or "reply.csv")[:200] if sent is not None else ""
    reply = ReplySent(name, content, typed("day"), typed("received"))
    try:
        read = claims.import_reply(runtime, actor(), claim_id, reply)
    except EngineError as refused:
        return _page(runtime, claim_id, [refused.message]), 422
    if not read.is_taken:
        return _page(runtime, claim_id, _wrong(read), read.text), 422
    tell(_taken(read), "notice" if read.known_before else "success")
    return go(f"/claims/{claim_id}")


def _taken(read: ReplyRead) -> Message:
    if read.known_before:
        return msg("This file was taken before; nothing has changed.")
    return msg(
        "The answer is taken: {sum:money} accepted, {cut} lines cut, {refused} refused.",
        sum=read.accepted_cents,
        cut=read.cut,
        refused=read.refused,
    )


def _wrong(read: ReplyRead) -> list[Message]:
    rows = [
        msg("Line {number}: {what}", number=number + 2, what=what)
        for number, every in sorted(read.troubles.items())
        for what in every
    ]
    return [*rows, *read.missing]


def _page(runtime: Runtime, claim_id: int, wrong: Sequence[Message] = (), content: str = "") -> str:
    page = claims.find(runtime, actor(), claim_id)
    period, way = page.sheet.claim.period, f"/claims/{claim_id}"
    context = {
        "period": period,
        "action": f"{way}/reply",
        "waits": claims.may_import(runtime, actor(), claim_id),
        "errors": [said(one) for one in wrong[:MOST_SHOWN]],
        "more": max(0, len(wrong) - MOST_SHOWN),
        "errors_action": f"{way}/reply/errors" if content else None,
        "content": content,
        "values": {"day": typed("day"), "received": typed("received")},
        "columns": COLUMNS,
    }
    crumbs: list[Crumb] = [
        (msg("Claims to the ministry"), "/claims"),
        (words.month(period, language()), way),
        (msg("Reply of the ministry"), None),
    ]
    return show(runtime, "claim_reply.html", context, crumbs=crumbs)
