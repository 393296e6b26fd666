"""Reminds whoever has not signed the month yet."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.service_tasks.month_letters import reminders
from engine.service_tasks.month_values import whole
from engine.service_tasks.outcome import Outcome, Reading, Values


def send_month_reminder(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """A letter to each side that has not signed by now; nobody is reminded who has."""
    return Outcome(letters=reminders(reading.session, whole(values, "month_id"), reading.now))
