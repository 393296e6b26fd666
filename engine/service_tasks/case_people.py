"""The people of a case as letters name them."""

from __future__ import annotations

from dataclasses import replace

from engine.domain.deadlines import NotificationChannel
from engine.messages_catalogue import Message, msg
from engine.persistence.queries.cases import done_tasks
from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.people import Language, Person
from engine.service_tasks.case_values import given, maybe
from engine.service_tasks.outcome import Letter, Reading, Values

HEAD = msg("head of the social service office")
AUTHORITY = msg("officer of the contest authority")


def applicant_id(values: Values) -> int:
    """To whom letters about the case go: the representative if there is one, else the recipient."""
    return maybe(values, "representative_id", int) or given(values, "recipient_id", int)


def named(reading: Reading, person_id: int) -> dict[str, object]:
    """A person as {name, address}."""
    person = reading.session.get_one(Person, person_id)
    return {"name": full_name(person), "address": person.address}


def full_name(person: Person) -> str:
    """Given and family name."""
    return f"{person.given_name} {person.family_name}"


def signer(reading: Reading, user_id: int | None, position: Message) -> dict[str, object]:
    """Who signs for the office or the authority, as {name, position}; an account may say its own position."""
    account = None if user_id is None else reading.session.get_one(UserAccount, user_id)
    if account is None:
        return {"name": "", "position": position}
    return {"name": account.display_name, "position": account.settings.get("position") or position}


def last_done_by(reading: Reading, *element_ids: str) -> int | None:
    """The account that completed one of these user tasks of the instance last, the present step included."""
    if reading.completion is not None and reading.completion.element_id in element_ids:
        return reading.completion.user_id
    done = done_tasks(reading.session, reading.instance_id, element_ids)
    return max(done.values(), key=lambda one: one.completed_at).completed_by if done else None


def with_translation(reading: Reading, letter: Letter) -> list[Letter]:
    """What binds is Latvian; whoever reads another language gets a translation beside it."""
    binding = replace(letter, language=str(Language.LV))
    if letter.person_id is None:
        return [binding]
    language = str(reading.session.get_one(Person, letter.person_id).language)
    if language == binding.language:
        return [binding]
    return [binding, replace(letter, language=language, key=f"{letter.key}:{language}")]


def channel_to(values: Values, reading: Reading) -> NotificationChannel:
    """How a decision reaches the applicant: by e-mail where they asked for it and have an address."""
    person = reading.session.get_one(Person, applicant_id(values))
    by_email = values.get("notify_by") != "letter" and bool(person.email)
    return NotificationChannel.EMAIL if by_email else NotificationChannel.REGISTERED_LETTER
