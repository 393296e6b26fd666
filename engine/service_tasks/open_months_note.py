"""A note for the office about months that one of their two signers can no longer sign."""

from __future__ import annotations

from datetime import date

from engine.messages_catalogue import msg, say
from engine.persistence import rows
from engine.persistence.effects.cases import AddNote
from engine.persistence.tables.months import MonthState, ServiceMonth
from engine.service_tasks.case_values import case_id_of
from engine.service_tasks.outcome import Reading

UNSIGNED = (MonthState.OPEN, MonthState.ASSISTANT_SIGNED, MonthState.LATE)


def note_open_months(reading: Reading, died_on: date) -> list[AddNote]:
    """One note naming the months without both signatures; none where there are no such months."""
    case_id = case_id_of(reading)
    months = rows.every(
        reading.session, ServiceMonth, case_id=case_id, state=UNSIGNED, order_by=["period", "id"]
    )
    if not months:
        return []
    sentence = msg(
        "A signer died on {day}. After the deadline record these months on paper or in the office: {months}.",
        day=died_on,
        months=", ".join(sorted({month.period for month in months})),
    )
    return [AddNote(case_id, say(sentence, "lv"))]
