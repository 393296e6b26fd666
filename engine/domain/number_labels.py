"""What people read for a unit, a status and a regime."""

from __future__ import annotations

from engine.domain.rules import Regime, Status, Unit
from engine.messages_catalogue import Message, msg

UNIT_LABELS: dict[Unit, Message] = {
    Unit.EUR_PER_HOUR: msg("euro an hour"),
    Unit.EUR_PER_MONTH: msg("euro a month"),
    Unit.EUR_PER_SIX_MONTHS: msg("euro for six months"),
    Unit.PERCENT: msg("%"),
    Unit.FACTOR: msg("times"),
    Unit.HOURS_PER_MONTH: msg("hours a month"),
    Unit.HOURS_PER_WEEK: msg("hours a week"),
    Unit.DAYS: msg("days"),
    Unit.WORKING_DAYS: msg("working days"),
    Unit.MONTHS: msg("months"),
    Unit.YEARS: msg("years"),
    Unit.DAY_OF_MONTH: msg("day of the month"),
    Unit.TIMES_PER_YEAR: msg("times a year"),
    Unit.TIMES_PER_WEEK: msg("times a week"),
    Unit.PEOPLE: msg("people"),
    Unit.CHOICE: msg("choice"),
}
"""What people read after a value."""

STATUS_LABELS: dict[Status, Message] = {
    Status.CONFIRMED: msg("confirmed"),
    Status.UNCONFIRMED: msg("unconfirmed"),
    Status.DEMO: msg("for demonstration only"),
    Status.UNSET: msg("not set"),
}
"""What people read beside a value."""

REGIME_LABELS: dict[Regime, Message] = {
    Regime.R942: msg("Cabinet Regulation 942 (2013–2021)"),
    Regime.PROPOSED_2019: msg("Model proposed in 2019"),
    Regime.R316: msg("Cabinet Regulation 316 (from 2021-07-01)"),
}
"""What people read for a rule pack."""
