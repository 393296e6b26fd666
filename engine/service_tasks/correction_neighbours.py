"""What a posted correction changes for other months: the weeks that they share with it."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.persistence.effects.context import Effect
from engine.service_tasks.check_month import held_weeks
from engine.service_tasks.checked_month import benefit_anew
from engine.service_tasks.correction_values import Corrected
from engine.service_tasks.month_surroundings import heeding
from engine.service_tasks.outcome import Reading


def shared_weeks(found: Corrected, reading: Reading, rules: Rules, day: date) -> list[Effect]:
    """The months that were counted on have stayed so; the assistant's weeks and the benefit's hours anew."""
    benefit = [benefit_anew(found.month, found.result)] if found.month.by_purpose else []
    return [
        heeding(reading, found.terms, found.month),
        held_weeks(found.terms, found.month, found.result, rules, day),
        *benefit,
    ]
