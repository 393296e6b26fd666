"""What people read for a unit, a status, a regime and the words of a choice."""

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

CHOICE_LABELS: dict[str, Message] = {
    "application": msg("the day of the application"),
    "assistant_age": msg("the assistant's age"),
    "by_setting": msg("where the municipality has chosen it"),
    "documents": msg("the day the documents are complete"),
    "end_of_next_month": msg("the end of the next month"),
    "excess": msg("only what is above the allowance"),
    "full": msg("the full wording"),
    "largest": msg("the largest number counts"),
    "next": msg("the next working day"),
    "no": msg("no"),
    "no_limit": msg("no limit"),
    "none": msg("none"),
    "on_demand": msg("when they are demanded"),
    "per_hour": msg("the hours paid"),
    "percent_of_pay_and_transport": msg("pay and transport, in percent"),
    "previous": msg("the working day before"),
    "rate_of_the_year": msg("the minimum hourly rate of the year"),
    "recipient_age": msg("the recipient's age"),
    "refused": msg("it is refused"),
    "short_or_full": msg("the short or the full wording"),
    "stated": msg("the rate is stated"),
    "sum": msg("the hours are added up"),
    "wage_by_hours_worked": msg("the minimum wage and the hours worked in the month"),
    "warning": msg("it is allowed with a warning"),
    "whole": msg("the whole sum"),
    "yes": msg("yes"),
}
"""What people read for a word that is a value."""
