"""The letters in which a decision reaches the applicant: its reasons, where and until when to contest."""

from __future__ import annotations

from engine.domain.explanations import every_explained, in_paragraphs, points_summed
from engine.persistence.effects.decisions import IssueDecision
from engine.service_tasks.case_people import AUTHORITY, HEAD, applicant_id, signer, with_translation
from engine.service_tasks.case_values import given
from engine.service_tasks.outcome import Letter, Reading, Values
from engine.service_tasks.weekly_grants import letter_hours

FOUND = ("service_kind", "application_day", "disability_group", "score", "support_level")
"""What was found out, as the letter shows it; what a road did not set is told as nothing."""

REVIEWED = (
    "contest_outcome",
    "contest_decision_outcome",
    "contest_hours",
    "contest_valid_from",
    "contest_valid_to",
    "contested_on",
    "contest_note",
)
"""What the authority answered; the numbers only where it changed the decision."""


def decision_letters(act: IssueDecision, values: Values, reading: Reading) -> list[Letter]:
    """The decision as the applicant gets it: decision_granted, decision_partly or decision_refused."""
    letter = Letter(
        kind=f"decision_{act.outcome}",
        person_id=applicant_id(values),
        values={
            **{name: values.get(name) for name in FOUND},
            **letter_hours(values),
            "decision_number": act.number,
            "decision_hours": act.hours_per_month,
            "decision_reasons": act.reasons,
            "points_summed": points_summed(values.get("scored_items")),
            "hours_explained": in_paragraphs(every_explained(values.get("hours_steps"))),
            "valid_from": act.valid_from,
            "valid_to": act.valid_to,
            "contest_by": act.contest_by,
            "signer": signer(reading, act.approved_by, HEAD),
        },
        key=f"decision:{act.decision_id}",  # numbers are counted in each municipality
    )
    return with_translation(reading, letter)


def review_letters(
    number: str, values: Values, week: Values, reading: Reading, decided_by: int | None
) -> list[Letter]:
    """What the authority decided about the contested decision with this number.

    `week` holds the hours a week that it set for each purpose; {} where they go by the month.
    """
    letter = Letter(
        kind="contestation_decided",
        person_id=applicant_id(values),
        values={
            **{name: values.get(name) for name in REVIEWED},
            **letter_hours(week),
            "decision_number": number,
            "contest_decided_on": values.get("contest_decided_on"),
            "signer": signer(reading, decided_by, AUTHORITY),
        },
        key=f"contestation_decided:{given(values, 'contestation_id', int)}",
    )
    return with_translation(reading, letter)
