"""How a scenario begins: with an application, with contracts in force, or with one process by itself."""

from __future__ import annotations

from collections.abc import Mapping

from engine.cases import cases
from engine.instances import instances
from engine.jobs.worker import drain
from engine.persistence.tables.people import Person
from engine.releases import deployments
from engine.scenarios.parts import GivenApplication, GivenContracts, GivenValues, Scenario
from engine.simulation.scenario_contracts import add_case, agree
from engine.simulation.scenario_stage import Begun, Stage

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


def begin(stage: Stage, scenario: Scenario) -> Begun:
    """Begin the scenario; what is due on its first day has happened afterwards."""
    start = scenario.start
    if isinstance(start, GivenApplication):
        begun = Begun(case_id=_apply(stage, start))
    elif isinstance(start, GivenContracts):
        found = [agree(stage, one, number) for number, one in enumerate(start.contracts, start=1)]
        case_id, contract_id = found[0] if found else (0, 0)
        begun = Begun(case_id=case_id, contract_id=contract_id, period=start.period)
    else:
        begun = _by_itself(stage, scenario.process_id, start)
    drain(stage.runtime)
    return begun


def _apply(stage: Stage, start: GivenApplication) -> int:
    actor = stage.cast[start.by]
    answers = {**ADULT, **_identity(stage, start.recipient, "recipient"), **_own(stage, start)}
    channel = "paper" if actor.person_id is None else "online"
    return cases.open_case(stage.runtime, actor, answers, channel=channel, received_on=stage.today)


def _own(stage: Stage, start: GivenApplication) -> dict[str, object]:
    """The answers of the file; `representative: marta` fills in who she is."""
    own = dict(start.answers)
    name = own.pop("representative", None)
    if isinstance(name, str) and name in stage.cast:
        return {"applies_for": "other", **_identity(stage, name, "representative"), **own}
    return own


def _identity(stage: Stage, name: str, role: str) -> dict[str, object]:
    with stage.runtime.reading(stage.tenant) as session:
        person = session.get_one(Person, stage.cast[name].person_id)
        found: dict[str, object] = {
            f"{role}_given_name": person.given_name,
            f"{role}_family_name": person.family_name,
            f"{role}_personal_code": person.personal_code,
            f"{role}_email": person.email,
            f"{role}_phone": person.phone,
        }
        if role == "recipient":
            found |= {"recipient_address": person.address, "birth_date": person.birth_date}
        return found


def _by_itself(stage: Stage, process_id: str, start: GivenValues) -> Begun:
    case_id = add_case(stage, start.recipient, 1)
    release_id = deployments.in_force(stage.runtime, stage.tenant, stage.today)
    values = {"case_id": case_id, "regime": stage.order, "subject": "", **start.values}
    new = instances.NewInstance(process_id, f"scenario/{case_id}", values, release_id, case_id)
    move = instances.Move("scenario_started")
    return Begun(case_id=case_id, instance_id=instances.start(stage.runtime, stage.tenant, new, move))
