"""Reasons for which a day's entry cannot count at all."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from engine.domain.eligibility import AssistantAge, assistant_age
from engine.domain.month_entries import DAY_MINUTES, DayEntry
from engine.domain.month_facts import MonthFacts
from engine.domain.month_findings import FindingCode
from engine.domain.rules import Rules
from engine.domain.transition import is_service_given
from engine.messages_catalogue import Message, msg

Refusal: TypeAlias = tuple[FindingCode, Message]


def day_refusal(entry: DayEntry, facts: MonthFacts, rules: Rules) -> Refusal | None:
    """The first reason for which the whole day cannot count."""
    return (
        _calendar_refusal(entry.day, facts)
        or _order_refusal(entry.day, rules)
        or _service_refusal(entry, facts)
        or _age_refusal(entry.day, facts, rules)
    )


def _calendar_refusal(day: date, facts: MonthFacts) -> Refusal | None:
    first, last = facts.contract_first_day, facts.contract_last_day
    if not facts.month.contains(day):
        text = msg("{day} is not in the month {month}.", day=day, month=str(facts.month))
        return FindingCode.OUTSIDE_MONTH, text
    if day > facts.today:
        return FindingCode.FUTURE_DAY, msg("{day} had not come yet when it was entered.", day=day)
    if day < first:
        text = msg("{day} is before the contract, which began on {first}.", day=day, first=first)
        return FindingCode.BEFORE_CONTRACT, text
    if last is not None and day > last:
        text = msg("{day} is after the contract, which ended on {last}.", day=day, last=last)
        return FindingCode.AFTER_CONTRACT, text
    return None


def _order_refusal(day: date, rules: Rules) -> Refusal | None:
    """Old decisions and contracts run at most to the last day of their order."""
    if is_service_given(rules, day):
        return None
    return FindingCode.ORDER_ENDED, msg("On {day} no service could be given under this order.", day=day)


def _service_refusal(entry: DayEntry, facts: MonthFacts) -> Refusal | None:
    if any(suspension.stops(entry.day) for suspension in facts.suspensions):
        return FindingCode.SUSPENDED, msg("On {day} the service was suspended.", day=entry.day)
    if entry.minutes > DAY_MINUTES:
        return FindingCode.DAY_TOO_LONG, msg("{day} has more than 24 hours entered.", day=entry.day)
    return None


def _age_refusal(day: date, facts: MonthFacts, rules: Rules) -> Refusal | None:
    born = facts.assistant_birth_date
    if born is None or assistant_age(born, day, rules) is not AssistantAge.TOO_YOUNG:
        return None
    return FindingCode.ASSISTANT_TOO_YOUNG, msg(
        "On {day} the assistant was too young for this work.", day=day
    )
