"""A changed decision after a second assessment: numbered, dated, sent, in the place of the earlier one."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Regime, Rules
from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.persistence.effects.reassessments import CloseReassessment
from engine.persistence.tables.cases import DecisionOutcome
from engine.service_tasks.case_values import given, maybe
from engine.service_tasks.decision_acts import Decided, issue
from engine.service_tasks.decision_letters import decision_letters
from engine.service_tasks.instrument_used import refuse_demonstration
from engine.service_tasks.outcome import Outcome, Reading, Values


def issue_changed_decision(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """Nothing but rows: the case reads the decision in force once the change is announced.

    EngineError where it grants although the second assessment found no hours a week (MK 942).
    """
    refuse_demonstration(reading)
    outcome = DecisionOutcome(given(values, "changed_outcome", str))
    is_weekly = values.get("regime") == Regime.R942
    hours = maybe(values, "reassessed_hours" if is_weekly else "changed_hours", int) or 0
    if is_weekly and not hours and outcome is not DecisionOutcome.REFUSED:
        raise EngineError(msg("The second assessment found no hours to grant: the decision can only refuse."))
    told = {**values, "hours_steps": values.get("reassessed_steps")}
    act = issue(
        Decided(
            outcome=outcome,
            hours_per_month=hours,
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
