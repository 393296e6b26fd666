"""What the caseworker is proposed to decide; every road of the application meets here."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.persistence.effects.cases import MoveCase
from engine.persistence.effects.decisions import KeepAssessment, SetSupportLevel
from engine.persistence.tables.cases import CaseState
from engine.service_tasks.case_people import last_done_by
from engine.service_tasks.case_values import case_id_of, given, maybe
from engine.service_tasks.decision_reasons import proposed_reasons
from engine.service_tasks.outcome import Outcome, Reading, Values


def prepare_decision(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """Outcome, hours, days and reasons as a start for the form; nothing is decided by them."""
    hours = _hours(values)
    proposed: dict[str, object] = {
        "proposed_outcome": "granted" if hours else "refused",
        "proposed_hours": hours,
        "proposed_valid_from": day if hours else None,
        "proposed_valid_to": values.get("proposed_valid_to") if hours else None,
        "proposed_reasons": proposed_reasons(values),
    }
    deciding = MoveCase(case_id_of(reading), CaseState.DECIDING)
    return Outcome(proposed, [*_assessed(values, reading), deciding])


def _hours(values: Values) -> int:
    """The hours that could be granted; an earlier round's are not."""
    if values.get("eligibility") not in ("adult", "child") or values.get("support_level") in (None, "none"):
        return 0
    return maybe(values, "hours_per_month", int) or 0


def _assessed(values: Values, reading: Reading) -> list[SetSupportLevel | KeepAssessment]:
    """The assessment gets the level that the table gave; a child's has no score and is kept only now."""
    level = values.get("support_level")
    if not isinstance(level, str) or values.get("assessment_outcome") is not None:
        return []  # nothing was assessed, or it was kept with its level at once
    coefficient = given(values, "coefficient", int)
    if values.get("eligibility") != "child":
        return [SetSupportLevel(given(values, "assessment_id", int), level, coefficient)]
    answers = {name: values.get(name) for name in ("treatment_weekly", "child_note")}
    kept = KeepAssessment(
        assessment_id=reading.new_id("assessment"),
        case_id=case_id_of(reading),
        instrument="assessment_child",
        instrument_version=reading.release_sha256[:12],
        answers=answers,
        score=None,
        explanation={"steps": values.get("hours_steps")},
        support_level=level,
        coefficient=coefficient,
        assessed_by=last_done_by(reading, "confirm_child"),
    )
    return [kept]
