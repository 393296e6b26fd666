"""A caseworker said what a month should have been: it is checked and priced, and both sides are told."""

from __future__ import annotations

from datetime import date

from engine.domain.month_entries import DayEntry
from engine.domain.rules import Rules
from engine.domain.working_days import after
from engine.persistence.effects.corrections import AnnounceCorrection, DayUse
from engine.service_tasks.correction_journeys import refuse_lost_journeys
from engine.service_tasks.correction_values import corrected, correction_id_of
from engine.service_tasks.entered_days import table, times_of
from engine.service_tasks.month_letters import corrections
from engine.service_tasks.month_values import text, whole
from engine.service_tasks.outcome import Outcome, Reading, Values

ANSWER_WITHIN = 10  # working days


def announce_correction(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """findings, payable_minutes, pay_cents and the difference to what is booked; nothing changes yet."""
    found = corrected(values, reading, rules, day)
    refuse_lost_journeys(reading, found.month)
    answer_by = after(day, ANSWER_WITHIN, reading.holidays)
    kept = AnnounceCorrection(
        correction_id=correction_id_of(values),
        reason=text(values, "correction_reason"),
        entries={entry.day.isoformat(): entry.minutes for entry in found.month.entries},
        entries_times=table(values, "entries_times"),
        content_hash=found.month.content_hash,
        uses=[_use(entry, values) for entry in found.month.entries if entry.purposes],
    )
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


def _use(entry: DayEntry, values: Values) -> DayUse:
    purposes = {str(purpose): minutes for purpose, minutes in entry.purposes}
    return DayUse(entry.day, purposes, times_of(values, entry.day))
