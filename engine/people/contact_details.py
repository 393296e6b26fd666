"""How a person of a case is reached, and when they were born: set or mended by the office, with a reason.

What stood there before, what stands there now and why lie in the notes of the case, sealed; the audit has
the names of what changed and keyed hashes only. Whoever changes it shows what they have seen: what a
colleague changed meanwhile is not overwritten.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from engine.clock import local_day
from engine.domain.personal_code import PersonalCode
from engine.domain.rights import Actor, may
from engine.errors import EngineError, InvalidAnswers, NotFound, StaleVersion
from engine.messages_catalogue import Message, msg
from engine.people import contact_changes, read_notes
from engine.people.case_roles import person_in
from engine.people.contact_changes import CHANGED, FIELDS
from engine.people.typed_details import REACHED, Details, checked
from engine.persistence.tables.people import Language, Person
from engine.runtime import Runtime, Session, Tenant

__all__ = ["FIELDS", "LONGEST", "ContactPage", "change", "find"]

RIGHT, PURPOSE = "person.mend", "contact_details"  # the latter of the read log
LONGEST = 300  # characters of each, the reason too
OLDEST = 130  # years
_PHONE = re.compile(r"\+?[0-9][0-9 ()-]{4,24}")


@dataclass(frozen=True, slots=True)
class ContactPage:
    """What is known of a person, as texts; the date of birth as "2001-02-03" or empty."""

    name: str
    values: Mapping[str, str]
    seen: str  # goes back with a change


def find(runtime: Runtime, actor: Actor, case_id: int, person_id: int) -> ContactPage:
    """The details; NotFound for a stranger or somebody who is not of the case. Reading them is noted."""
    _refuse_stranger(actor)
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        values = _values(person_in(session, actor, RIGHT, (case_id, person_id)))
    read_notes.note(runtime, actor, [person_id], PURPOSE)
    name = f"{values['given_name']} {values['family_name']}"
    return ContactPage(name, values, contact_changes.seen_as(runtime, person_id, values))


def change(
    runtime: Runtime, actor: Actor, place: tuple[int, int], wanted: Mapping[str, str], *, seen: str
) -> bool:
    """Keep what was sent for each of FIELDS, and why (`reason`); whether anything changed.

    `place`: case and person. InvalidAnswers: a sentence for each field to mend. StaleVersion where `seen` is
    not what stands there.
    """
    _refuse_stranger(actor)
    _, person_id = place
    today = local_day(runtime.clock.now())
    values = checked(wanted, _DETAILS)
    reason = values.pop("reason")
    with runtime.transaction(Tenant(actor.municipality_id)) as session:
        person = _locked(session, actor, place)
        before = _values(person)
        if contact_changes.seen_as(runtime, person_id, before) != seen:
            raise StaleVersion(CHANGED, mine=values, theirs=before)
        _refuse_birth(person, values["birth_date"], today)
        if before == values:
            return False
        _put(person, values)
        contact_changes.note(runtime, session, actor, place, (before, values), reason)
    return True


def _locked(session: Session, actor: Actor, place: tuple[int, int]) -> Person:
    person_in(session, actor, RIGHT, place)
    return session.get_one(Person, place[1], with_for_update=True, populate_existing=True)


def _values(person: Person) -> dict[str, str]:
    born = person.birth_date
    kept = {name: str(getattr(person, name)) for name in FIELDS if name != "birth_date"}
    return {**kept, "birth_date": born.isoformat() if born else ""}


def _put(person: Person, values: Mapping[str, str]) -> None:
    for name in ("given_name", "family_name", "email", "phone", "address"):
        setattr(person, name, values[name])
    person.language = Language(values["language"])
    person.birth_date = date.fromisoformat(values["birth_date"]) if values["birth_date"] else None


def _refuse_birth(person: Person, text: str, today: date) -> None:
    """A date of birth that cannot be, that the personal code contradicts, or that takes a known one away."""
    found: Message | None = None
    told = PersonalCode(person.personal_code.replace("-", "")).birth_date if person.personal_code else None
    if not text:
        found = msg("Give the date.") if person.birth_date else None
    elif not today.replace(year=today.year - OLDEST, day=1) <= date.fromisoformat(text) <= today:
        found = msg("A date of birth lies in the past, at most {years} years ago.", years=OLDEST)
    elif told is not None and told.isoformat() != text:
        found = msg("The date of birth is not the one in the personal code.")
    if found is not None:
        raise InvalidAnswers({"birth_date": found})


def _refuse_stranger(actor: Actor) -> None:
    if not may(actor, RIGHT):
        raise NotFound(msg("There is no such person in this case."))


def _phone(text: str) -> str:
    if not _PHONE.fullmatch(text):
        raise EngineError(msg("Write a telephone number: digits, spaces, + at the beginning."))
    return text


def _language(text: str) -> str:
    if text not in set(Language):
        raise EngineError(msg("Choose an answer."))
    return text


_DETAILS = Details(
    (*FIELDS, "reason"),
    LONGEST,
    ("given_name", "family_name", "language", "reason"),
    {"email": REACHED["email"], "phone": _phone, "language": _language},
)
