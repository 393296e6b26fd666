"""What people do in a scenario, through the front door and as themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine.cases import cases
from engine.messages_catalogue import msg
from engine.scenarios.parts import Complete, Send
from engine.simulation.scenario_answers import shown, with_ids
from engine.simulation.scenario_month_deeds import MONTH_DEEDS
from engine.simulation.scenario_refusals import Missed, expecting, listed
from engine.simulation.scenario_rows import instance_of, open_tasks, who_does
from engine.simulation.scenario_stage import Begun, Stage
from engine.tasks import tasks


def complete(stage: Stage, begun: Begun, process_id: str, step: Complete) -> None:
    """Somebody completes a task: the answers of the file over what the page shows at first."""
    every = open_tasks(stage, step.period)
    own = instance_of(stage, begun, process_id)
    found = [task for task in every if task.element_id == step.task]
    found.sort(key=lambda task: (task.instance_id != own, task.case_id != begun.case_id, task.id))
    if not found:
        waiting = listed({task.element_id for task in every})
        raise Missed(msg("“{task}” is not waiting; these are: {waiting}.", task=step.task, waiting=waiting))
    task = found[0]
    actor = stage.cast[step.actor] if step.actor else who_does(stage, task)
    answers = {**shown(stage, actor, task.id), **with_ids(stage, step.answers)}
    sent = tasks.Sent(answers, task.version)
    expecting(step.refused, lambda: tasks.complete(stage.runtime, actor, task.id, sent))


def send(stage: Stage, begun: Begun, _process_id: str, step: Send) -> None:
    """Somebody sends a message about the case."""
    answers, actor = with_ids(stage, step.answers), stage.cast[step.actor]
    expecting(
        step.refused,
        lambda: cases.record_change(stage.runtime, actor, begun.case_id, step.message, answers),
    )


DEEDS: Mapping[type[object], Callable[[Stage, Begun, str, Any], None]] = {
    Complete: complete,
    Send: send,
    **MONTH_DEEDS,
}
"""What somebody does in a step → how."""
