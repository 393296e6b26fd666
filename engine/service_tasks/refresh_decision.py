"""Finds the decision that counts now, after a review or when the term to contest a refusal has passed."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.persistence.effects.context import Effect
from engine.persistence.effects.contracts import AdjustContract
from engine.service_tasks.outcome import Outcome, Reading, Values
from engine.service_tasks.standing import DecisionInForce, Standing, moved, standing
from engine.service_tasks.weekly_grants import granted_week


def refresh_decision(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """Every value of the decision in force, each set or None; a running contract follows it."""
    found = standing(reading)
    contract = found.contract
    return Outcome(
        values={
            **_of(found.decision),
            **_week_of(found.decision, reading),
            "contest_open": found.is_contested,
            "contract_id": contract.id if contract is not None else None,
            "assistant_id": contract.assistant_id if contract is not None else None,
            "contract_active": contract is not None,
        },
        effects=[*_adjusted(found), *moved(reading)],
    )


def _of(decision: DecisionInForce | None) -> dict[str, object]:
    if decision is None or decision.is_annulled:
        nothing = ("decision_id", "decision_number", "decision_hours", "valid_from", "valid_to", "contest_by")
        return {"decision_outcome": "annulled", **dict.fromkeys(nothing)}
    return {
        "decision_outcome": str(decision.outcome),
        "decision_id": decision.decision_id,
        "decision_number": decision.number,
        "decision_hours": decision.hours_per_month,
        "valid_from": decision.valid_from,
        "valid_to": decision.valid_to,
        "contest_by": decision.contest_by,
    }


def _week_of(decision: DecisionInForce | None, reading: Reading) -> dict[str, object]:
    """The hours a week, where they go by the week: the next contract tells them (MK 942)."""
    if decision is None:
        return {}
    week = granted_week(decision.decision_id, reading)
    if week is None:
        return {}
    return {
        "purposes": list(week.hours),
        "weekly_hours": dict(week.hours),
        "hours_per_week": sum(week.hours.values()),
        "unpaid_hours_per_week": week.unpaid_hours,
        "payable_hours_per_week": week.payable_hours,
    }


def _adjusted(found: Standing) -> list[Effect]:
    decision, contract = found.decision, found.contract
    if contract is None or decision is None or decision.is_annulled or decision.valid_to is None:
        return []
    last_day = max(decision.valid_to, contract.first_day)
    return [AdjustContract(contract.id, decision.decision_id, decision.hours_per_month, last_day)]
