"""The office recorded a month that was not signed here: on paper, by telephone, in person, by somebody."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.errors import InvalidAnswers
from engine.messages_catalogue import msg
from engine.persistence.effects.months import MoveMonth, SignMonth
from engine.persistence.tables.months import AttestationKind, AttestationSide, MonthState
from engine.service_tasks.entered_days import nothing_entered
from engine.service_tasks.month_values import MonthContent, content, text, whole
from engine.service_tasks.outcome import Outcome, Reading, Values


def record_fallback_signature(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """Both sides as the caseworker recorded them, with channel and reason.

    The form takes an empty month only where the caseworker says that nothing was done (`nothing_given`).
    """
    nothing = nothing_entered(values) if values.get("nothing_given") is True else {}
    month = content({**values, **nothing}, reading)
    if not nothing and not month.entries:
        raise InvalidAnswers(
            {"nothing_given": msg("Enter the hours, or tick that the assistant did not help on any day.")}
        )
    if reading.completion is None:
        raise ValueError("a fallback is recorded by a person")
    recorded_by = reading.completion.user_id
    recipient = values.get("recipient_signer_id")
    return Outcome(
        values={"both_signed": True, "signed_by_fallback": True, **nothing},
        effects=[
            month.keep(),
            _side(values, month, AttestationSide.ASSISTANT, whole(values, "assistant_id"), recorded_by),
            _side(values, month, AttestationSide.RECIPIENT, recipient, recorded_by),
            MoveMonth(month.month_id, MonthState.FALLBACK),
        ],
    )


def _side(
    values: Values, month: MonthContent, side: AttestationSide, person_id: object, recorded_by: int
) -> SignMonth:
    return SignMonth(
        month_id=month.month_id,
        side=side,
        signer_person_id=person_id if isinstance(person_id, int) else None,
        kind=AttestationKind(text(values, "fallback_channel")),
        content_hash=month.content_hash,
        shown=month.shown(values),
        reason=text(values, "fallback_reason"),
        recorded_by=recorded_by,
    )
