"""What would make a moved instance stand still, or do something twice; all of it is refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventJoin, _EndJoin
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.bpmn.specs.mixins.parallel_gateway import ParallelGateway
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.bpmn.going_back import MEETING
from engine.bpmn.move_names import CannotMove, Names, split, titled
from engine.messages_catalogue import msg

BESIDE = (BoundaryEvent, BoundaryEventJoin, _EndJoin)  # they wait beside what a case really stands at


def refuse_other_kind(names: Names, task: Task, found: Any) -> None:
    """CannotMove where the element at which the case stands is something else in the new diagram."""
    old = task.task_spec
    same = type(found) is type(old)
    event = getattr(old, "event_definition", None)
    if same and event is not None:
        same = type(found.event_definition) is type(event)
    if not same:
        raise CannotMove(
            msg("“{step}”, at which the case stands, is another kind of step now.", step=names.title(task))
        )


def refuse_standing_still(scope: Any, spec: Any, names: Names, live: Sequence[Task]) -> None:
    """CannotMove where ways that are gone side by side would not meet, or meet twice, in the new diagram."""
    stands = [one for one in live if not isinstance(one.task_spec, BESIDE) and not _is_meeting(one)]
    stands = [one for one in stands if not split(one.task_spec.name)[1]]
    old_ways = {one.id: _reach(scope.spec, [one.task_spec.name]) for one in stands}
    new_ways = {one.id: _reach(spec, [names.target(one.task_spec.name)]) for one in stands}
    waiting = [one for one in live if _is_meeting(one)]
    if len(stands) > 1 or waiting:
        _refuse_other_meetings(
            scope, spec, names, {name for way in old_ways.values() for name in way}, waiting
        )
    for one in stands:
        for other in stands:
            leads = names.target(other.task_spec.name) in new_ways[one.id]
            if one is not other and leads and other.task_spec.name not in old_ways[one.id]:
                raise CannotMove(
                    msg(
                        "The case stands at “{step}” and at “{other}”; one comes after the other now.",
                        step=names.title(one),
                        other=names.title(other),
                    )
                )
    _refuse_waiting_for_ever(scope, spec, names, stands)


def _is_meeting(task: Task) -> bool:
    return isinstance(task.task_spec, MEETING) and bool(task.has_state(TaskState.WAITING))


def _refuse_other_meetings(
    scope: Any, spec: Any, names: Names, ahead: Iterable[str], waiting: Sequence[Task]
) -> None:
    here = {one.task_spec.name for one in waiting}
    for name in sorted({*ahead, *here}):
        old = scope.spec.task_specs[name]
        if not isinstance(old, MEETING) or len(old.inputs) < 2:
            continue
        new = spec.task_specs.get(names.target(name))
        same = type(new) is type(old)
        if same and name in here:
            same = {names.target(one.name) for one in old.inputs} == {one.name for one in new.inputs}
        if not same:
            raise CannotMove(
                msg(
                    "Steps are being done side by side, and “{step}”, where they meet, has been changed.",
                    step=titled(names.old, name),
                )
            )


def _refuse_waiting_for_ever(scope: Any, spec: Any, names: Names, stands: Sequence[Task]) -> None:
    """A parallel gateway that would wait for a way which nobody of this case is on."""
    sources = [names.target(one.task_spec.name) for one in stands]
    old_sources = [one.task_spec.name for one in stands]
    back = {names.target(name): name for name in scope.spec.task_specs}
    for name in sorted(_reach(spec, sources)):
        gateway = spec.task_specs[name]
        if not isinstance(gateway, ParallelGateway) or len(gateway.inputs) < 2:
            continue
        arrived = {
            names.target(one.parent.task_spec.name)
            for one in scope.tasks.values()
            if names.target(one.task_spec.name) == name and one.parent is not None
        }
        coming = _reach(spec, sources, without=name)
        missing = {one.name for one in gateway.inputs} - arrived - coming
        old = scope.spec.task_specs.get(back.get(name, ""))
        if missing and old is not None:  # as it was before the move
            before = _reach(scope.spec, old_sources, without=old.name)
            missing -= {names.target(one.name) for one in old.inputs if one.name not in before}
        if missing:
            raise CannotMove(
                msg(
                    "In the new diagram the case would wait for ever at “{step}”: a way that leads there was "
                    "never begun.",
                    step=titled(names.new, name),
                )
            )


def _reach(spec: Any, sources: Iterable[str], without: str = "") -> set[str]:
    """Names of all that can come after these, border events too; the sources only where ways lead back."""
    wanted = [
        f"{one}.BoundaryEventSplit" if f"{one}.BoundaryEventSplit" in spec.task_specs else one
        for one in sources
    ]
    found: set[str] = set()
    own = {name for name in sources if f"{name}.BoundaryEventSplit" in spec.task_specs}
    ahead = [out.name for name in wanted if name in spec.task_specs for out in spec.task_specs[name].outputs]
    while ahead:
        name = ahead.pop()
        if name == without or name in found:
            continue
        found.add(name)
        ahead += [out.name for out in spec.task_specs[name].outputs]
    return found - own if not _leads_back(spec, found, own) else found


def _leads_back(spec: Any, found: set[str], own: set[str]) -> bool:
    return any(f"{name}.BoundaryEventSplit" in found for name in own)
