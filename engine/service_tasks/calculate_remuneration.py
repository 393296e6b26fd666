"""What a month costs: payable minutes at the rate of each day."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import NumberUnset, Rules
from engine.domain.steps import as_values
from engine.errors import BusinessError
from engine.persistence.effects.months import ResolveFindings
from engine.service_tasks.month_pay import month_pay
from engine.service_tasks.month_values import whole
from engine.service_tasks.outcome import Outcome, Reading, Values


def calculate_remuneration(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """payable_minutes, rate, pay_cents and their steps; BusinessError `no_rate` where none is known."""
    try:
        pay = month_pay(values, reading, rules)
    except NumberUnset as unset:
        raise BusinessError("no_rate", unset.message) from unset
    rates = [line.rate.exact for line in pay.lines]
    resolved = (
        [ResolveFindings(whole(values, "month_id"), "accept_payable")] if values.get("has_findings") else []
    )
    return Outcome(
        values={
            "payable_minutes": pay.minutes,
            "rate": f"{rates[-1]:.4f}" if rates else "0.0000",
            "pay_cents": pay.pay_cents,
            "state_cost_cents": pay.pay_cents,
            "gross_cents": pay.gross_cents,
            "remuneration_steps": as_values(pay.steps),
            "pack_revision": pay.pack_revision,
        },
        effects=resolved,
    )
