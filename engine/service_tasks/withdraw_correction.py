"""A correction is given up."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.persistence.effects.corrections import WithdrawCorrection
from engine.service_tasks.correction_values import correction_id_of
from engine.service_tasks.outcome import Outcome, Reading, Values


def withdraw_correction(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """The month stays as it was, its signatures too."""
    return Outcome(effects=[WithdrawCorrection(correction_id_of(values))])
