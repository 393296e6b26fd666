"""The persons of the replay: recipients with their applications, parents of children, assistants."""

from __future__ import annotations

from datetime import date

from engine.domain.rights import Role
from engine.domain.service_figures import Group
from engine.people import people
from engine.people.people import NewAccount
from engine.simulation.country_people import Served
from engine.simulation.country_reports import needed_hours
from engine.simulation.founding import NewPerson, add_person
from engine.simulation.names import account_number, personal_code
from engine.simulation.office_hands import Office

Answers = dict[str, object]
A_DAY = 1_000  # people that share a birthday: so many numbers a personal code has for one day


def add_assistant(office: Office, one: Served) -> int:
    """An assistant with an account, as an office may choose them; gives the person's id."""
    person = _person(one, 1, f"Asistents {one.number}", date(1975, 1, 1))
    person_id = add_person(office.runtime, office.tenant, person)
    shown, roles = f"{person.given_name} {person.family_name}", frozenset({Role.ASSISTANT})
    account = NewAccount(f"asistents-{one.number}", shown, None, roles, person_id)
    people.add(office.runtime, office.tenant, account)
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
