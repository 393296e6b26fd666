"""Contracts already in force, for measuring months without the road that leads to them.

Used by `bench` only: stories, demo and simulations come by the real road from application to contract.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from engine.domain.remuneration import ContractForm
from engine.persistence import rows
from engine.persistence.tables.cases import (
    CaseState,
    Contract,
    ContractState,
    Decision,
    DecisionOutcome,
    ServiceCase,
)
from engine.persistence.tables.people import Person
from engine.runtime import Runtime, Session, Tenant

HOURS = 80
RELEASE = 1  # the one that founds an installation


@dataclass(frozen=True, slots=True)
class Pair:
    """A recipient and an assistant under one contract."""

    recipient_id: int
    assistant_id: int


@dataclass(frozen=True, slots=True)
class _Agreed:
    """What all contracts of one batch share."""

    municipality_id: int
    first_day: date
    years: int  # how long the decisions run
    after: int  # how many cases there were before


def add_pairs(
    runtime: Runtime, tenant: Tenant, count: int, *, first_day: date, years: int = 3, after: int = 0
) -> list[Pair]:
    """`count` contracts in force from a day, each of two people of its own; case `after` + n is pair n's."""
    if tenant.municipality_id is None:
        raise ValueError("contracts belong to one municipality")
    with runtime.transaction(tenant) as session:
        people = rows.insert_for_ids(
            session, Person, [_person(tenant.municipality_id, number) for number in range(2 * count)]
        )
        pairs = [Pair(people[2 * at], people[2 * at + 1]) for at in range(count)]
        _agree(session, pairs, _Agreed(tenant.municipality_id, first_day, years, after))
    return pairs


def _agree(session: Session, pairs: Sequence[Pair], agreed: _Agreed) -> None:
    first_day = agreed.first_day
    shared = {"municipality_id": agreed.municipality_id}
    cases = rows.insert_for_ids(
        session,
        ServiceCase,
        [
            {
                **shared,
                "case_number": f"{first_day.year}-{at:06d}",
                "regime": "proposed_2019",
                "state": CaseState.ACTIVE,
                "recipient_id": pair.recipient_id,
                "opened_on": first_day,
            }
            for at, pair in enumerate(pairs, start=agreed.after + 1)
        ],
    )
    decisions = rows.insert_for_ids(
        session,
        Decision,
        [
            {
                **shared,
                "case_id": case_id,
                "number": f"{case_id}-1",
                "outcome": DecisionOutcome.GRANTED,
                "hours_per_month": HOURS,
                "purposes": [],
                "reasons": "",
                "steps": [],
                "valid_from": first_day,
                "valid_to": date(first_day.year + agreed.years, first_day.month, 1),
                "release_id": RELEASE,
            }
            for case_id in cases
        ],
    )
    _sign(session, pairs, cases, decisions, {**shared, "first_day": first_day})


def _sign(
    session: Session,
    pairs: Sequence[Pair],
    cases: Sequence[int],
    decisions: Sequence[int],
    shared: dict[str, object],
) -> None:
    """One contract in force for each pair."""
    contracts = [
        {
            **shared,
            "case_id": case_id,
            "decision_id": decision_id,
            "number": f"{case_id}-1",
            "recipient_id": pair.recipient_id,
            "assistant_id": pair.assistant_id,
            "contract_form": ContractForm.CONTRACT_FOR_WORK,
            "hours_per_month": HOURS,
            "state": ContractState.ACTIVE,
            "plain_signature_agreed": True,
        }
        for case_id, decision_id, pair in zip(cases, decisions, pairs, strict=True)
    ]
    rows.insert_many(session, Contract, contracts)


def _person(municipality_id: int, number: int) -> dict[str, object]:
    return {
        "municipality_id": municipality_id,
        "given_name": f"Persona {number}",
        "family_name": "Paraugs",
        "birth_date": date(1970, 1, 1 + number % 28),
    }
