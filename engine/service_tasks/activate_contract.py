"""All three parties have signed: the contract is in force, and the months it reaches back to are opened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from engine.domain.rules import Rules
from engine.persistence.effects.contracts import PutContractInForce
from engine.service_tasks.case_values import given, the_day
from engine.service_tasks.contract_signatures import contract_signatures
from engine.service_tasks.months_to_open import months_to_open
from engine.service_tasks.outcome import Outcome, Reading, Values
from engine.service_tasks.standing import moved

BOTH = ("recipient", "assistant")  # whose agreement a click needs


def activate_contract(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """contract_active; a month that began before the contract was recorded is opened by a job of its own."""
    contract_id = given(values, "contract_id", int)
    signatures = contract_signatures(reading)
    in_force = PutContractInForce(contract_id, signatures, _agreed(signatures))
    return Outcome(
        values={"contract_active": True},
        effects=[in_force, *moved(reading, in_service=True)],
        follow_ups=list(months_to_open(str(contract_id), the_day(values, "first_day"), reading, day)),
    )


def _agreed(signatures: Mapping[str, Mapping[str, object]]) -> bool:
    """A click counts where both who click have agreed to it in writing."""
    return all(signatures.get(party, {}).get("plain_agreed") is True for party in BOTH)
