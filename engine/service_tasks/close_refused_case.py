"""The refusal is final: nobody contested it in time, or it was upheld to the end."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.persistence.effects.cases import CloseCase
from engine.persistence.tables.cases import CaseState
from engine.service_tasks.case_values import case_id_of
from engine.service_tasks.outcome import Outcome, Reading, Values


def close_refused_case(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """The case stays refused and is closed."""
    return Outcome(effects=[CloseCase(case_id_of(reading), CaseState.REFUSED, "refused")])
