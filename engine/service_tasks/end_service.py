"""The service ends, for whatever reason: contracts, the case, a letter to those who can read it."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.persistence.effects.cases import AddNote, CloseCase, NoteDeath
from engine.persistence.tables.cases import CaseState
from engine.service_tasks.case_values import case_id_of, given, maybe, the_day
from engine.service_tasks.contract_endings import end_running_contract
from engine.service_tasks.open_months_note import note_open_months
from engine.service_tasks.outcome import Letter, Outcome, Reading, Values
from engine.service_tasks.standing import standing

RECIPIENT_DIED = "recipient_died"


def end_service(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """Contracts end on `ended_on`; the dead get no letter, their representative and assistant do."""
    reason, ended_on = given(values, "end_reason", str), the_day(values, "ended_on")
    return Outcome(
        values={"end_reason": reason, "ended_on": ended_on},
        effects=[
            *end_running_contract(reading, ended_on, reason).effects,
            *(_death(values, reading, ended_on) if reason == RECIPIENT_DIED else ()),
            CloseCase(case_id_of(reading), CaseState.ENDED, reason),
        ],
        letters=_letters(values, reading, reason, ended_on),
    )


def _death(values: Values, reading: Reading, died_on: date) -> list[NoteDeath | AddNote]:
    return [NoteDeath(given(values, "recipient_id", int), died_on), *note_open_months(reading, died_on)]


def _letters(values: Values, reading: Reading, reason: str, ended_on: date) -> list[Letter]:
    contract = standing(reading).contract
    people = [maybe(values, "representative_id", int)]
    if people[0] is None and reason != RECIPIENT_DIED:
        people.append(given(values, "recipient_id", int))
    if contract is not None:
        people.append(contract.assistant_id)
    told = dict.fromkeys(person for person in people if person is not None)
    return [
        Letter(
            kind="end_of_service",
            person_id=person_id,
            values={
                "service_kind": values.get("service_kind"),
                "end_reason": reason,
                "ended_on": ended_on,
            },
            key=f"end_of_service:{reading.instance_id}:{person_id}",
        )
        for person_id in told
    ]
