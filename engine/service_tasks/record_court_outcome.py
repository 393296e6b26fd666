"""A court has spoken about a contested decision."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.persistence.effects.context import Effect
from engine.persistence.effects.decisions import NoteCourtOutcome
from engine.service_tasks.case_values import given
from engine.service_tasks.contest_results import annulled
from engine.service_tasks.outcome import Outcome, Reading, Values
from engine.service_tasks.standing import after, moved

UPHELD = "upheld"


def record_court_outcome(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """The outcome is kept; "changed" comes without numbers, so like "annulled" it is decided anew."""
    outcome = given(values, "court_outcome", str)
    noted = NoteCourtOutcome(given(values, "contestation_id", int), outcome, given(values, "court_note", str))
    effects: list[Effect] = [noted, *(annulled(reading) if outcome != UPHELD else [])]
    return Outcome(effects=[*effects, *moved(after(reading, effects))])
