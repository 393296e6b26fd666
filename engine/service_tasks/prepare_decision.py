"""What the caseworker is proposed to decide; every road of the application meets here."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.persistence.effects.cases import MoveCase
from engine.persistence.effects.context import Effect
from engine.persistence.effects.decisions import KeepAssessment, SetSupportLevel
from engine.persistence.queries.cases import done_tasks
from engine.persistence.tables.cases import CaseState
from engine.service_tasks.case_values import case_id_of, given, maybe
from engine.service_tasks.decision_reasons import proposed_reasons
from engine.service_tasks.outcome import Outcome, Reading, Values

ASSESSED_CHILD = "confirm_child"


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
    return Outcome(
        proposed, [*_assessed(values, reading), MoveCase(case_id_of(reading), CaseState.DECIDING)]
    )


def _hours(values: Values) -> int:
    """The hours that could be granted; an earlier round's are not."""
    if values.get("eligibility") not in ("adult", "child") or values.get("support_level") in (None, "none"):
        return 0
    return maybe(values, "hours_per_month", int) or 0


def _assessed(values: Values, reading: Reading) -> list[Effect]:
    """The assessment gets the level the table gave; a child's is kept now, it has no score to be kept with."""
    level = values.get("support_level")
    if not isinstance(level, str):
        return []
    coefficient = given(values, "coefficient", int)
    if values.get("eligibility") != "child":
        return [SetSupportLevel(given(values, "assessment_id", int), level, coefficient)]
    done = done_tasks(reading.session, reading.instance_id, [ASSESSED_CHILD])
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
        assessed_by=done[ASSESSED_CHILD].completed_by if done else None,
    )
    return [kept]
