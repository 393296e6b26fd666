"""The hours a month that a second assessment gives for the purposes decided before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from engine.domain.hours import hours_granted
from engine.domain.rules import Rules
from engine.domain.steps import CaseValue, as_values
from engine.persistence.effects.context import Effect
from engine.persistence.effects.decisions import SetSupportLevel
from engine.persistence.tables.cases import Decision
from engine.service_tasks.case_values import given
from engine.service_tasks.outcome import Values


@dataclass(frozen=True, slots=True)
class Reassessed:
    """What a second assessment gives, beside the decision in force."""

    hours_per_month: int  # 0: nothing can be granted
    steps: Sequence[CaseValue]
    is_different: bool
    valid_to: date | None
    kept: Sequence[Effect]
    weeks: Sequence[Mapping[str, object]] | None = field(default=None)  # rows, where hours go by the week


def by_month(values: Values, decision: Decision, rules: Rules, day: date) -> Reassessed:
    """By points: hours for the purposes of the decision; none where no need was found.

    NumberUnset for a missing number.
    """
    level, coefficient = given(values, "support_level", str), given(values, "coefficient", int)
    hours, steps = _hours(decision.purposes, level, coefficient, rules, day)
    return Reassessed(
        hours,
        steps,
        is_different=hours != given(values, "earlier_hours", int),
        valid_to=decision.valid_to,
        kept=[SetSupportLevel(given(values, "assessment_id", int), level, coefficient)],
    )


def _hours(
    purposes: Sequence[str], level: str, coefficient: int, rules: Rules, day: date
) -> tuple[int, list[CaseValue]]:
    if level == "none":
        return 0, []
    granted = hours_granted(purposes, coefficient, rules, day)
    return granted.hours_per_month, as_values(granted.steps)
