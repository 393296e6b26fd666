"""What the people of the cast write into their applications."""

from __future__ import annotations

from collections.abc import Mapping

from engine.simulation.founding import NewPerson
from tests.processes.stage import PARTIES

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
CHILD: Mapping[str, object] = {
    **ADULT,
    "applies_for": "other",
    "notify_by": "letter",
    "recipient_phone": "20123456",
    "disability_group": "child",
    "special_care_opinion": True,
    "purposes_wanted": ["child"],
    "representation_kind": "parent",
    "representative_phone": "20123456",
}
REPRESENTED_BY: Mapping[str, str] = {"elina": "marta", "karlis": "marta"}


def application_of(who: str) -> dict[str, object]:
    """The answers of the application form for somebody of the cast; a child's are given by the mother."""
    recipient, _ = PARTIES[who]
    answers = {**(CHILD if who in REPRESENTED_BY else ADULT), **_identity("recipient", recipient)}
    answers |= {"birth_date": recipient.birth_date, "recipient_address": recipient.address}
    if who in REPRESENTED_BY:
        answers |= _identity("representative", PARTIES[REPRESENTED_BY[who]][0])
    return answers


def _identity(role: str, person: NewPerson) -> dict[str, object]:
    return {
        f"{role}_given_name": person.given_name,
        f"{role}_family_name": person.family_name,
        f"{role}_personal_code": person.personal_code,
        f"{role}_email": person.email,
    }
