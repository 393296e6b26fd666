"""The provider organisation of a scenario, and its invoice."""

from __future__ import annotations

from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.payments import provider_invoices
from engine.payments.provider_invoices import InvoiceSent
from engine.persistence import rows
from engine.persistence.tables.people import ProviderOrganisation
from engine.scenarios.parts import Invoice
from engine.simulation.names import account_number
from engine.simulation.scenario_refusals import Missed, expecting
from engine.simulation.scenario_rows import claim_of
from engine.simulation.scenario_stage import Begun, Stage


def provider_of(stage: Stage) -> int:
    """The one organisation of a scenario; its id."""
    row = {
        "municipality_id": stage.tenant.municipality_id,
        "name": "SIA „Palīgs”",
        "registration_number": "40003000001",
        "bank_account": account_number(2),
    }
    with stage.runtime.transaction(stage.tenant) as session:
        found = rows.first(session, ProviderOrganisation)
        return rows.insert_for_ids(session, ProviderOrganisation, [row])[0] if found is None else found.id


def send_invoice(stage: Stage, begun: Begun, _process_id: str, step: Invoice) -> None:
    """The invoice for the scenario's month comes in, dated today."""
    claim = claim_of(stage, begun.period)
    if claim is None:
        raise Missed(msg("There is no claim for {period} yet.", period=begun.period))
    claim_id, provider_id = claim.id, provider_of(stage)
    sent = InvoiceSent(step.number, stage.today.isoformat(), step.amount)

    def enter() -> None:
        wrong = provider_invoices.enter(stage.runtime, stage.cast[step.actor], claim_id, provider_id, sent)
        if wrong:
            raise EngineError(wrong[0])

    expecting(step.refused, enter)
