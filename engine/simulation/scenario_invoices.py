"""A provider's invoice in a scenario."""

from __future__ import annotations

from engine import provider_invoices
from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.persistence import rows
from engine.persistence.tables.people import ProviderOrganisation
from engine.provider_invoices import InvoiceSent
from engine.scenarios.parts import Invoice
from engine.simulation.scenario_refusals import Missed, expecting
from engine.simulation.scenario_rows import claim_of
from engine.simulation.scenario_stage import Begun, Stage


def send_invoice(stage: Stage, begun: Begun, _process_id: str, step: Invoice) -> None:
    """The invoice for the scenario's month comes in, dated today."""
    claim = claim_of(stage, begun.period)
    with stage.runtime.reading(stage.tenant) as session:
        provider = rows.first(session, ProviderOrganisation)
    if claim is None or provider is None:
        raise Missed(msg("There is no claim with a provider for {period}.", period=begun.period))
    claim_id, provider_id = claim.id, provider.id
    sent = InvoiceSent(step.number, stage.today.isoformat(), step.amount)

    def enter() -> None:
        wrong = provider_invoices.enter(stage.runtime, stage.cast[step.actor], claim_id, provider_id, sent)
        if wrong:
            raise EngineError(wrong[0])

    expecting(step.refused, enter)
