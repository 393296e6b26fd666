"""What the ministry answered, read from the form's values."""

from __future__ import annotations

from datetime import date

from engine.domain.claim import check_reply
from engine.persistence.effects.claims import KeepReply
from engine.persistence.tables.claims import MinistryClaim, ReplyOutcome
from engine.service_tasks.case_values import given
from engine.service_tasks.outcome import Values


def reply_to(claim: MinistryClaim, values: Values) -> KeepReply:
    """The reply as it will be kept; InvalidAnswers where its sum does not fit the answer."""
    outcome = ReplyOutcome(given(values, "reply", str))
    cents = given(values, "reply_cents", int)
    check_reply(outcome.value, cents, claim.total_cents)
    note = values.get("reply_note")
    return KeepReply(claim.id, outcome, cents, str(note or ""), given(values, "reply_day", date))


def received_with(values: Values) -> tuple[int, date] | None:
    """The money that came with the answer: cents above zero and the day; None where none came yet."""
    cents, day = values.get("received_cents"), values.get("received_on")
    if type(cents) is not int or cents <= 0 or not isinstance(day, date):
        return None
    return cents, day
