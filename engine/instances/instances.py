"""Process instances: started, moved on by whatever happens, each move one transaction.

A move has five parts, always in this order:
1. read the instance with its version (no write lock is held);
2. step in memory until it waits again; operations read and say what they want written;
3. open one short transaction and move the row on `where version = …` – somebody else was first: start over;
4. write inbox, timers, messages, the operations' effects, the audit event;
5. commit. A failure anywhere leaves everything as it was; the execution is thrown away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from engine.bpmn.execution import Execution, Progress
from engine.errors import EngineError, NotFound, Outrun
from engine.messages_catalogue import msg
from engine.persistence.queries import instances as rows
from engine.persistence.tables.instances import InstanceStatus
from engine.runtime import LoadedRelease, Runtime, Session, Tenant
from engine.stepping.walk import Move, Walk, prepare
from engine.stepping.writing import Step, write

TRIES = 5  # against other writers of the same instance


class NotWaiting(EngineError):
    """The instance no longer waits for what was brought to it."""


class Suspended(NotWaiting):
    """Somebody holds the instance: nothing moves it until it is resumed."""

    def __init__(self) -> None:
        super().__init__(msg("This case is held: nothing moves in it until it is resumed."))


class _MovedOn(Exception):
    """Another step of this instance was committed first; start over."""


@dataclass(frozen=True, slots=True)
class NewInstance:
    """A process instance to be started."""

    process_id: str
    business_key: str
    values: Mapping[str, object]
    release_id: int
    case_id: int | None = None


def start(runtime: Runtime, tenant: Tenant, new: NewInstance, move: Move) -> int:
    """Start an instance and run it to its first wait; gives its id. One transaction of its own."""
    instance_id = runtime.reserve(tenant, "process_instance")
    with runtime.reading(tenant) as session:
        walk, progress = begin(runtime, session, tenant, (instance_id, new), move)
    with runtime.transaction(tenant) as session:
        write_start(runtime, session, walk, progress, move)
    return instance_id


def begin(
    runtime: Runtime, session: Session, tenant: Tenant, new: tuple[int, NewInstance], move: Move
) -> tuple[Walk, Progress]:
    """Run a new instance to its first wait in memory; `write_start` stores it."""
    instance_id, wanted = new
    release = runtime.release(session, wanted.release_id)
    definition = release.definitions.get(wanted.process_id)
    if definition is None:
        raise NotFound(msg("The release has no process {process}.", process=wanted.process_id))
    stored = rows.StoredInstance(
        instance_id=instance_id,
        municipality_id=_municipality(tenant),
        process_id=wanted.process_id,
        release_id=wanted.release_id,
        business_key=wanted.business_key,
        case_id=wanted.case_id,
        state=b"",
        version=0,
        status=InstanceStatus.RUNNING,
        step_count=0,
    )
    walk = prepare(runtime, session, stored, release, move)
    execution = Execution.start(definition, wanted.values, walk.world)
    move.act(execution, session)
    return walk, execution.run()


def write_start(runtime: Runtime, session: Session, walk: Walk, progress: Progress, move: Move) -> None:
    """Store a begun instance in the caller's transaction."""
    store_begun(runtime, session, [(walk, progress)])
    write(runtime, session, [(walk, progress)], move)


def store_begun(runtime: Runtime, session: Session, begun: Sequence[Step]) -> None:
    """The rows of begun instances alone; `write` stores what else their first steps mean."""
    rows.add(session, [_begun(walk, progress) for walk, progress in begun], runtime.clock.now())


def _begun(walk: Walk, progress: Progress) -> rows.StoredInstance:
    status = InstanceStatus.COMPLETED if progress.completed else InstanceStatus.RUNNING
    return replace(walk.stored, state=progress.state, status=status, step_count=walk.world.steps)


def advance(runtime: Runtime, tenant: Tenant, instance_id: int, move: Move) -> Progress:
    """Move an instance on; tries again when another step of it, or one that this step must heed, was
    committed meanwhile.

    Raises NotFound, NotWaiting (the instance no longer waits for this), or whatever an operation raised;
    then nothing was changed.
    """
    outrun: EngineError = NotWaiting(msg("Many people are working on this case right now; please try again."))
    for _ in range(TRIES):
        try:
            return _advance_once(runtime, tenant, instance_id, move)
        except _MovedOn:
            continue
        except Outrun as ahead:
            outrun = ahead
    raise outrun


def _advance_once(runtime: Runtime, tenant: Tenant, instance_id: int, move: Move) -> Progress:
    with runtime.reading(tenant) as session:
        stored = rows.load(session, instance_id)
        if stored is None:
            raise NotFound(msg("There is no such case."))
        if stored.status is InstanceStatus.SUSPENDED:
            raise Suspended
        if stored.status is not InstanceStatus.RUNNING:
            raise NotWaiting(msg("This has ended or was stopped; nothing more can be done here."))
        release = runtime.release(session, stored.release_id)
        walk = prepare(runtime, session, stored, release, move)
        execution = Execution.resume(release.definitions[stored.process_id], stored.state, walk.world)
        move.act(execution, session)
        progress = execution.run()
    with runtime.transaction(tenant) as session:
        now = runtime.clock.now()
        moved = rows.save(
            session,
            stored,
            state=progress.state,
            steps=walk.world.steps,
            completed=progress.completed,
            now=now,
        )
        if not moved:
            raise _MovedOn
        write(runtime, session, [(walk, progress)], move)
    return progress


def look(runtime: Runtime, session: Session, instance_id: int) -> tuple[Execution, LoadedRelease]:
    """An instance to look at: its values and where it stands; it must not be moved."""
    stored = rows.load(session, instance_id)
    if stored is None:
        raise NotFound(msg("There is no such case."))
    release = runtime.release(session, stored.release_id)
    walk = prepare(runtime, session, stored, release, Move("looked_at"))
    return Execution.resume(release.definitions[stored.process_id], stored.state, walk.world), release


def _municipality(tenant: Tenant) -> int:
    if tenant.municipality_id is None:
        raise ValueError("an instance belongs to one municipality")
    return tenant.municipality_id


__all__ = [
    "Move",
    "NewInstance",
    "NotWaiting",
    "Progress",
    "Suspended",
    "Walk",
    "advance",
    "begin",
    "look",
    "start",
    "store_begun",
    "write",
    "write_start",
]
