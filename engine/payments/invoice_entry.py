"""An invoice of a provider: taken where it equals the approved months, with its payment prepared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.clock import local_day
from engine.documents.sent_tables import cents_in, day_in
from engine.domain.provider_invoices import GivenInvoice, number_key, troubles
from engine.domain.rights import Actor
from engine.messages_catalogue import Message, msg
from engine.payments.invoice_access import awaited, tenant_of
from engine.payments.invoice_payments import keep
from engine.persistence import audit
from engine.persistence.queries import invoices
from engine.runtime import Runtime

MOST_ATTACHED = 5_000_000  # bytes


@dataclass(frozen=True, slots=True)
class InvoiceSent:
    """What was typed and attached."""

    number: str
    day: str  # 2026-04-10
    amount: str  # 1234,56
    file_name: str = ""
    content: bytes = b""  # the invoice itself, PDF or XML; empty where nothing is attached


def enter(
    runtime: Runtime, actor: Actor, claim_id: int, provider_id: int, sent: InvoiceSent
) -> Sequence[Message]:
    """Keep the invoice and prepare its payment; or keep nothing, and everything that is wrong comes back.

    NotFound where this person may not, or where the claim owes the provider nothing by invoice; an
    EngineError where the invoice is in already, or a bank would refuse the payment.
    """
    now = runtime.clock.now()
    with runtime.transaction(tenant_of(actor)) as session:
        claim, owed = awaited(session, actor, claim_id, provider_id)
        given = GivenInvoice(
            " ".join(sent.number.split()), day_in(sent.day.strip()), cents_in(sent.amount.strip())
        )
        used = invoices.used_numbers(session, provider_id)
        wrong = [*troubles(given, owed.months, used, local_day(now)), *_of_attached(sent)]
        if wrong or given.day is None:
            return wrong
        kept = (given.number, given.day, _attached(sent))
        invoice_id = keep(runtime, session, claim, owed, kept, actor.user_id)
        audit.record(
            session,
            action="provider_invoice_entered",
            at=now,
            municipality_id=claim.municipality_id,
            actor_user_id=actor.user_id,
            object_kind="provider_invoice",
            object_id=str(invoice_id),
            details={"claim_id": claim_id, "provider_id": provider_id, "key": number_key(given.number)},
        )
    return ()


def _of_attached(sent: InvoiceSent) -> list[Message]:
    content = sent.content
    if len(content) > MOST_ATTACHED:
        most = MOST_ATTACHED // 1_000_000
        return [msg("The attached invoice is too large: at most {count} MB.", count=most)]
    is_known = content.startswith(b"%PDF-") or content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
    return [] if is_known or not content else [msg("Attach the invoice as PDF or XML.")]


def _attached(sent: InvoiceSent) -> tuple[str, bytes] | None:
    return (sent.file_name or "invoice", sent.content) if sent.content else None
