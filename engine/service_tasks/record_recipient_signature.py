"""The recipient's side looked at the month: confirmed it, or changed something."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.persistence.effects.months import MoveMonth, ReturnMonth
from engine.persistence.tables.months import AttestationSide, MonthState
from engine.service_tasks.month_letters import changes
from engine.service_tasks.month_values import (
    content,
    other_side_agrees,
    refuse_unfinished,
    signature,
    unsigned_state,
)
from engine.service_tasks.outcome import Outcome, Reading, Values


def record_recipient_signature(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """Keep the signature of what was shown; a change voids the assistant's, who signs anew. Both are told.

    Where the form offers to return the month instead of changing it, nothing is signed.
    """
    month = content(values, reading)
    refuse_unfinished(month, day)
    if values.get("verdict") == "returned":
        told = changes(reading.session, month.month_id, reading.now, "returned")
        return Outcome({"both_signed": False}, [ReturnMonth(month.month_id)], told)
    both = other_side_agrees(reading, month, AttestationSide.RECIPIENT)
    alone = MonthState.OPEN
    state = MonthState.BOTH_SIGNED if both else unsigned_state(reading, month.month_id, alone)
    signer = reading.completion.person_id if reading.completion else None
    return Outcome(
        values={"both_signed": both is True},
        effects=[
            month.keep(),
            signature(values, month, AttestationSide.RECIPIENT, signer),
            MoveMonth(month.month_id, state),
        ],
        letters=changes(reading.session, month.month_id, reading.now, "recipient") if both is False else [],
    )
