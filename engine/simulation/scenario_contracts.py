"""Cases and contracts that a scenario finds in force, as the long way would have left them."""

from __future__ import annotations

from collections.abc import Mapping
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
from engine.persistence.tables.weekly import WeeklyGrant
from engine.releases import deployments
from engine.scenarios.parts import GivenContract
from engine.simulation.scenario_invoices import provider_of
from engine.simulation.scenario_stage import Stage

YEARS = 3  # how long the decision behind a contract is valid


def add_case(stage: Stage, recipient: str, number: int, state: CaseState = CaseState.ASSESSING) -> int:
    """The n-th case of a scenario; gives its id."""
    row = {
        "municipality_id": stage.tenant.municipality_id,
        "case_number": f"{stage.today.year}-{900_000 + number}",
        "regime": stage.order,
        "state": state,
        "recipient_id": stage.cast[recipient].person_id,
        "opened_on": stage.today,
    }
    with stage.runtime.transaction(stage.tenant) as session:
        (case_id,) = rows.insert_for_ids(session, ServiceCase, [row])
    return case_id


def agree(stage: Stage, given: GivenContract, number: int) -> tuple[int, int]:
    """The n-th contract of a scenario, in force, with its case and decision; the ids of case and contract."""
    case_id = add_case(stage, given.recipient, number, CaseState.ACTIVE)
    shared = {"municipality_id": stage.tenant.municipality_id, "case_id": case_id, "number": f"S{number}"}
    provider_id = provider_of(stage) if given.contract_form == ContractForm.PROVIDER else None
    with stage.runtime.transaction(stage.tenant) as session:
        (decision_id,) = rows.insert_for_ids(session, Decision, [{**shared, **_decision(stage, given)}])
        of = {"decision_id": decision_id, "provider_id": provider_id}
        contract = {**shared, **_contract(stage, given), **of}
        (contract_id,) = rows.insert_for_ids(session, Contract, [contract])
        rows.insert_many(session, WeeklyGrant, _weekly(stage, given, decision_id))
    return case_id, contract_id


def _last_day(given: GivenContract) -> date:
    return date(given.first_day.year + YEARS, given.first_day.month, 1)


def _decision(stage: Stage, given: GivenContract) -> Mapping[str, object]:
    return {
        "outcome": DecisionOutcome.GRANTED,
        "hours_per_month": given.hours,
        "purposes": [],
        "reasons": "",
        "steps": [],
        "valid_from": given.first_day,
        "valid_to": _last_day(given),
        "release_id": deployments.in_force(stage.runtime, stage.tenant, stage.today),
    }


def _contract(stage: Stage, given: GivenContract) -> Mapping[str, object]:
    return {
        "recipient_id": stage.cast[given.recipient].person_id,
        "assistant_id": stage.cast[given.assistant].person_id,
        "contract_form": ContractForm(given.contract_form),
        "first_day": given.first_day,
        "last_day": _last_day(given),
        "hours_per_month": given.hours,
        "state": ContractState.ACTIVE,
        "plain_signature_agreed": True,
    }


def _weekly(stage: Stage, given: GivenContract, decision_id: int) -> list[Mapping[str, object]]:
    """What the decision grants by week and purpose, where the scenario says so."""
    if not given.weekly:
        return []
    hours = sum(given.weekly.values())
    grant = {"hours": dict(given.weekly), "hours_per_week": hours, "unpaid_hours": 0, "payable_hours": hours}
    return [{"municipality_id": stage.tenant.municipality_id, "decision_id": decision_id, **grant}]
