"""Both sides agreed: the month is what they agreed to, the accounts too; the frozen claim stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from engine.domain.rules import Rules
from engine.persistence.effects.corrections import PostCorrection
from engine.service_tasks.correction_bookings import correction_bookings
from engine.service_tasks.correction_neighbours import shared_weeks
from engine.service_tasks.correction_values import corrected, correction_id_of
from engine.service_tasks.month_pay import kept_pay
from engine.service_tasks.outcome import Outcome, Reading, Values


def post_correction(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """What was booked is reversed and the month booked anew; the next claim asks for the difference."""
    found, correction_id = corrected(values, reading, rules, day), correction_id_of(values)
    month_id = found.month.month_id
    kept = replace(found.month.keep(), journeys=None)  # paid and claimed as they are
    return Outcome(
        values={"pay_cents": found.pay.pay_cents, "payable_minutes": found.pay.minutes},
        effects=[
            *shared_weeks(found, reading, rules, day),
            PostCorrection(correction_id, kept, kept_pay(month_id, found.pay, rules)),
            *correction_bookings(reading, month_id, correction_id, found.pay, day),
        ],
    )
