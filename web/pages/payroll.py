"""Payroll's answer as a file: sent by finance, taken whole, or given back with what to mend."""

from __future__ import annotations

from collections.abc import Sequence

from engine.claims import claims
from engine.errors import EngineError
from engine.payments import net_pay
from engine.payments.net_pay import ResultsRead
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
)

RIGHT = "payroll.import"
MOST_SHOWN = 50  # of what is wrong; all of it stands in the file that is given back
MOST_CHARACTERS = 500_000


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def results(claim_id: int) -> str:
        """The form that takes the file."""
        return _page(runtime, claim_id)

    def send(claim_id: int) -> Answer:
        """Take the file, or show what to mend in it."""
        return _send(runtime, claim_id)

    def errors(claim_id: int) -> Response:
        """The same file with a column of what to mend."""
        content = request.form.get("content", "")[:MOST_CHARACTERS].encode()
        written = net_pay.errors_again(runtime, actor(), claim_id, content, language())
        return attachment(written, "text/csv", f"payroll-{claim_id}-errors.csv")

    return [
        Route("/claims/<int:claim_id>/payroll", results, RIGHT),
        Route("/claims/<int:claim_id>/payroll", send, RIGHT, ("POST",)),
        Route("/claims/<int:claim_id>/payroll/errors", errors, RIGHT, ("POST",)),
    ]


def _send(runtime: Runtime, claim_id: int) -> Answer:
    sent = request.files.get("file")
    content = sent.stream.read() if sent is not None else b""
    name = (sent.filename or "payroll.csv")[:200] if sent is not None else ""
    try:
        read = net_pay.import_results(runtime, actor(), claim_id, name, content)
    except EngineError as refused:
        return _page(runtime, claim_id, [refused.message]), 422
    if not read.is_taken:
        return _page(runtime, claim_id, _wrong(read), read.text), 422
    tell(_taken(read), "success" if read.fresh else "notice")
    return go(f"/claims/{claim_id}")


def _taken(read: ResultsRead) -> Message:
    if not read.fresh:
        return msg("Everything in this file was taken before; nothing has changed.")
    return msg(
        "Payroll's answer is taken: {count} payments, {net:money} paid out.",
        count=len(read.fresh),
        net=read.net_cents,
    )


def _wrong(read: ResultsRead) -> list[Message]:
    return [
        msg("Line {number}: {what}", number=number + 2, what=what)
        for number, every in sorted(read.troubles.items())
        for what in every
    ]


def _page(runtime: Runtime, claim_id: int, wrong: Sequence[Message] = (), content: str = "") -> str:
    page = claims.find(runtime, actor(), claim_id)
    period, way = page.sheet.claim.period, f"/claims/{claim_id}"
    context = {
        "period": period,
        "action": f"{way}/payroll",
        "has_list": net_pay.of_claim(runtime, actor(), claim_id) is not None,
        "errors": [said(one) for one in wrong[:MOST_SHOWN]],
        "more": max(0, len(wrong) - MOST_SHOWN),
        "errors_action": f"{way}/payroll/errors" if content else None,
        "content": content,
        "columns": net_pay.COLUMNS,
    }
    crumbs: list[Crumb] = [
        (msg("Claims to the ministry"), "/claims"),
        (words.month(period, language()), way),
        (msg("Answer of payroll"), None),
    ]
    return show(runtime, "payroll.html", context, crumbs=crumbs)
