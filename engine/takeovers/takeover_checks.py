"""Whether running cases fit the law and the house: ages, days, the order, overlaps, numbers given before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from engine.domain.eligibility import AgeGroup, AssistantAge, assistant_age, personal_facts
from engine.domain.rules import Regime, RuleBook, Rules
from engine.domain.service_month import ServiceMonth
from engine.domain.transition import refuse_beyond_order
from engine.errors import EngineError
from engine.messages_catalogue import Message, msg
from engine.persistence.running_cases import RunningCase
from engine.takeovers.takeover_cells import Problem


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What every row is checked against."""

    book: RuleBook
    today: date
    in_use_from: date  # the municipality's first day here
    frozen: frozenset[str]  # periods whose claim can no longer take a line


@dataclass(slots=True)
class SeenBefore:
    """What earlier rows of the same file took: value → line."""

    decisions: dict[str, int] = field(default_factory=dict)
    contracts: dict[str, int] = field(default_factory=dict)
    recipients: dict[str, int] = field(default_factory=dict)
    promised: dict[str, int] = field(default_factory=dict)  # assistant's code → hours a month


def is_child(case: RunningCase, around: Surroundings) -> bool:
    """Whether the decision was taken on a child."""
    born = case.recipient.birth_date or case.decided_on
    facts = personal_facts(born, case.decided_on, around.book.of(case.regime))
    return facts.age_group is not AgeGroup.ADULT


def is_minor_assistant(case: RunningCase, around: Surroundings) -> bool:
    """Whether the assistant is paid as a minor from the first day kept here."""
    born = case.assistant.birth_date
    rules = around.book.of(case.regime)
    return born is not None and assistant_age(born, case.months_from, rules) is AssistantAge.MINOR


def problems_of(case: RunningCase, around: Surroundings) -> list[Problem]:
    """What speaks against the case by itself, under the law of its days."""
    try:
        rules = around.book.of(case.regime)
        return [
            *_days(case, around),
            *_ages(case, around, rules),
            *_order(case, rules),
            *_level(case, around),
        ]
    except EngineError as refused:
        return [Problem("", refused.message)]


def repeated(case: RunningCase, seen: SeenBefore) -> Iterator[Problem]:
    """What an earlier row of the file has already; the row is noted as seen."""
    for column, value, before in (
        ("decision_number", case.decision_number, seen.decisions),
        ("contract_number", case.contract_number, seen.contracts),
        ("recipient_personal_code", case.recipient.personal_code, seen.recipients),
    ):
        first = before.setdefault(value, case.line)
        if first != case.line:
            yield Problem(column, msg("The same stands in line {line}: leave one of the two.", line=first))
    code = case.assistant.personal_code
    seen.promised[code] = seen.promised.get(code, 0) + case.hours_per_month


def _days(case: RunningCase, around: Surroundings) -> Iterator[Problem]:
    """Days in their order, and a service that runs today."""
    today = around.today
    in_order: Iterable[tuple[bool, str, Message]] = (
        (case.decided_on > today, "decision_date", msg("This day is still to come.")),
        (
            case.assessed_on is not None and case.assessed_on > case.decided_on,
            "assessed_on",
            msg("The need is assessed before the decision."),
        ),
        (case.valid_to < case.valid_from, "valid_until", msg("The decision would end before it begins.")),
        (
            min(case.valid_to, case.last_day) < today,
            "valid_until",
            msg("The service is over: only running cases are taken over."),
        ),
        *_contract(case, around),
        *_used(case),
    )
    return (Problem(column, sentence) for wrong, column, sentence in in_order if wrong)


def _contract(case: RunningCase, around: Surroundings) -> list[tuple[bool, str, Message]]:
    """The contract within its decision, and a first day here that can still be counted."""
    return [
        (
            case.began_on < case.valid_from,
            "contract_first_day",
            msg("The contract would begin before the decision."),
        ),
        (
            case.last_day > case.valid_to or case.last_day < case.began_on,
            "contract_last_day",
            msg("The contract ends between its first day and the last day of the decision."),
        ),
        (
            not case.began_on <= case.months_from <= case.last_day,
            "months_from",
            msg("Choose a day on which the contract runs."),
        ),
        (
            case.months_from < around.in_use_from,
            "months_from",
            msg("Here months are kept from {day} on.", day=around.in_use_from),
        ),
        (
            str(ServiceMonth.of(case.months_from)) in around.frozen,
            "months_from",
            msg("The claim of this month is already closed; choose a later day."),
        ),
    ]


def _used(case: RunningCase) -> Iterator[tuple[bool, str, Message]]:
    granted = case.hours_per_month * 60
    yield case.used_minutes > granted, "used_hours", msg("More hours were used than were granted.")
    first = case.months_from == ServiceMonth.of(case.months_from).first_day
    sentence = msg("Before the first day of a month nothing of it can have been used: write 0.")
    yield first and case.used_minutes > 0, "used_hours", sentence


def _ages(case: RunningCase, around: Surroundings, rules: Rules) -> Iterator[Problem]:
    if case.recipient.birth_date is not None:
        facts = personal_facts(case.recipient.birth_date, case.decided_on, rules)
        if facts.age_group is AgeGroup.TOO_YOUNG:
            yield Problem(
                "recipient_personal_code",
                msg("On the day of the decision this child was too young for the service."),
            )
        if facts.age_group is AgeGroup.CHILD and facts.adult_on <= around.today:
            sentence = msg("The service for a child ended on {day}; decide anew.", day=facts.adult_on)
            yield Problem("recipient_personal_code", sentence)
    born = case.assistant.birth_date
    if born is not None and assistant_age(born, case.months_from, rules) is AssistantAge.TOO_YOUNG:
        yield Problem("assistant_personal_code", msg("This person is too young to be an assistant."))
    codes = case.recipient.personal_code
    if case.assistant.personal_code == codes:
        yield Problem("assistant_personal_code", msg("Nobody can be their own assistant."))
    if case.representative is not None and case.representative.personal_code == codes:
        sentence = msg("The representative must be another person.")
        yield Problem("representative_personal_code", sentence)


def _order(case: RunningCase, rules: Rules) -> Iterator[Problem]:
    try:
        refuse_beyond_order(case.valid_from, case.valid_to, rules)
    except EngineError as refused:
        yield Problem("valid_until", refused.message)


def _level(case: RunningCase, around: Surroundings) -> Iterator[Problem]:
    """An adult's hours follow from a support level, but for the existing order."""
    if case.coefficient == 0 and case.regime != Regime.R942 and not is_child(case, around):
        yield Problem("coefficient", msg("Write the adult's support level: 1 or 2."))
