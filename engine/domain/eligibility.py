"""Facts about a person's age that eligibility rests on; who is eligible stands in the decision table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from engine.domain.rules import Rules
from engine.domain.working_days import birthday
from engine.errors import EngineError
from engine.messages_catalogue import msg


class AgeGroup(StrEnum):
    """How old the recipient is, as the law groups them."""

    TOO_YOUNG = "too_young"
    CHILD = "child"
    ADULT = "adult"


class ServiceKind(StrEnum):
    """Which of the two services an application asks for; never both at a time."""

    ASSISTANT = "assistant"
    COMPANION = "companion"  # pavadonis, for a child with the commission's opinion (MK 316)


class AssistantAge(StrEnum):
    """How old the assistant is, as labour law groups them."""

    TOO_YOUNG = "too_young"  # may not be an assistant
    MINOR = "minor"  # may, for fewer hours a week
    ADULT = "adult"


@dataclass(frozen=True, slots=True)
class PersonalFacts:
    """What follows from the recipient's birth date on one day."""

    age: int
    age_group: AgeGroup
    adult_on: date  # the day the service for a child ends


def age_at(birth_date: date, day: date) -> int:
    """Completed years on the day; `EngineError` for a day before birth.

    Agrees with `birthday`: someone born on 29 February is a year older on 28 February.
    """
    if day < birth_date:
        raise EngineError(msg("The date of birth {born} lies after {day}.", born=birth_date, day=day))
    years = day.year - birth_date.year
    return years if birthday(birth_date, years) <= day else years - 1


def personal_facts(birth_date: date, day: date, rules: Rules) -> PersonalFacts:
    """Age and age group on the day. A child is "from 5 to 18 years": until the day of the 18th birthday."""
    age = age_at(birth_date, day)
    adult_age = rules.number("child_age_to", day).whole
    if age >= adult_age:
        group = AgeGroup.ADULT
    elif age >= rules.number("child_age_from", day).whole:
        group = AgeGroup.CHILD
    else:
        group = AgeGroup.TOO_YOUNG
    return PersonalFacts(age, group, birthday(birth_date, adult_age))


def assistant_age(birth_date: date, day: date, rules: Rules) -> AssistantAge:
    """Whether the person may be an assistant on the day, and as a minor or an adult."""
    age = age_at(birth_date, day)
    if age < rules.number("assistant_age_from", day).whole:
        return AssistantAge.TOO_YOUNG
    if age < rules.number("assistant_adult_age", day).whole:
        return AssistantAge.MINOR
    return AssistantAge.ADULT
