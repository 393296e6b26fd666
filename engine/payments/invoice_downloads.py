"""The files of an invoice, byte for byte: the invoice itself, and the bank's file that pays it."""

from __future__ import annotations

from engine.claims.claim_downloads import Download
from engine.domain.rights import Actor
from engine.errors import NotFound
from engine.messages_catalogue import msg
from engine.payments.invoice_access import frozen_claim, tenant_of, within_reach
from engine.persistence import audit
from engine.persistence.queries.invoices import Invoiced
from engine.runtime import Runtime

RIGHTS = {"transfer": "payment.see", "attached": "invoice.see"}
"""Kind of file → who may fetch it."""


def file(runtime: Runtime, actor: Actor, claim_id: int, provider_id: int, kind: str) -> Download:
    """The file; NotFound where there is none, or not for this person. Who fetched it is kept in the audit."""
    missing = NotFound(msg("There is no such page, or it is not for you."))
    if kind not in RIGHTS:
        raise missing
    with runtime.transaction(tenant_of(actor)) as session:
        claim = frozen_claim(session, actor, claim_id)
        every = within_reach(session, actor, claim_id, RIGHTS[kind])
        one = next((one for one in every if one.provider_id == provider_id), None)
        found = None if one is None else _file(one, kind)
        if found is None:
            raise missing
        audit.record(
            session,
            action="invoice_file_fetched",
            at=runtime.clock.now(),
            municipality_id=claim.municipality_id,
            actor_user_id=actor.user_id,
            object_kind="ministry_claim",
            object_id=str(claim_id),
            details={"kind": kind, "provider_id": provider_id, "sha256": found.sha256},
        )
    return found


def _file(one: Invoiced, kind: str) -> Download | None:
    invoice, payment = one.invoice, one.payment
    if kind == "transfer" and payment is not None and payment.content is not None:
        content = payment.content.encode()
        return Download(payment.file_name, content, "application/xml", payment.sha256 or "")
    if kind == "attached" and invoice is not None and invoice.content is not None:
        name, sha256 = invoice.file_name or "invoice", invoice.sha256 or ""
        return Download(name, invoice.content, "application/octet-stream", sha256)
    return None
