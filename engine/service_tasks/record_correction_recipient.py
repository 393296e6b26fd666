"""The recipient's side looked at a correction: agreed to it, or not."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.persistence.tables.months import AttestationSide
from engine.service_tasks.correction_signing import agreed
from engine.service_tasks.month_values import content
from engine.service_tasks.outcome import Outcome, Reading, Values


def record_correction_recipient(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """correction_agreed: both sides said yes to the same entries, for the assistant was asked first."""
    if values.get("correction_verdict") != "confirmed":
        return Outcome(values={"correction_agreed": False})
    month = content(values, reading)
    signer = reading.completion.person_id if reading.completion else None
    return Outcome(
        values={"correction_agreed": True},
        effects=[agreed(values, month, AttestationSide.RECIPIENT, signer)],
    )
