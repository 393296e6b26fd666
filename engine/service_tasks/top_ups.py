"""What the municipality adds to a month: the rate of its own, once booked for ever the same."""

from __future__ import annotations

from engine.domain.municipal_amounts import AmountKind, SetAmount, top_up_of
from engine.domain.remuneration import Remuneration
from engine.domain.service_month import ServiceMonth
from engine.persistence.effects.top_ups import KeepTopUp
from engine.persistence.queries import municipal_amounts, top_ups
from engine.service_tasks.outcome import Reading

__all__ = ["KeepTopUp", "kept_top_up", "rate_as_booked", "rate_of_month"]


def rate_of_month(reading: Reading, period: str) -> SetAmount | None:
    """The top-up of an hour as of now, for a month that was not booked yet."""
    agreed = municipal_amounts.approved(reading.session, AmountKind.TOP_UP_RATE)
    return top_up_of(agreed, ServiceMonth.parse(period))


def rate_as_booked(reading: Reading, month_id: int) -> SetAmount | None:
    """The top-up of an hour that the month was booked with, whatever was agreed to since."""
    kept = top_ups.of_month(reading.session, month_id)
    return None if kept is None else kept.amount


def kept_top_up(month_id: int, number: int, rate: SetAmount | None, pay: Remuneration) -> list[KeepTopUp]:
    """What is to be kept of it; nothing where the municipality adds nothing."""
    if rate is None:
        return []
    return [KeepTopUp(month_id, number, rate.amount_id, pay.minutes, pay.top_up_cents)]
