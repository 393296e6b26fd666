"""The first rows of a case: people found or added, the case with its number, the application as it came."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from engine.persistence import counters, lookups, rows
from engine.persistence.tables.cases import Application, ServiceCase
from engine.persistence.tables.installation import Municipality
from engine.persistence.tables.instances import ReceivedMessage
from engine.persistence.tables.people import Language, Person
from engine.persistence.tenancy import tenant_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """A person as an application names them; empty contacts were not given."""

    given_name: str
    family_name: str
    personal_code: str
    birth_date: date | None
    address: str = ""
    phone: str = ""
    email: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase:
    """What a case is made from."""

    recipient: Applicant
    representative: Applicant | None
    received_on: date
    opened_on: date
    channel: str
    facts: Mapping[str, object]
    purposes_wanted: list[str]
    may_update: frozenset[str]  # personal codes of known people whose contacts this application may change


@dataclass(frozen=True, slots=True)
class AddedCase:
    """What the process is started with."""

    case_id: int
    case_number: str
    regime: str
    recipient_id: int
    representative_id: int | None
    municipality_code: str


def chosen_regime(session: Session, municipality_id: int) -> str:
    """The order that a municipality's setting names."""
    return session.get_one(Municipality, municipality_id).chosen_regime


def add_case(
    session: Session, new: NewCase, municipality_id: int, regime_on: Callable[[date, str], str]
) -> AddedCase:
    """Add the rows in the caller's transaction; the case number is counted per municipality and year.

    `regime_on(day received, the municipality's setting)` says which order decides the application.
    """
    municipality = session.get_one(Municipality, municipality_id)
    recipient_id = find_or_add(session, new.recipient, municipality_id, new.may_update)
    representative_id = None
    if new.representative is not None:
        representative_id = find_or_add(session, new.representative, municipality_id, new.may_update)
    year = new.opened_on.year
    number = counters.next_number(session, municipality_id, "case", year)
    case = ServiceCase(
        municipality_id=municipality_id,
        case_number=f"{year}-{number:06d}",
        regime=regime_on(new.received_on, municipality.chosen_regime),
        recipient_id=recipient_id,
        representative_id=representative_id,
        opened_on=new.opened_on,
    )
    session.add(case)
    session.flush()
    application = {
        "municipality_id": municipality_id,
        "case_id": case.id,
        "received_on": new.received_on,
        "channel": new.channel,
        "facts": dict(new.facts),
        "purposes_wanted": new.purposes_wanted,
    }
    rows.insert_many(session, Application, [application])
    return AddedCase(
        case.id, case.case_number, case.regime, recipient_id, representative_id, municipality.code
    )


def personal_code_of(session: Session, person_id: int | None) -> str | None:
    """The code of a person as it was typed; None where nobody is named or the code is not known."""
    return None if person_id is None else session.get_one(Person, person_id).personal_code


def link_instance(session: Session, case_id: int, instance_id: int) -> None:
    """The case's long process instance, once it is stored."""
    rows.change(session, ServiceCase, {"instance_id": instance_id}, id=case_id)


def case_sent_as(session: Session, key: str) -> int | None:
    """The case that the application with this key opened, if it was sent before."""
    before = rows.first(session, ReceivedMessage, message_key=key)
    return None if before is None else int(before.payload["case_id"])


def remember_as(session: Session, key: str, added: AddedCase, instance_id: int, now: datetime) -> None:
    """Keep under which key the application came, so that it opens no second case."""
    received = {
        "municipality_id": tenant_of(session).municipality_id,
        "message_key": key,
        "message_name": "application",
        "correlation_key": added.case_number,
        "payload": {"case_id": added.case_id},
        "content_hash": "",  # whatever it said, it was the same sending
        "received_at": now,
        "instance_id": instance_id,
    }
    rows.insert_many(session, ReceivedMessage, [received])


def find_or_add(session: Session, who: Applicant, municipality_id: int, may_update: frozenset[str]) -> int:
    """The person with this code, added where nobody has it; their contacts follow where that is allowed."""
    code_hash = lookups.personal_code_hash(lookups.session_keys(session), who.personal_code)
    person = rows.first(session, Person, personal_code_hash=code_hash)
    if person is None:
        person = Person(
            municipality_id=municipality_id,
            given_name=who.given_name,
            family_name=who.family_name,
            personal_code=who.personal_code,
            personal_code_hash=code_hash,
            birth_date=who.birth_date,
            address=who.address,
            phone=who.phone,
            email=who.email,
            language=Language(who.language or Language.LV),
        )
        session.add(person)
    elif who.personal_code in may_update:
        _update_contacts(person, who)
    session.flush()
    return person.id


def _update_contacts(person: Person, who: Applicant) -> None:
    """What was given replaces what was known; names and dates of birth are changed elsewhere."""
    person.address = who.address or person.address
    person.phone = who.phone or person.phone
    person.email = who.email or person.email
    if who.language is not None:
        person.language = Language(who.language)
    person.birth_date = person.birth_date or who.birth_date
