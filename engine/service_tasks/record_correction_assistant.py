"""The assistant looked at a correction: agreed to it, or not."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.persistence.tables.months import AttestationSide
from engine.service_tasks.correction_signing import agreed
from engine.service_tasks.month_values import content
from engine.service_tasks.outcome import Outcome, Reading, Values


def record_correction_assistant(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """Keep the assistant's yes under exactly these entries; the recipient's side is asked next."""
    if values.get("correction_verdict") != "confirmed":
        return Outcome()
    month = content(values, reading)
    signer = reading.completion.person_id if reading.completion else None
    return Outcome(effects=[agreed(values, month, AttestationSide.ASSISTANT, signer)])
