"""The invoices that made-up provider organisations send on paper, entered by the office."""

from __future__ import annotations

from engine.domain.money import euros
from engine.domain.rights import Actor
from engine.payments import provider_invoices
from engine.payments.provider_invoices import InvoiceSent
from engine.simulation.town import Town


def enter_awaited(town: Town, actor: Actor, claim_id: int) -> None:
    """One for each provider whose invoice the claim awaits: dated today, equal to its months."""
    found = provider_invoices.of_claim(town.runtime, actor, claim_id)
    for one in found.rows:
        if one.may_enter:
            sent = InvoiceSent(f"{found.period}/{claim_id}", town.today.isoformat(), str(euros(one.cents)))
            provider_invoices.enter(town.runtime, actor, claim_id, one.provider_id, sent)
