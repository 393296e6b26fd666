"""What is kept of a correction when it is announced: the days, what they were for, and their fingerprint."""

from __future__ import annotations

from engine.domain.month_entries import DayEntry
from engine.persistence.effects.corrections import AnnounceCorrection, DayUse
from engine.service_tasks.correction_values import correction_id_of
from engine.service_tasks.entered_days import table, times_of
from engine.service_tasks.month_values import MonthContent, text
from engine.service_tasks.outcome import Values


def announced(values: Values, month: MonthContent) -> AnnounceCorrection:
    """The effect that keeps what the month is to become."""
    return AnnounceCorrection(
        correction_id=correction_id_of(values),
        reason=text(values, "correction_reason"),
        entries={entry.day.isoformat(): entry.minutes for entry in month.entries},
        entries_times=table(values, "entries_times"),
        content_hash=month.content_hash,
        uses=[_use(entry, values) for entry in month.entries if entry.purposes],
    )


def _use(entry: DayEntry, values: Values) -> DayUse:
    purposes = {str(purpose): minutes for purpose, minutes in entry.purposes}
    return DayUse(entry.day, purposes, times_of(values, entry.day))
