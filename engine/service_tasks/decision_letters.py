"""Decisions and what follows from them being known: numbers, terms, the letter with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.domain import deadlines
from engine.domain.rules import Rules
from engine.persistence import rows
from engine.persistence.tables.cases import Decision, ServiceCase
from engine.service_tasks.case_people import applicant_id, channel_to
from engine.service_tasks.case_values import case_id_of
from engine.service_tasks.outcome import Letter, Reading, Values

SHOWN = (
    "application_day",
    "disability_group",
    "score",
    "support_level",
    "decision_hours",
    "valid_from",
    "valid_to",
    "decision_reasons",
)
"""Values that stand in the letter as they are; what a path did not set is told as nothing."""


@dataclass(frozen=True, slots=True)
class Terms:
    """From when a decision sent today is known, and until when it can be contested."""

    notified_on: date
    contest_by: date


def terms(values: Values, reading: Reading, rules: Rules, day: date) -> Terms:
    """The terms of a decision that leaves the house on the day."""
    known = deadlines.notified_on(day, channel_to(values, reading), rules, reading.holidays)
    return Terms(known, deadlines.contest_by(known, rules, reading.holidays))


def next_number(reading: Reading) -> str:
    """The number of the case's next decision: case number and a running L1, L2 (lēmums)."""
    case_id = case_id_of(reading)
    case = reading.session.get_one(ServiceCase, case_id)
    return f"{case.case_number}/L{rows.count(reading.session, Decision, case_id=case_id) + 1}"


def decision_letter(
    values: Values, number: str, contest_by: date, signed_by: dict[str, object]
) -> Letter:
    """The decision as the applicant gets it; kind decision_granted, decision_partly or decision_refused."""
    return Letter(
        kind=f"decision_{values['decision_outcome']}",
        person_id=applicant_id(values),
        values={
            **{name: values.get(name) for name in SHOWN},
            "decision_number": number,
            "contest_by": contest_by,
            "signer": signed_by,
        },
        key=f"decision:{number}",
    )
