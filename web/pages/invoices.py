"""Invoices of provider organisations: entered by finance or by the organisation itself."""

from __future__ import annotations

from collections.abc import Sequence

from engine.errors import EngineError
from engine.payments import provider_invoices
from engine.payments.provider_invoices import InvoiceSent
from web.drawing import invoice_drawing, list_columns, words
from web.file_answers import attachment
from web.page import (
    Answer,
    Crumb,
    Message,
    Response,
    Route,
    Runtime,
    WholeList,
    actor,
    go,
    language,
    may,
    msg,
    request,
    said,
    show,
    tell,
    typed,
)

FIELDS = ("number", "day", "amount")


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def listing(claim_id: int) -> str:
        """The invoices of a claim, and the form that takes the next one."""
        return _page(runtime, claim_id)

    def whole(claim_id: int) -> WholeList:
        """The invoices alone."""
        rows = invoice_drawing.rows(provider_invoices.of_claim(runtime, actor(), claim_id))
        table = list_columns.table(msg("Invoices"), list_columns.INVOICES, rows)
        return WholeList(f"invoices-{claim_id}", [table])

    def send(claim_id: int) -> Answer:
        """Take an invoice, or say what is wrong with it."""
        return _send(runtime, claim_id)

    def file(claim_id: int, provider_id: int, kind: str) -> Response:
        """The invoice itself, or the bank's file that pays it."""
        made = provider_invoices.file(runtime, actor(), claim_id, provider_id, kind)
        return attachment(made.content, made.media_type, made.file_name, made.sha256)

    return [
        Route("/claims/<int:claim_id>/invoices", listing, "invoice.see", whole=whole),
        Route("/claims/<int:claim_id>/invoices", send, "invoice.enter", ("POST",)),
        Route("/claims/<int:claim_id>/invoices/<int:provider_id>/<kind>", file, "invoice.see"),
    ]


def _send(runtime: Runtime, claim_id: int) -> Answer:
    attached = request.files.get("file")
    sent = InvoiceSent(
        typed("number"),
        typed("day"),
        typed("amount"),
        file_name="" if attached is None else (attached.filename or "")[:200],
        content=b"" if attached is None else attached.stream.read(),
    )
    try:
        wrong = provider_invoices.enter(runtime, actor(), claim_id, _provider(), sent)
    except EngineError as refused:
        wrong = [refused.message]
    if wrong:
        return _page(runtime, claim_id, wrong), 422
    tell(msg("The invoice equals the approved months; its payment is prepared."))
    return go(f"/claims/{claim_id}" if may("claim.see") else f"/claims/{claim_id}/invoices")


def _provider() -> int:
    """The organisation that was chosen: 0 where none was."""
    own, chosen = actor().provider_id, typed("provider")
    return own or (int(chosen) if chosen.isdecimal() and len(chosen) < 16 else 0)


def _page(runtime: Runtime, claim_id: int, wrong: Sequence[Message] = ()) -> str:
    found = provider_invoices.of_claim(runtime, actor(), claim_id)
    context = {
        "period": found.period,
        "errors": [said(one) for one in wrong],
        "rows": invoice_drawing.rows(found),
        "sees_transfers": may("payment.see"),
        "action": f"/claims/{claim_id}/invoices",
        "providers": invoice_drawing.awaited(found, language()),
        "values": {**{field: typed(field) for field in FIELDS}, "provider": typed("provider")},
    }
    to_claim: list[Crumb] = [
        (msg("Claims to the ministry"), "/claims"),
        (words.month(found.period, language()), f"/claims/{claim_id}"),
    ]
    crumbs = [*(to_claim if may("claim.see") else []), (msg("Invoices"), None)]
    return show(runtime, "invoices.html", context, crumbs=crumbs)
