"""Change of assistant: how often a calendar year, and what happens above that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from engine.domain.rules import DatedNumber, Rules
from engine.messages_catalogue import Message, msg


class ChangeOutcome(StrEnum):
    """What follows from one more change."""

    ALLOWED = "allowed"
    WARNED = "warned"  # the change is made and noted (MK 316, unconfirmed)
    REFUSED = "refused"  # at most twice a year (MK 942)


@dataclass(frozen=True, slots=True)
class ChangeOfAssistant:
    """One more change in the year of its day."""

    number: int  # which of the year it is
    most: DatedNumber
    outcome: ChangeOutcome
    message: Message | None  # what is said where it is not simply allowed


def change_of_assistant(changes_before: int, day: date, rules: Rules) -> ChangeOfAssistant:
    """The change that takes effect on the day, after so many in the same calendar year.

    Source: the ministry's page on duties and rights of applicants (LM-D): at most twice a year.
    """
    number, most = changes_before + 1, rules.number("assistant_changes_per_year", day)
    if number <= most.whole:
        return ChangeOfAssistant(number, most, ChangeOutcome.ALLOWED, None)
    if rules.number("assistant_change_limit", day).word == "refused":
        text = msg(
            "The assistant may be changed at most {most} times a year; in {year} it was done already.",
            most=most.whole,
            year=day.year,
        )
        return ChangeOfAssistant(number, most, ChangeOutcome.REFUSED, text)
    text = msg(
        "This is change of assistant no. {number} in {year}; the rules foresee {most} a year.",
        number=number,
        year=day.year,
        most=most.whole,
    )
    return ChangeOfAssistant(number, most, ChangeOutcome.WARNED, text)
