"""What a posted correction does to the accounts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from engine.domain.bookings import corrected_entries
from engine.domain.remuneration import Remuneration
from engine.persistence import ledger
from engine.persistence.effects.money import Book
from engine.persistence.queries.corrections import corrections_of
from engine.persistence.tables.corrections import CorrectionState
from engine.service_tasks.outcome import Reading
from engine.service_tasks.top_ups import KeepTopUp, kept_top_up, rate_as_booked


def correction_bookings(
    reading: Reading, month_id: int, correction_id: int, pay: Remuneration, day: date
) -> Sequence[Book | KeepTopUp]:
    """The booking before is reversed, and the month booked anew under the number of the correction; the
    municipality's top-up of an hour stays that of the month."""
    history = corrections_of(reading.session, month_id)
    [number] = [one.number for one in history if one.id == correction_id]
    posted = [one.number for one in history if one.state is CorrectionState.POSTED]
    before = f"month-{month_id}-correction-{posted[-1]}" if posted else f"month-{month_id}"
    booked = ledger.find(reading.session, reading.municipality_id, before)
    name = f"month-{month_id}-correction-{number}"
    entries = corrected_entries(name, day, pay, None if booked is None else booked[1])
    added = kept_top_up(month_id, number, rate_as_booked(reading, month_id), pay)
    return [*(Book(entry, month_id=month_id) for entry in entries), *added]
