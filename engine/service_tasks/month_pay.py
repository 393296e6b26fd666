"""The money of a month from its values, the same wherever it is asked."""

from __future__ import annotations

from datetime import date

from engine.domain.remuneration import Remuneration
from engine.domain.rules import Rules
from engine.domain.steps import as_values
from engine.persistence.effects.money import KeepPay
from engine.persistence.queries.month_pay import PayPart
from engine.service_tasks.contract_rates import pay_of_month
from engine.service_tasks.month_values import text, whole
from engine.service_tasks.outcome import Reading, Values


def month_pay(values: Values, reading: Reading, rules: Rules) -> Remuneration:
    """What the payable days of the month cost, top-up included; NumberUnset where a rate is not known."""
    found = values.get("payable_days")
    by_day = found.items() if isinstance(found, dict) else ()
    days = [(date.fromisoformat(day), minutes) for day, minutes in by_day]
    payable = [(day, minutes) for day, minutes in days if isinstance(minutes, int)]
    return pay_of_month(whole(values, "contract_id"), text(values, "period"), payable, reading, rules)


def kept_pay(month_id: int, pay: Remuneration, rules: Rules) -> KeepPay:
    """The pay as it is kept with the month: what claim, payroll and bank will read."""
    parts = [
        PayPart(
            minutes=line.minutes,
            rate=line.rate.exact,
            cents=line.cents,
            in_force_from=line.rate.in_force_from,
            source=line.rate.source,
            status=line.rate.status.value,
        )
        for line in pay.lines
    ]
    return KeepPay(
        month_id=month_id,
        pay_cents=pay.pay_cents,
        gross_cents=pay.gross_cents,
        parts=parts,
        steps=as_values(pay.steps),
        pack=rules.pack.name,
        pack_revision=pay.pack_revision,
    )
