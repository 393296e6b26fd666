"""The road of every recipient of the replay, from the application to a contract in force."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from engine import cases
from engine import people as people_of_house
from engine.domain.rights import Role
from engine.domain.service_figures import Group
from engine.domain.service_month import ServiceMonth
from engine.people import NewAccount
from engine.simulation.country_people import Served
from engine.simulation.country_reports import needed_hours
from engine.simulation.founding import NewPerson, add_person
from engine.simulation.names import account_number, personal_code
from engine.simulation.office_hands import Office
from engine.simulation.published_2018 import YEAR

Answers = dict[str, object]
OPINIONS_FROM = date(2016, 3, 1)
REASONS = "Asistenta pakalpojums ir vajadzīgs ārpus mājokļa."
NOTE = "Viens līdz galamērķim nenokļūst."
A_DAY = 1_000  # people that share a birthday: so many numbers a personal code has for one day


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
        town.assistant_of[case_id] = _add_assistant(town.office, one)
    for element_id, answer in WAVES.items():
        town.office.complete_all(element_id, lambda case_id, answer=answer: answer(town, case_id))
    town.office.work()


def _add_assistant(office: Office, one: Served) -> int:
    """An assistant with an account, as an office may choose them; gives the person's id."""
    person = _person(one, 1, f"Asistents {one.number}", date(1975, 1, 1))
    person_id = add_person(office.runtime, office.tenant, person)
    shown, roles = f"{person.given_name} {person.family_name}", frozenset({Role.ASSISTANT})
    account = NewAccount(f"asistents-{one.number}", shown, None, roles, person_id)
    people_of_house.add(office.runtime, office.tenant, account)
    return person_id


def application(one: Served) -> Answers:
    """What stands in the application form."""
    is_child = one.group is Group.CHILD
    person = _person(one, 0, f"Saņēmējs {one.number}", date(2008 if is_child else 1960, 1, 1))
    answers: Answers = {
        "applies_for": "other" if is_child else "self",
        "recipient_given_name": person.given_name,
        "recipient_family_name": person.family_name,
        "recipient_personal_code": person.personal_code,
        "birth_date": person.birth_date,
        "recipient_address": "Skolas iela 1",
        "recipient_phone": "20000000",
        "declared_here": True,
        "notify_by": "letter",
        "language": "lv",
        "disability_group": str(one.group),
        "functional_limitation": "mental",
        "special_care_opinion": is_child,
        "purposes_wanted": list(needed_hours(one)),
        "attached_documents": [],
        "facts_are_true": True,
    }
    if is_child:
        parent = _person(one, 2, f"Vecāks {one.number}", date(1980, 1, 1))
        answers |= {
            "representation_kind": "parent",
            "representative_given_name": parent.given_name,
            "representative_family_name": parent.family_name,
            "representative_personal_code": parent.personal_code,
            "representative_phone": "20000000",
        }
    return answers


def _person(one: Served, part: int, name: str, born: date) -> NewPerson:
    """Somebody of this recipient's case: the recipient, the assistant or the parent."""
    number = 3 * one.number + part
    day = date.fromordinal(born.toordinal() + number // A_DAY)
    return NewPerson(
        given_name=name,
        family_name="Paraugs",
        birth_date=day,
        personal_code=personal_code(day, number % A_DAY),
        bank_account=account_number(number),
    )


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
        "valid_from": ServiceMonth(YEAR, one.first).first_day,
        "valid_to": ServiceMonth(YEAR, one.last).last_day,
    }


def _choose(town: Town, case_id: int) -> Answers:
    one = town.of_case[case_id]
    return {
        "assistant_id": town.assistant_of[case_id],
        "contract_form": str(one.form),
        "first_day": ServiceMonth(YEAR, one.first).first_day,
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
