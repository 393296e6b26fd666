"""The assistant entered the month and signed it."""

from __future__ import annotations

from datetime import date

from engine.domain.month_entries import total_minutes
from engine.domain.rules import Rules
from engine.persistence.effects.months import MoveMonth
from engine.persistence.tables.months import AttestationSide, MonthState
from engine.service_tasks.month_letters import changes
from engine.service_tasks.month_values import (
    content,
    other_side_agrees,
    refuse_unfinished,
    signature,
    unsigned_state,
    whole,
)
from engine.service_tasks.outcome import Outcome, Reading, Values


def record_assistant_signature(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """Keep entries and signature; both_signed where the recipient's side has signed the same already.

    Where it has signed something else, both are told that it signs anew.
    """
    month = content(values, reading)
    refuse_unfinished(month, day)
    both = other_side_agrees(reading, month, AttestationSide.ASSISTANT)
    alone = MonthState.ASSISTANT_SIGNED
    state = MonthState.BOTH_SIGNED if both else unsigned_state(reading, month.month_id, alone)
    return Outcome(
        values={
            "both_signed": both is True,
            "assistant_signed_on": day,
            "total_minutes": total_minutes(month.entries),
            **month.shown_journeys(),
        },
        effects=[
            month.keep(),
            signature(values, month, AttestationSide.ASSISTANT, whole(values, "assistant_id")),
            MoveMonth(month.month_id, state),
        ],
        letters=changes(reading.session, month.month_id, reading.now, "assistant") if both is False else [],
    )
