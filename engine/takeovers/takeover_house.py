"""Whether the house knows the people or the numbers of a running case already."""

from __future__ import annotations

from collections.abc import Iterator

from engine.domain.hours import has_hours_left
from engine.messages_catalogue import msg
from engine.persistence.queries import cases as contracts
from engine.persistence.queries import takeovers as known
from engine.persistence.running_cases import RunningCase, row_hash
from engine.persistence.tables.people import Person
from engine.runtime import Session
from engine.takeovers.takeover_cells import Problem
from engine.takeovers.takeover_checks import SeenBefore, Surroundings, is_minor_assistant


def is_taken_over(session: Session, case: RunningCase) -> bool:
    """Whether exactly this row came in before."""
    before = known.taken_over_as(session, case.decision_number)
    return before is not None and before[1] == row_hash(session, case.content)


def met(session: Session, case: RunningCase, around: Surroundings, seen: SeenBefore) -> Iterator[Problem]:
    """What of the case is in the house already, or does not go together with it."""
    before = known.taken_over_as(session, case.decision_number)
    if before is not None:
        sentence = msg(
            "This decision was taken over before, with other content; change it in the case {number}.",
            number=before[0],
        )
        yield Problem("decision_number", sentence)
        return
    yield from _numbers(session, case)
    yield from _recipient(session, case)
    yield from _assistant(session, case, around, seen)


def _numbers(session: Session, case: RunningCase) -> Iterator[Problem]:
    if known.is_decision_number(session, case.decision_number):
        yield Problem("decision_number", msg("Another decision carries this number."))
    if known.is_contract_number(session, case.contract_number):
        yield Problem("contract_number", msg("Another contract carries this number."))


def _recipient(session: Session, case: RunningCase) -> Iterator[Problem]:
    column = "recipient_personal_code"
    person = known.person_with(session, case.recipient.personal_code)
    if person is None:
        return
    yield from _alive(person, column)
    number = known.open_case_of(session, person.id)
    if number is not None:
        yield Problem(column, msg("This person has the case {number} here already.", number=number))
    for other in contracts.contracts_meeting(session, person.id, case.months_from, case.last_day):
        yield Problem(
            column,
            msg(
                "The recipient has another contract in force until {last}; the new one can begin after it.",
                last=other.last_day or case.last_day,
            ),
        )


def _assistant(
    session: Session, case: RunningCase, around: Surroundings, seen: SeenBefore
) -> Iterator[Problem]:
    column = "assistant_personal_code"
    person = known.person_with(session, case.assistant.personal_code)
    promised = seen.promised.get(case.assistant.personal_code, 0)
    if person is not None:
        yield from _alive(person, column)
        promised += contracts.hours_promised(session, person.id, case.months_from, case.last_day)
    rules = around.book.of(case.regime)
    key = "minor_assistant_hours_per_week" if is_minor_assistant(case, around) else "assistant_hours_per_week"
    cap = rules.number(key, case.months_from).limit
    if not has_hours_left(promised, cap):
        sentence = msg(
            "This assistant's contracts already take all the hours allowed a week ({cap:hours}).", cap=cap
        )
        yield Problem(column, sentence)


def _alive(person: Person, column: str) -> Iterator[Problem]:
    if person.died_on is not None:
        yield Problem(column, msg("This person has died."))
