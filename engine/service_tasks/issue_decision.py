"""An approved decision becomes an administrative act: numbered, dated, sent."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.persistence.effects.cases import MoveCase
from engine.persistence.tables.cases import CaseState, DecisionOutcome
from engine.service_tasks.case_values import case_id_of, given, maybe
from engine.service_tasks.decision_acts import Decided, issue
from engine.service_tasks.decision_letters import decision_letters
from engine.service_tasks.instrument_used import refuse_demonstration
from engine.service_tasks.outcome import Outcome, Reading, Values


def issue_decision(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """The decision's id, number and terms; EngineError where it would rest on a demonstration instrument."""
    refuse_demonstration(reading)
    outcome = DecisionOutcome(given(values, "decision_outcome", str))
    hours = "decision_hours" if values.get("weekly_hours") is None else "hours_per_month"
    act = issue(
        Decided(
            outcome=outcome,
            hours_per_month=maybe(values, hours, int) or 0,
            reasons=given(values, "decision_reasons", str),
            valid_from=maybe(values, "valid_from", date),
            valid_to=maybe(values, "valid_to", date),
            drafted_in="draft_decision",
            approved_in="approve_decision",
        ),
        values,
        reading,
        rules,
        day,
    )
    state = CaseState.REFUSED if outcome is DecisionOutcome.REFUSED else CaseState.CONTRACTING
    return Outcome(
        values={
            "decision_id": act.decision_id,
            "decision_number": act.number,
            "decision_hours": act.hours_per_month,
            "valid_from": act.valid_from,
            "valid_to": act.valid_to,
            "notified_on": act.notified_on,
            "contest_by": act.contest_by,
            "contract_active": False,
        },
        effects=[act, MoveCase(case_id_of(reading), state)],
        letters=decision_letters(act, values, reading),
    )
