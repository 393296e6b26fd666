"""What people do with a month in a scenario beside its tasks, its invoice included."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine.messages_catalogue import msg
from engine.months import evidence, months
from engine.scenarios.parts import Correct, Evidence, Invoice, TakeBack
from engine.simulation.scenario_invoices import send_invoice
from engine.simulation.scenario_refusals import Missed
from engine.simulation.scenario_rows import month_of
from engine.simulation.scenario_stage import Begun, Stage


def take_back(stage: Stage, begun: Begun, _process_id: str, step: TakeBack) -> None:
    """The assistant takes a signed month back."""
    month = month_of(stage, begun, step.period)
    if month is None:
        raise Missed(msg("There is no month {period}.", period=step.period))
    months.change_entries(stage.runtime, stage.cast[step.actor], month.id)


def correct(stage: Stage, begun: Begun, _process_id: str, step: Correct) -> None:
    """The office begins a correction of a month that has been claimed."""
    month = month_of(stage, begun, step.period)
    if month is None:
        raise Missed(msg("There is no month {period}.", period=step.period))
    months.correct(stage.runtime, stage.cast[step.actor], month.id)


def ask_evidence(stage: Stage, begun: Begun, _process_id: str, step: Evidence) -> None:
    """The office demands a confirmation for a purpose of a month, or notes that it came."""
    month = month_of(stage, begun, step.period)
    if month is None:
        raise Missed(msg("There is no month {period}.", period=step.period))
    change = evidence.receive if step.received else evidence.demand
    change(stage.runtime, stage.cast[step.actor], month.id, step.purpose)


MONTH_DEEDS: Mapping[type[object], Callable[[Stage, Begun, str, Any], None]] = {
    TakeBack: take_back,
    Correct: correct,
    Evidence: ask_evidence,
    Invoice: send_invoice,
}
"""What somebody does with a month in a step → how."""
