"""The application was withdrawn, or the applicant died, before anything was decided."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.persistence.effects.cases import CloseCase, NoteDeath
from engine.persistence.effects.context import Effect
from engine.persistence.tables.cases import CaseState
from engine.service_tasks.case_values import case_id_of, given, maybe
from engine.service_tasks.outcome import Outcome, Reading, Values


def close_application(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """end_reason and ended_on; the case is closed without a decision."""
    died_on = maybe(values, "died_on", date)
    effects: list[Effect] = []
    if died_on is not None:
        effects.append(NoteDeath(given(values, "recipient_id", int), died_on))
    reason = "recipient_died" if died_on is not None else "withdrawal"
    effects.append(CloseCase(case_id_of(reading), CaseState.ENDED, reason))
    return Outcome(
        {"end_reason": reason, "ended_on": died_on or maybe(values, "ends_on", date) or day}, effects
    )
