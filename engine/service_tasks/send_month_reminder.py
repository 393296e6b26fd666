"""Reminds whoever has not signed the month yet."""

from __future__ import annotations

from datetime import date

from engine.clock import last_day_of
from engine.domain.rules import Rules
from engine.domain.service_month import ServiceMonth as Month
from engine.persistence import rows
from engine.persistence.tables.months import Attestation, AttestationSide, ServiceMonth
from engine.persistence.tables.people import Person
from engine.service_tasks.month_values import text, whole
from engine.service_tasks.outcome import Letter, Outcome, Reading, Values


def send_month_reminder(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """A letter to each side that has not signed by now; nobody is reminded who has."""
    month_id = whole(values, "month_id")
    valid = rows.every(reading.session, Attestation, month_id=month_id, voided_at=None)
    signed = {one.side for one in valid}
    month = reading.session.get_one(ServiceMonth, month_id)
    assistant = reading.session.get_one(Person, whole(values, "assistant_id"))
    waiting: dict[AttestationSide, object] = {
        AttestationSide.ASSISTANT: assistant.id,
        AttestationSide.RECIPIENT: values.get("recipient_signer_id"),
    }
    told = {
        "period": Month.parse(text(values, "period")),
        "confirm_by": last_day_of(month.deadline_at),
        "assistant": {"name": f"{assistant.given_name} {assistant.family_name}"},
    }
    letters = [
        Letter(
            kind="month_reminder",
            person_id=person_id,
            values={**told, "is_assistant": side is AttestationSide.ASSISTANT},
            key=f"month_reminder:{month_id}:{person_id}:{day}",
        )
        for side, person_id in waiting.items()
        if side not in signed and isinstance(person_id, int)
    ]
    return Outcome(letters=letters)
