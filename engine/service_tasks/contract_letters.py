"""The contract as its three parties get it, and the reminder to those who have not signed."""

from __future__ import annotations

from engine.persistence.effects.contracts import DraftContract
from engine.persistence.tables.people import ProviderOrganisation
from engine.service_tasks.case_people import (
    HEAD,
    applicant_id,
    last_done_by,
    named,
    signer,
    with_translation,
)
from engine.service_tasks.case_values import maybe
from engine.service_tasks.outcome import Letter, Reading, Values
from engine.service_tasks.weekly_grants import letter_hours


def contract_letters(draft: DraftContract, values: Values, reading: Reading) -> list[Letter]:
    """One copy each for the recipient's side, the assistant and the office; all three read alike."""
    shown = _shown(draft, values, reading)
    parties = {
        "recipient": applicant_id(values),
        "assistant": draft.assistant_id,
        "office": None,
    }
    return [
        copy
        for party, person_id in parties.items()
        for copy in with_translation(
            reading, Letter("contract", person_id, shown, key=f"contract:{draft.contract_id}:{party}")
        )
    ]


def _shown(draft: DraftContract, values: Values, reading: Reading) -> dict[str, object]:
    representative = maybe(values, "representative_id", int)
    acting = {"name": "", "address": ""} if representative is None else named(reading, representative)
    provider = draft.provider_id
    return {
        "service_kind": values.get("service_kind"),
        "contract_number": draft.number,
        "contract_form": str(draft.contract_form),
        "first_day": draft.first_day,
        "valid_to": draft.last_day,
        "decision_number": values.get("decision_number"),
        "decision_hours": draft.hours_per_month,
        **letter_hours(values),
        "representative_name": str(acting["name"]),
        "representative_address": str(acting["address"]),
        "provider_name": reading.session.get_one(ProviderOrganisation, provider).name if provider else "",
        "addressee": named(reading, applicant_id(values)),  # in every copy: who signs for the recipient
        "assistant": named(reading, draft.assistant_id),
        "signer": signer(reading, last_done_by(reading, "approve_decision"), HEAD),
    }
