"""The road of every recipient of the replay, from the application to a contract in force."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from engine.cases import cases
from engine.domain.rights import Role
from engine.domain.service_figures import Group
from engine.simulation.country_people import Served
from engine.simulation.country_persons import add_assistant, application
from engine.simulation.country_reports import months_of, needed_hours
from engine.simulation.office_hands import Office

Answers = dict[str, object]
OPINIONS_FROM = date(2016, 3, 1)
REASONS = "Asistenta pakalpojums ir vajadzīgs ārpus mājokļa."
NOTE = "Viens līdz galamērķim nenokļūst."


@dataclass(slots=True)
class Town:
    """A municipality of the replay: its office, and whose case is whose."""

    office: Office
    of_case: dict[int, Served] = field(default_factory=dict)
    assistant_of: dict[int, int] = field(default_factory=dict)  # case → person


def settle(town: Town, people: Sequence[Served]) -> None:
    """Applications, assessments, decisions and contracts of these people, wave by wave."""
    caseworker = town.office.staff[Role.CASEWORKER]
    for one in people:
        case_id = cases.open_case(
            town.office.runtime, caseworker, application(one), channel="paper", received_on=town.office.today
        )
        town.of_case[case_id] = one
        town.assistant_of[case_id] = add_assistant(town.office, one)
    for element_id, answer in WAVES.items():
        town.office.complete_all(element_id, partial(answer, town))
    town.office.work()


def _opinion(town: Town, case_id: int) -> Answers:
    is_child = town.of_case[case_id].group is Group.CHILD
    shared: Answers = {
        "residence": "declared_here",
        "paid_elsewhere": False,
        "in_institution": False,
        "opinion_issued_on": OPINIONS_FROM,
        "opinion_valid_to": None,
    }
    kind: Answers = {"opinion_kind": "child_special_care", "opinion_full_wording": True}
    return shared | (kind if is_child else {"opinion_kind": "assistant", "opinion_criterion": "mental"})


def _activities(town: Town, case_id: int) -> Answers:
    hours = {f"hours_{purpose}": hours for purpose, hours in needed_hours(town.of_case[case_id]).items()}
    return {
        "assessment_outcome": "needed",
        "loss_of_vision": False,
        "vision_benefit": False,
        "purpose_ends_on": None,
        "activities_note": NOTE,
        **hours,
    }


def _draft(town: Town, case_id: int) -> Answers:
    one = town.of_case[case_id]
    return {
        "decision_outcome": "granted",
        "decision_reasons": REASONS,
        "valid_from": months_of(one)[0].first_day,
        "valid_to": months_of(one)[-1].last_day,
    }


def _choose(town: Town, case_id: int) -> Answers:
    one = town.of_case[case_id]
    return {
        "assistant_id": town.assistant_of[case_id],
        "contract_form": str(one.form),
        "first_day": months_of(one)[0].first_day,
    }


def _always(**answers: object) -> Callable[[Town, int], Answers]:
    return lambda _town, _case_id: dict(answers)


WAVES: Mapping[str, Callable[[Town, int], Answers]] = {
    "check_application": _always(application_complete=True),
    "check_opinion": _opinion,
    "assess_activities": _activities,
    "draft_decision": _draft,
    "approve_decision": _always(approval="approved"),
    "choose_assistant": _choose,
    "sign_contract_recipient": _always(signing_method_recipient="by_hand", plain_signature_agreed=True),
    "sign_contract_assistant": _always(signing_method_assistant="by_hand", plain_signature_agreed=True),
    "sign_contract_office": _always(signing_method_office="by_hand"),
}
"""Task of the diagrams → what is answered, in the order in which they come."""
