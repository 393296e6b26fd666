"""The assistant entered the month and signed it."""

from __future__ import annotations

from datetime import date

from engine.domain.month_entries import total_minutes
from engine.domain.rules import Rules
from engine.persistence.effects.months import MoveMonth
from engine.persistence.tables.months import AttestationSide, MonthState
from engine.service_tasks.month_values import content, other_side_agrees, signature, whole
from engine.service_tasks.outcome import Outcome, Reading, Values


def record_assistant_signature(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """Keep the entries and the assistant's signature; both_signed when the recipient's side signed the same."""
    month = content(values, reading)
    both = other_side_agrees(reading, month, AttestationSide.ASSISTANT)
    state = MonthState.BOTH_SIGNED if both else MonthState.ASSISTANT_SIGNED
    return Outcome(
        values={
            "both_signed": both,
            "assistant_signed_on": day,
            "total_minutes": total_minutes(month.entries),
        },
        effects=[
            month.keep(),
            signature(values, month, AttestationSide.ASSISTANT, whole(values, "assistant_id")),
            MoveMonth(month.month_id, state),
        ],
    )
