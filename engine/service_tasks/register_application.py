"""An application is registered; again, when the decision on it was annulled and it is decided anew."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.persistence.effects.cases import MoveCase
from engine.persistence.queries.cases import decision_in_force
from engine.persistence.tables.cases import CaseState
from engine.service_tasks.case_people import applicant_id
from engine.service_tasks.case_values import case_id_of, the_day
from engine.service_tasks.outcome import Letter, Outcome, Reading, Values

WORKED_OUT = (
    "eligibility",
    "eligibility_reason",
    "assessment_id",
    "score",
    "support_level",
    "coefficient",
    "treatment_weekly",
    "hours_per_month",
    "hours_steps",
    "proposed_valid_to",
    "assessment_outcome",
    "refusal_ground",
    "weekly_hours",
    "hours_per_week",
    "unpaid_hours_per_week",
    "payable_hours_per_week",
    "approval",
    "approval_note",
    "reassessment_id",
)
"""What an earlier round may have left behind and a new one works out for itself."""


def register_application(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """From when the decision term runs; the applicant is told once that the application is in."""
    case_id = case_id_of(reading)
    applied = MoveCase(case_id, CaseState.APPLIED)
    forgotten = dict.fromkeys(WORKED_OUT)
    if decision_in_force(reading.session, case_id) is not None:
        return Outcome({**forgotten, "term_starts_on": day}, [applied])
    application_day = the_day(values, "application_day")
    letter = Letter(
        kind="application_received",
        person_id=applicant_id(values),
        values={"application_day": application_day},
        key=f"application_received:{case_id}",
    )
    return Outcome({**forgotten, "term_starts_on": application_day}, [applied], [letter])
