"""What a review brings about: a new decision, the end of the old one, the state that fits now."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.persistence.effects.context import Effect
from engine.persistence.effects.decisions import AnnulDecision, IssueDecision, SettleContestation
from engine.persistence.tables.cases import DecisionOutcome
from engine.service_tasks.case_values import given, maybe
from engine.service_tasks.decision_acts import Decided, issue
from engine.service_tasks.outcome import Reading, Values
from engine.service_tasks.standing import after, moved, standing


def settled(values: Values, reading: Reading, rules: Rules, day: date) -> list[Effect]:
    """The contest with its outcome, the new decision or the end of the old one, and the case's state."""
    outcome = given(values, "contest_outcome", str)
    effects: list[Effect] = [SettleContestation(given(values, "contestation_id", int), outcome)]
    if outcome == "changed":
        effects.append(_changed(values, reading, rules, day))
    elif outcome == "annulled":
        effects += annulled(reading)
    return [*effects, *moved(after(reading, effects))]


def annulled(reading: Reading) -> list[Effect]:
    """The decision in force, whichever that is by now, counts no longer."""
    decision = standing(reading).decision
    return [] if decision is None else [AnnulDecision(decision.decision_id)]


def _changed(values: Values, reading: Reading, rules: Rules, day: date) -> IssueDecision:
    """The authority's own decision, signed by whoever reviewed; its reasons are the review's."""
    decided = Decided(
        outcome=DecisionOutcome(given(values, "contest_decision_outcome", str)),
        hours_per_month=maybe(values, "contest_hours", int) or 0,
        reasons=given(values, "contest_note", str),
        valid_from=maybe(values, "contest_valid_from", date),
        valid_to=maybe(values, "contest_valid_to", date),
        drafted_in=None,
        approved_in="review_contestation",
    )
    return issue(decided, values, reading, rules, day)
