"""Keeps what the office found about a person's own activities: the existing order has no common criteria."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.domain.service_grounds import REFUSAL_GROUNDS, RefusalGround
from engine.persistence.effects.decisions import KeepAssessment
from engine.service_tasks.case_people import last_done_by
from engine.service_tasks.case_values import case_id_of, given
from engine.service_tasks.instrument_used import INDIVIDUAL
from engine.service_tasks.outcome import Outcome, Reading, Values
from engine.service_tasks.weekly_need import NEEDED, needed_hours

ASSESSED_IN = ("assess_activities", "assess_activities_again")


def keep_individual_assessment(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """assessment_id, and support_level: "individual" where an assistant is needed, else "none".

    The ground of a refusal is kept with its source.
    """
    needed = given(values, "assessment_outcome", str) == NEEDED
    ground = None if needed else RefusalGround(given(values, "assessment_outcome", str))
    level = "individual" if needed else "none"
    kept = KeepAssessment(
        assessment_id=reading.new_id("assessment"),
        case_id=case_id_of(reading),
        instrument=INDIVIDUAL,
        instrument_version=reading.release_sha256[:12],
        answers={"hours": needed_hours(values), "note": values.get("activities_note")},
        score=None,
        explanation={"ground": ground, "source": REFUSAL_GROUNDS[ground].source if ground else None},
        support_level=level,
        coefficient=0,
        assessed_by=last_done_by(reading, *ASSESSED_IN),
    )
    return Outcome(
        {
            "assessment_id": kept.assessment_id,
            "support_level": level,
            "refusal_ground": None if ground is None else str(ground),
        },
        [kept],
    )
