"""A changed decision after a second assessment: numbered, dated, sent, in the place of the earlier one."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.persistence.effects.reassessments import CloseReassessment
from engine.persistence.tables.cases import DecisionOutcome
from engine.service_tasks.case_values import given, maybe
from engine.service_tasks.decision_acts import Decided, issue
from engine.service_tasks.decision_letters import decision_letters
from engine.service_tasks.instrument_used import refuse_demonstration
from engine.service_tasks.outcome import Outcome, Reading, Values


def issue_changed_decision(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """Nothing but rows: the case reads the decision in force once the change is announced."""
    refuse_demonstration(reading)
    told = {**values, "hours_steps": values.get("reassessed_steps")}
    act = issue(
        Decided(
            outcome=DecisionOutcome(given(values, "changed_outcome", str)),
            hours_per_month=maybe(values, "changed_hours", int) or 0,
            reasons=given(values, "changed_reasons", str),
            valid_from=maybe(values, "changed_valid_from", date),
            valid_to=maybe(values, "changed_valid_to", date),
            drafted_in="draft_changed_decision",
            approved_in="approve_changed_decision",
        ),
        told,
        reading,
        rules,
        day,
    )
    closed = CloseReassessment(given(values, "reassessment_id", int), act.decision_id)
    return Outcome({}, [act, closed], decision_letters(act, told, reading))
