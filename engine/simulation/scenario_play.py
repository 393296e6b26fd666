"""Plays one scenario, step by step, under its own clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from engine.clock import RIGA
from engine.errors import EngineError
from engine.jobs.worker import drain
from engine.messages_catalogue import Message, msg
from engine.scenarios.parts import MOST_DAYS, Expect, Pass, Scenario, Step
from engine.simulation.scenario_deeds import DEEDS
from engine.simulation.scenario_refusals import Missed, reason
from engine.simulation.scenario_stage import Begun, Stage
from engine.simulation.scenario_starts import begin
from engine.simulation.scenario_troubles import troubles
from engine.simulation.scenario_witness import differences

OFFICE_HOUR = time(10)  # when a passing day is looked at: after its midnight timers and its 9:00 reminders


def play(stage: Stage, scenario: Scenario) -> None:
    """Play the scenario to its end; raises Missed with what went otherwise, and in which line."""
    try:
        begun = begin(stage, scenario)
    except EngineError as refused:
        raise Missed(msg("It could not begin: {why}", why=reason(refused))) from refused
    for step in scenario.steps:
        try:
            STEPS[type(step)](stage, begun, scenario.process_id, step)
        except EngineError as refused:
            raise Missed(_in_line(step, reason(refused))) from refused
        for trouble in troubles(stage):
            raise Missed(_in_line(step, trouble))


def _in_line(step: Step, what: Message) -> Message:
    return msg("Line {line}: {what}", line=step.line, what=what)


def _pass(stage: Stage, _begun: Begun, _process_id: str, step: Pass) -> None:
    """Day by day, so that what falls due on the way happens on its day."""
    until = step.until or stage.today + timedelta(days=step.days)
    if until < stage.today:
        raise Missed(msg("The clock cannot go back to {day}.", day=until))
    if (until - stage.today).days > MOST_DAYS:
        raise Missed(msg("The clock goes on by at most {most} days at once.", most=MOST_DAYS))
    day = stage.today
    while day <= until:
        instant = datetime.combine(day, OFFICE_HOUR, tzinfo=RIGA)
        if instant > stage.clock.now():
            stage.clock.move_to(instant)
        drain(stage.runtime)
        day += timedelta(days=1)


def _expect(stage: Stage, begun: Begun, process_id: str, step: Expect) -> None:
    drain(stage.runtime)
    for difference in differences(stage, begun, process_id, step):
        raise Missed(difference)


STEPS: Mapping[type[object], Callable[[Stage, Begun, str, Any], None]] = {
    **DEEDS,
    Pass: _pass,
    Expect: _expect,
}
