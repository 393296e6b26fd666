"""People who apply, and the accounts they act with from then on."""

from __future__ import annotations

from engine.cases import cases
from engine.domain.rights import Role
from engine.people import people
from engine.people.people import NewAccount
from engine.persistence.tables.cases import ServiceCase
from engine.simulation.founding import NewPerson
from engine.simulation.hours_of_day import COUNTER, move_into
from engine.simulation.town import Resident, Town


def let_apply(town: Town) -> None:
    """The applications of today come in."""
    due = [one for one in town.residents if one.case_id is None and one.applies_on <= town.today]
    for number, resident in enumerate(due):
        move_into(town, COUNTER, number, len(due))
        _apply(town, resident)


def _apply(town: Town, resident: Resident) -> None:
    caseworker = town.staff[Role.CASEWORKER]
    resident.case_id = cases.open_case(
        town.runtime,
        caseworker,
        application(resident),
        channel="paper",
        received_on=town.today,
    )
    with town.runtime.reading(town.tenant) as session:
        case = session.get_one(ServiceCase, resident.case_id)
        recipient_id, representative_id = case.recipient_id, case.representative_id
    user_name, other_name = resident.user_names
    password = resident.password
    _give_account(town, recipient_id, resident.person, Role.RECIPIENT, (user_name, password))
    if representative_id is not None and resident.representative is not None:
        account = (other_name, password)
        _give_account(town, representative_id, resident.representative, Role.LEGAL_REPRESENTATIVE, account)


def _give_account(
    town: Town, person_id: int, person: NewPerson, role: Role, account: tuple[str, str | None]
) -> None:
    if person_id in town.actors:
        return
    user_name, password = account[0] or f"persona-{person_id}", account[1] if account[0] else None
    shown = f"{person.given_name} {person.family_name}"
    new = NewAccount(user_name, shown, password, frozenset({role}), person_id)
    people.add(town.runtime, town.tenant, new)
    town.actors[person_id] = people.actor(town.runtime, user_name)


def application(resident: Resident) -> dict[str, object]:
    """What stands in the application form."""
    person, profile = resident.person, resident.profile
    answers: dict[str, object] = {
        "applies_for": "other" if resident.representative else "self",
        "recipient_given_name": person.given_name,
        "recipient_family_name": person.family_name,
        "recipient_personal_code": person.personal_code,
        "birth_date": person.birth_date,
        "recipient_address": person.address,
        "recipient_phone": person.phone,
        "recipient_email": person.email,
        "declared_here": True,
        "notify_by": "email",
        "language": "lv",
        "disability_group": "child" if profile.is_child else "I",
        "functional_limitation": "movement",
        "special_care_opinion": profile.is_child,
        "purposes_wanted": ["child" if profile.is_child else profile.purpose],
        "attached_documents": [],
        "facts_are_true": True,
    }
    if resident.representative is not None:
        other = resident.representative
        answers |= {
            "representation_kind": "parent" if profile.is_child else "trustee",
            "representative_given_name": other.given_name,
            "representative_family_name": other.family_name,
            "representative_personal_code": other.personal_code,
            "representative_phone": other.phone,
            "representative_email": other.email,
        }
    return answers
