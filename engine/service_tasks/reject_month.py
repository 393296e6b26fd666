"""A person decided that a month is not payable."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.persistence.effects.month_limits import FreeWeeks
from engine.persistence.effects.months import MoveMonth, ResolveFindings
from engine.persistence.tables.months import MonthState, ServiceMonth
from engine.service_tasks.month_letters import rejections
from engine.service_tasks.month_values import whole
from engine.service_tasks.outcome import Outcome, Reading, Values


def reject_month(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """Nothing is paid, both sides are told why, and the assistant's weeks are free again."""
    month = reading.session.get_one(ServiceMonth, whole(values, "month_id"))
    return Outcome(
        values={"payable_minutes": 0, "pay_cents": 0},
        effects=[
            ResolveFindings(month.id, "reject"),
            FreeWeeks(month.id, whole(values, "assistant_id")),
            MoveMonth(month.id, MonthState.REJECTED, payable_minutes=0),
        ],
        letters=rejections(reading.session, month, values.get("findings_note")),
    )
