"""Plays one scenario, step by step, through the front door."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from engine import cases, months, task_pages, tasks
from engine.clock import RIGA
from engine.domain.rights import Actor
from engine.errors import EngineError, InvalidAnswers, NotAllowed, NotFound
from engine.instances import NotWaiting
from engine.jobs.worker import drain
from engine.messages_catalogue import Message, msg
from engine.persistence import rows
from engine.persistence.tables.instances import UserTask, UserTaskPerson
from engine.persistence.tables.months import ServiceMonth
from engine.scenarios.parts import Complete, Expect, Pass, Scenario, Send, Step, TakeBack
from engine.simulation.scenario_stage import Stage
from engine.simulation.scenario_starts import Begun, begin
from engine.simulation.scenario_witness import differences, instance_of, open_tasks, troubles

OFFICE_HOUR = time(10)  # when a passing day is looked at: after its midnight timers and its 9:00 reminders
NOT_ALLOWED, NOT_WAITING = "not_allowed", "not_waiting"


class Missed(EngineError):
    """The scenario did not go as it is written."""


def play(stage: Stage, scenario: Scenario) -> None:
    """Play the scenario to its end; raises Missed with what went otherwise, and in which line."""
    try:
        begun = begin(stage, scenario)
    except EngineError as refused:
        raise Missed(msg("It could not begin: {why}", why=_reason(refused))) from refused
    for step in scenario.steps:
        try:
            STEPS[type(step)](stage, begun, scenario, step)
        except Missed as missed:
            raise Missed(_in_line(step, missed.message)) from missed
        except EngineError as refused:
            raise Missed(_in_line(step, _reason(refused))) from refused
        for trouble in troubles(stage):
            raise Missed(_in_line(step, trouble))


def _in_line(step: Step, what: Message) -> Message:
    return msg("Line {line}: {what}", line=step.line, what=what)


def _reason(refused: EngineError) -> Message:
    """The sentence of a refusal; of answers that do not fit, the fields and theirs."""
    if isinstance(refused, InvalidAnswers):
        fields = iter(refused.fields.items())
        name, said = next(fields, ("", refused.message))
        return msg("The answers do not fit: “{field}”: {said}", field=name, said=said)
    return refused.message


def _complete(stage: Stage, begun: Begun, scenario: Scenario, step: Complete) -> None:
    task = _find(stage, begun, scenario, step)
    actor = stage.cast[step.actor] if step.actor else _usual(stage, task)
    answers = {**_shown(stage, actor, task), **_with_ids(stage, step.answers)}
    _expecting(
        step.refused,
        lambda: tasks.complete(stage.runtime, actor, task.id, tasks.Sent(answers, task.version)),
    )


def _send(stage: Stage, begun: Begun, _scenario: Scenario, step: Send) -> None:
    answers = _with_ids(stage, step.answers)
    actor = stage.cast[step.actor]
    _expecting(
        step.refused,
        lambda: cases.record_change(stage.runtime, actor, begun.case_id, step.message, answers),
    )


def _take_back(stage: Stage, begun: Begun, _scenario: Scenario, step: TakeBack) -> None:
    with stage.runtime.reading(stage.tenant) as session:
        month = rows.first(session, ServiceMonth, case_id=begun.case_id, period=step.period)
    if month is None:
        raise Missed(msg("There is no month {period}.", period=step.period))
    months.change_entries(stage.runtime, stage.cast[step.actor], month.id)


def _pass(stage: Stage, _begun: Begun, _scenario: Scenario, step: Pass) -> None:
    until = step.until or stage.today + timedelta(days=step.days)
    if until < stage.today:
        raise Missed(msg("The clock cannot go back to {day}.", day=until))
    day = stage.today
    while day <= until:
        instant = datetime.combine(day, OFFICE_HOUR, tzinfo=RIGA)
        if instant > stage.clock.now():
            stage.clock.move_to(instant)
        drain(stage.runtime)
        day += timedelta(days=1)


def _expect(stage: Stage, begun: Begun, scenario: Scenario, step: Expect) -> None:
    drain(stage.runtime)
    for difference in differences(stage, begun, scenario.process_id, step):
        raise Missed(difference)


STEPS: Mapping[type[object], Callable[[Stage, Begun, Scenario, Any], None]] = {
    Complete: _complete,
    Send: _send,
    TakeBack: _take_back,
    Pass: _pass,
    Expect: _expect,
}


def _expecting(refused: tuple[str, ...], deed: Callable[[], object]) -> None:
    """Do it; where it must be refused, raises Missed unless it is, and for that reason."""
    if not refused:
        deed()
        return
    try:
        deed()
    except EngineError as trouble:
        found = _kinds(trouble)
        if found != set(refused):
            raise Missed(
                msg(
                    "It was refused for another reason ({found}): {said}",
                    found=_listed(found),
                    said=_reason(trouble),
                )
            ) from trouble
        return
    raise Missed(msg("It should have been refused ({wanted}), but went through.", wanted=_listed(refused)))


def _kinds(trouble: EngineError) -> set[str]:
    if isinstance(trouble, InvalidAnswers):
        return set(trouble.fields)
    if isinstance(trouble, NotFound | NotAllowed):
        return {NOT_ALLOWED}
    return {NOT_WAITING if isinstance(trouble, NotWaiting) else "refused"}


def _listed(names: Iterator[str] | set[str] | tuple[str, ...]) -> str:
    return ", ".join(sorted(names))


def _find(stage: Stage, begun: Begun, scenario: Scenario, step: Complete) -> UserTask:
    """The open task of this name: of the process in hand, else of any other."""
    with stage.runtime.reading(stage.tenant) as session:
        every = open_tasks(session)
        own = instance_of(session, begun, scenario.process_id)
        found = [task for task in every if task.element_id == step.task]
        if step.period:
            month_ids = {one.id for one in rows.every(session, ServiceMonth, period=step.period)}
            found = [task for task in found if task.month_id in month_ids]
    found.sort(key=lambda task: (task.instance_id != own, task.case_id != begun.case_id, task.id))
    if not found:
        waiting = sorted({task.element_id for task in every})
        raise Missed(
            msg(
                "“{task}” is not waiting; these are: {waiting}.",
                task=step.task,
                waiting=_listed(tuple(waiting)),
            )
        )
    return found[0]


def _usual(stage: Stage, task: UserTask) -> Actor:
    """Who does a task: the person it names, else the office's holder of its role, or the colleague."""
    with stage.runtime.reading(stage.tenant) as session:
        named = {one.person_id for one in rows.every(session, UserTaskPerson, task_id=task.id)}
    if task.for_persons:
        return next(actor for actor in stage.cast.values() if actor.person_id in named)
    actor = stage.cast[task.role]
    return stage.cast[f"other_{task.role}"] if actor.user_id in task.excluded_user_ids else actor


def _shown(stage: Stage, actor: Actor, task: UserTask) -> Mapping[str, object]:
    """What stands in the form when its page is opened; nothing for somebody who may not open it."""
    try:
        return task_pages.find(stage.runtime, actor, task.id).start
    except NotFound:
        return {}


def _with_ids(stage: Stage, answers: Mapping[str, object]) -> dict[str, object]:
    """The answers, with the ids of people in place of their names (`assistant_id: janis`)."""
    return {
        key: stage.cast[value].person_id
        if key.endswith("_id") and isinstance(value, str) and value in stage.cast
        else value
        for key, value in answers.items()
    }
