"""How a scenario begins: with an application, with contracts in force, or with one process by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from engine import cases, deployments, instances
from engine.domain.remuneration import ContractForm
from engine.jobs.worker import drain
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
from engine.scenarios.parts import GivenApplication, GivenContract, GivenContracts, Scenario
from engine.simulation.scenario_stage import Stage

REGIME = "proposed_2019"
YEARS = 3
ADULT: Mapping[str, object] = {
    "applies_for": "self",
    "declared_here": True,
    "notify_by": "email",
    "language": "lv",
    "disability_group": "I",
    "functional_limitation": "movement",
    "special_care_opinion": False,
    "purposes_wanted": ["work_study_para"],
    "attached_documents": [],
    "facts_are_true": True,
}
"""The usual answers of an application; a scenario writes its own over them."""


@dataclass(slots=True)
class Begun:
    """What the scenario is about, by the ids of its rows; 0 where there is none."""

    case_id: int = 0
    instance_id: int = 0  # of a process started by itself
    period: str = ""
    contract_id: int = 0  # of the first contract


def begin(stage: Stage, scenario: Scenario) -> Begun:
    """Begin the scenario; what is due on its first day has happened afterwards."""
    start = scenario.start
    if isinstance(start, GivenApplication):
        begun = Begun(case_id=_apply(stage, start))
    elif isinstance(start, GivenContracts):
        found = [_agree(stage, one, number) for number, one in enumerate(start.contracts, start=1)]
        case_id, contract_id = found[0] if found else (0, 0)
        begun = Begun(case_id=case_id, contract_id=contract_id, period=start.period)
    else:
        case_id = _add_case(stage, start.recipient, 1, CaseState.ASSESSING)
        begun = Begun(case_id=case_id, instance_id=_start(stage, scenario.process_id, case_id, start.values))
    drain(stage.runtime)
    return begun


def _apply(stage: Stage, start: GivenApplication) -> int:
    actor = stage.cast[start.by]
    answers = {**ADULT, **_identity(stage, start.recipient), **start.answers}
    is_office = actor.person_id is None
    return cases.open_case(
        stage.runtime,
        actor,
        answers,
        channel="paper" if is_office else "online",
        received_on=stage.today,
    )


def _identity(stage: Stage, name: str) -> dict[str, object]:
    with stage.runtime.reading(stage.tenant) as session:
        person = session.get_one(Person, stage.cast[name].person_id)
        return {
            "recipient_given_name": person.given_name,
            "recipient_family_name": person.family_name,
            "recipient_personal_code": person.personal_code,
            "recipient_address": person.address,
            "recipient_email": person.email,
            "recipient_phone": person.phone,
            "birth_date": person.birth_date,
        }


def _start(stage: Stage, process_id: str, case_id: int, values: Mapping[str, object]) -> int:
    release_id = deployments.in_force(stage.runtime, stage.tenant, stage.today)
    known = {"case_id": case_id, "regime": REGIME, "subject": "", **values}
    new = instances.NewInstance(process_id, f"scenario/{case_id}", known, release_id, case_id)
    return instances.start(stage.runtime, stage.tenant, new, instances.Move("scenario_started"))


def _add_case(stage: Stage, recipient: str, number: int, state: CaseState) -> int:
    row = {
        "municipality_id": stage.tenant.municipality_id,
        "case_number": f"{stage.today.year}-{900_000 + number}",
        "regime": REGIME,
        "state": state,
        "recipient_id": stage.cast[recipient].person_id,
        "opened_on": stage.today,
    }
    with stage.runtime.transaction(stage.tenant) as session:
        (case_id,) = rows.insert_for_ids(session, ServiceCase, [row])
    return case_id


def _agree(stage: Stage, given: GivenContract, number: int) -> tuple[int, int]:
    """Case, decision and contract as the long way would leave them; gives the ids of case and contract."""
    case_id = _add_case(stage, given.recipient, number, CaseState.ACTIVE)
    last_day = date(given.first_day.year + YEARS, given.first_day.month, 1)
    shared = {"municipality_id": stage.tenant.municipality_id, "case_id": case_id, "number": f"S{number}"}
    decision = {
        **shared,
        "outcome": DecisionOutcome.GRANTED,
        "hours_per_month": given.hours,
        "reasons": "",
        "steps": [],
        "valid_from": given.first_day,
        "valid_to": last_day,
        "release_id": deployments.in_force(stage.runtime, stage.tenant, stage.today),
    }
    contract = {
        **shared,
        "recipient_id": stage.cast[given.recipient].person_id,
        "assistant_id": stage.cast[given.assistant].person_id,
        "contract_form": ContractForm(given.contract_form),
        "first_day": given.first_day,
        "last_day": last_day,
        "hours_per_month": given.hours,
        "state": ContractState.ACTIVE,
        "plain_signature_agreed": True,
    }
    with stage.runtime.transaction(stage.tenant) as session:
        (decision_id,) = rows.insert_for_ids(session, Decision, [{**decision, "purposes": []}])
        (contract_id,) = rows.insert_for_ids(session, Contract, [{**contract, "decision_id": decision_id}])
    return case_id, contract_id
