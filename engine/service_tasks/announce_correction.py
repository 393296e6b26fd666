"""A caseworker said what a month should have been: it is checked and priced, and both sides are told."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.domain.working_days import after
from engine.service_tasks.announced_month import announced
from engine.service_tasks.correction_journeys import refuse_lost_journeys
from engine.service_tasks.correction_values import corrected
from engine.service_tasks.month_letters import corrections
from engine.service_tasks.month_values import whole
from engine.service_tasks.outcome import Outcome, Reading, Values

ANSWER_WITHIN = 10  # working days


def announce_correction(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """findings, payable_minutes, pay_cents and the difference to what is booked; nothing changes yet."""
    found = corrected(values, reading, rules, day)
    refuse_lost_journeys(reading, found.month)
    answer_by = after(day, ANSWER_WITHIN, reading.holidays)
    kept = announced(values, found.month)
    return Outcome(
        values={
            "findings": [one.as_values() for one in found.result.findings],
            "has_findings": bool(found.result.findings),
            "payable_minutes": found.pay.minutes,
            "pay_cents": found.pay.pay_cents,
            "pay_difference_cents": found.pay.pay_cents - whole(values, "pay_before_cents"),
            "correction_agreed": False,
            "correction_due": answer_by,
        },
        effects=[kept],
        letters=corrections(reading, found.month.month_id, kept.correction_id, kept.reason, answer_by),
    )
