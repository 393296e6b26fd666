"""What would become of one case: it moves, it stays, or it cannot be moved and why. Nothing is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from engine.bpmn.moving import How, Moved, Waits, move, waits_at
from engine.errors import EngineError
from engine.messages_catalogue import Message, msg
from engine.moving_cases.sentences import storable
from engine.persistence.queries import instances as instance_rows
from engine.persistence.queries import moved_instances
from engine.persistence.queries.instances import StoredInstance
from engine.persistence.queries.move_plans import MoveState
from engine.persistence.queries.moved_instances import OpenRow
from engine.persistence.tables.instances import InstanceStatus, TaskStatus
from engine.runtime import LoadedRelease, Runtime, Session
from engine.stepping.walk import Move as Step
from engine.stepping.walk import prepare

__all__ = [
    "How",
    "Read",
    "StoredInstance",
    "Verdict",
    "Waits",
    "Way",
    "judge",
    "judged",
    "read",
    "standing",
    "waits",
]

ENDED = (InstanceStatus.COMPLETED, InstanceStatus.TERMINATED)


@dataclass(frozen=True, slots=True)
class Way:
    """From which release to which, and how."""

    old: LoadedRelease
    new: LoadedRelease
    how: How


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of one case before it is touched."""

    state: MoveState  # MOVES, STAYS or CANNOT
    sentence: Message | None = None  # why not
    stands_at: Sequence[str] = ()  # Latvian names of the steps that wait for somebody
    stored: StoredInstance | None = None
    moved: Moved | None = None  # of one that moves
    tasks: Mapping[str, OpenRow] = field(default_factory=dict)  # of one that moves, by the engine's id


@dataclass(frozen=True, slots=True)
class Read:
    """What the database knows of one instance."""

    stored: StoredInstance | None
    tasks: Mapping[str, OpenRow]  # open or being worked on, by the engine's id
    is_signed: bool  # its month, by somebody


def read(session: Session, instance_ids: Sequence[int]) -> dict[int, Read]:
    """Everything that is asked about these instances, at once."""
    stored = instance_rows.load_all(session, instance_ids)
    tasks = moved_instances.unfinished_of(session, instance_ids)
    signed = moved_instances.signed_among(session, instance_ids)
    return {one: Read(stored.get(one), tasks.get(one, {}), one in signed) for one in instance_ids}


def judge(runtime: Runtime, session: Session, instance_id: int, way: Way) -> Verdict:
    """Look at one instance; it is read anew and not changed."""
    return judged(runtime, session, read(session, [instance_id])[instance_id], way)


def judged(runtime: Runtime, session: Session, found: Read, way: Way) -> Verdict:
    """Look at an instance as it was read."""
    stored, tasks = found.stored, found.tasks
    if stored is None or stored.status in ENDED:
        return Verdict(MoveState.STAYS, msg("It has ended."))
    if stored.release_id != way.old.release_id:
        return Verdict(MoveState.STAYS, msg("It is on another release by now."))
    stands_at = sorted({row.task.title_lv for row in tasks.values()})
    try:
        _require_movable(stored, found)
        return _moves(runtime, session, stored, way, tasks)
    except EngineError as refusal:
        return Verdict(MoveState.CANNOT, storable(refusal.message), stands_at)
    except Exception as trouble:  # noqa: BLE001 -- one case that cannot be read must not stop all the others
        sentence = msg(
            "It cannot be moved for a technical reason ({trouble}); tell who runs the house.",
            trouble=type(trouble).__name__,
        )
        return Verdict(MoveState.CANNOT, sentence, stands_at)


def _require_movable(stored: StoredInstance, found: Read) -> None:
    """EngineError where something of it must be over first."""
    if stored.status is InstanceStatus.SUSPENDED:
        raise EngineError(msg("It is held. Resume it first, then move it."))
    if found.is_signed:
        raise EngineError(
            msg("Somebody has signed this month as its release shows it; both sides sign the same release.")
        )
    for row in found.tasks.values():
        if row.task.status is TaskStatus.COMPLETING:
            step = row.task.title_lv
            raise EngineError(msg("What was answered at “{step}” is still being worked on.", step=step))


def _moves(
    runtime: Runtime, session: Session, stored: StoredInstance, way: Way, tasks: Mapping[str, OpenRow]
) -> Verdict:
    name = stored.process_id
    if name not in way.new.definitions:
        raise EngineError(msg("The new release does not have this process."))
    world = prepare(runtime, session, stored, way.new, Step("looked_at")).world
    moved = move(way.old.definitions[name], way.new.definitions[name], stored.state, way.how, world)
    if moved.before.tasks.keys() != tasks.keys():
        raise EngineError(msg("Its tasks and its diagram do not agree; tell who runs the house."))
    for task in moved.after.tasks.values():
        element = task.element
        _require_form(way.new, element.process_id, element.element_id, element.title("lv"))
    stands_at = sorted({row.task.title_lv for row in tasks.values()})
    return Verdict(MoveState.MOVES, None, stands_at, stored, moved, tasks)


def _require_form(release: LoadedRelease, process_id: str, element_id: str, title: str) -> None:
    if f"forms/{process_id}/{element_id}.json" not in release.files:
        raise EngineError(msg("The new release has no form for “{step}”.", step=title))


def standing(session: Session, instance_id: int) -> StoredInstance:
    """An instance that was moved, as long as something could still be done in it; EngineError else."""
    stored = instance_rows.load(session, instance_id)
    if stored is None or stored.status in ENDED:
        raise EngineError(msg("It has ended."))
    if stored.status is InstanceStatus.SUSPENDED:
        raise EngineError(msg("It is held. Resume it first, then take it back."))
    return stored


def waits(
    runtime: Runtime, session: Session, stored: StoredInstance, release: LoadedRelease, state: bytes
) -> Waits:
    """What an instance waits for under a release, as a state of it says."""
    world = prepare(runtime, session, stored, release, Step("looked_at")).world
    return waits_at(release.definitions[stored.process_id], state, world)
