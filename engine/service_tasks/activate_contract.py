"""All three parties have signed: the contract is in force, and the months it reaches back to are opened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from engine.domain.rules import Rules
from engine.domain.service_month import ServiceMonth
from engine.persistence.effects.contracts import PutContractInForce
from engine.persistence.queries.cases import frozen_periods
from engine.service_tasks.case_values import given, the_day
from engine.service_tasks.contract_signatures import contract_signatures
from engine.service_tasks.outcome import FollowUp, Outcome, Reading, Values
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
        follow_ups=list(_months_to_open(contract_id, the_day(values, "first_day"), reading, day)),
    )


def _agreed(signatures: Mapping[str, Mapping[str, object]]) -> bool:
    """A click counts where both who click have agreed to it in writing."""
    return all(signatures.get(party, {}).get("plain_agreed") is True for party in BOTH)


def _months_to_open(contract_id: int, first_day: date, reading: Reading, day: date) -> Iterator[FollowUp]:
    """Every month from the first day to the present one whose claim can still take a line."""
    frozen = frozen_periods(reading.session)
    period, present = ServiceMonth.of(first_day), ServiceMonth.of(day)
    while period <= present:
        if str(period) not in frozen:
            yield FollowUp(
                kind="open_months",
                payload={"municipality_id": reading.municipality_id, "period": str(period)},
                unique_key=f"open_months:{contract_id}:{period}",
            )
        period = period.next()
