"""Who may become the assistant of a case, and when; each refusal is one sentence for the caseworker."""

from __future__ import annotations

from datetime import date

from engine.domain.eligibility import AssistantAge, assistant_age
from engine.domain.hours import has_hours_left
from engine.domain.rules import Rules
from engine.errors import BusinessError
from engine.messages_catalogue import Message, msg
from engine.persistence.queries import cases as rows
from engine.persistence.tables.people import Person
from engine.service_tasks.outcome import Reading

CAPS = {
    AssistantAge.MINOR: "minor_assistant_hours_per_week",
    AssistantAge.ADULT: "assistant_hours_per_week",
}


def refuse_assistant(
    assistant_id: int, recipient_id: int, reading: Reading, rules: Rules, *, days: tuple[date, date]
) -> None:
    """Raise BusinessError `assistant_not_allowed` where this person may not assist on these days."""
    person = reading.session.get_one(Person, assistant_id)
    if assistant_id == recipient_id:
        _refuse(msg("Nobody can be their own assistant."))
    if person.died_on is not None:
        _refuse(msg("This person has died."))
    _refuse_age_and_hours(person, reading, rules, days)
    for other in rows.contracts_meeting(reading.session, recipient_id, *days):
        _refuse(
            msg(
                "The recipient has another contract in force until {last}; the new one can begin after it.",
                last=other.last_day or days[1],
            )
        )


def _refuse_age_and_hours(person: Person, reading: Reading, rules: Rules, days: tuple[date, date]) -> None:
    age = AssistantAge.ADULT
    if person.birth_date is not None:
        age = assistant_age(person.birth_date, days[0], rules)
    if age is AssistantAge.TOO_YOUNG:
        _refuse(msg("This person is too young to be an assistant."))
    cap = rules.number(CAPS[age], days[0]).limit
    if not has_hours_left(rows.hours_promised(reading.session, person.id, *days), cap):
        _refuse(
            msg(
                "This assistant's contracts already take all the hours allowed a week ({cap:hours}).",
                cap=cap,
            )
        )


def _refuse(sentence: Message) -> None:
    raise BusinessError("assistant_not_allowed", sentence)
