"""The second assessment beside the decision in force: its hours, and whether they differ."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Regime, Rules
from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.persistence.effects.reassessments import CompareReassessment
from engine.persistence.queries.cases import decision_in_force
from engine.service_tasks.case_values import case_id_of, given
from engine.service_tasks.decision_reasons import proposed_reasons
from engine.service_tasks.outcome import Outcome, Reading, Values
from engine.service_tasks.reassessed_hours import by_month
from engine.service_tasks.reassessed_week import by_week


def compare_reassessment(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """hours_differ, reassessed_hours with their steps, and a changed decision as a start for the draft.

    Under MK 942 also weeks_compared: what each purpose has had and would have. Elsewhere None.

    EngineError where the decision was taken away meanwhile, NumberUnset where a number is not known.
    """
    decision = decision_in_force(reading.session, case_id_of(reading))
    if decision is None or decision.annulled_on is not None:
        raise EngineError(msg("There is no decision in this case that grants hours."))
    is_weekly = values.get("regime") == Regime.R942
    found = by_week(values, decision, reading) if is_weekly else by_month(values, decision, rules, day)
    assessment_id, hours = given(values, "assessment_id", int), found.hours_per_month
    reassessment_id = given(values, "reassessment_id", int)
    return Outcome(
        {
            "hours_differ": found.is_different,
            "reassessed_hours": hours,
            "reassessed_steps": found.steps,
            "weeks_compared": found.weeks,
            "change_proposed_outcome": "granted" if hours else "refused",
            "change_proposed_hours": hours,
            "change_proposed_valid_from": day if hours else None,
            "change_proposed_valid_to": found.valid_to if hours else None,
            "change_proposed_reasons": proposed_reasons({**values, "hours_steps": found.steps}),
        },
        [
            *found.kept,
            CompareReassessment(reassessment_id, assessment_id, hours, is_over=not found.is_different),
        ],
    )
