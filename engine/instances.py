"""Process instances: started, moved on by whatever happens, each move one transaction.

A move has five parts, always in this order:
1. read the instance with its version (no write lock is held);
2. step in memory until it waits again; operations read and say what they want written;
3. open one short transaction and move the row on `where version = …` – somebody else was first: start over;
4. write inbox, timers, messages, the operations' effects, the audit event;
5. commit. A failure anywhere leaves everything as it was; the execution is thrown away.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from engine import letters
from engine.bpmn.execution import Execution, Progress
from engine.bpmn.scripting import Surroundings
from engine.clock import local_day
from engine.domain.rules import Regime
from engine.errors import EngineError, NotFound
from engine.messages_catalogue import msg
from engine.persistence import audit, counters
from engine.persistence.effects.context import Circumstances, Effect
from engine.persistence.queries import instances as rows
from engine.persistence.queries.instances import StoredInstance
from engine.persistence.tables.instances import InstanceStatus
from engine.persistence.tenancy import TenantSession as Session
from engine.queue.port import NewJob
from engine.runtime import LoadedRelease, Runtime, Tenant
from engine.service_tasks.outcome import Completion, FollowUp, Reading, Values
from engine.service_tasks.registry import OPERATIONS
from engine.step_rows import changes

TRIES = 5  # against other writers of the same instance


class NotWaiting(EngineError):
    """The instance no longer waits for what was brought to it."""


class _MovedOn(Exception):
    """Another step of this instance was committed first; start over."""


def _nothing(session: Session, progress: Progress) -> None:
    """The default for what a move writes beside the engine's own rows."""


@dataclass(frozen=True, slots=True)
class Move:
    """What happens to an instance, and what else is written in the same transaction."""

    action: str  # for the audit: task_completed, timer_fired, message_received, ...
    act: Callable[[Execution], None] = lambda execution: None
    also: Callable[[Session, Progress], None] = _nothing
    completion: Completion | None = None
    actor_user_id: int | None = None
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewInstance:
    """A process instance to be started."""

    process_id: str
    business_key: str
    values: Values
    release_id: int
    case_id: int | None = None


@dataclass(slots=True)
class Walk:
    """One try at a move: what was read and what the operations asked for."""

    stored: StoredInstance
    release: LoadedRelease
    world: Surroundings
    effects: list[Effect]
    follow_ups: list[FollowUp]


def start(runtime: Runtime, tenant: Tenant, new: NewInstance, move: Move) -> int:
    """Start an instance and run it to its first wait; gives its id. One transaction of its own."""
    instance_id = reserve(runtime, tenant, "process_instance")
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
    stored = StoredInstance(
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
    walk = _prepare(runtime, session, stored, release, move)
    execution = Execution.start(definition, wanted.values, walk.world)
    move.act(execution)
    return walk, execution.run()


def write_start(runtime: Runtime, session: Session, walk: Walk, progress: Progress, move: Move) -> None:
    """Store a begun instance in the caller's transaction."""
    now = runtime.clock.now()
    status = InstanceStatus.COMPLETED if progress.completed else InstanceStatus.RUNNING
    begun = StoredInstance(
        **{
            **{name: getattr(walk.stored, name) for name in StoredInstance.__slots__},
            "state": progress.state,
            "status": status,
            "step_count": walk.world.steps,
        }
    )
    rows.add(session, begun, now)
    _write(runtime, session, walk, progress, move)


def advance(runtime: Runtime, tenant: Tenant, instance_id: int, move: Move) -> Progress:
    """Move an instance on; tries again when another step of it was committed meanwhile.

    Raises NotFound, NotWaiting (the instance no longer waits for this), or whatever an operation raised;
    then nothing was changed.
    """
    for _ in range(TRIES):
        try:
            return _advance_once(runtime, tenant, instance_id, move)
        except _MovedOn:
            continue
    raise NotWaiting(msg("Many people are working on this case right now; please try again."))


def _advance_once(runtime: Runtime, tenant: Tenant, instance_id: int, move: Move) -> Progress:
    with runtime.reading(tenant) as session:
        stored = rows.load(session, instance_id)
        if stored is None:
            raise NotFound(msg("There is no such case."))
        if stored.status is not InstanceStatus.RUNNING:
            raise NotWaiting(msg("This has ended or was stopped; nothing more can be done here."))
        release = runtime.release(session, stored.release_id)
        walk = _prepare(runtime, session, stored, release, move)
        execution = Execution.resume(release.definitions[stored.process_id], stored.state, walk.world)
        move.act(execution)
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
        _write(runtime, session, walk, progress, move)
    return progress


def look(runtime: Runtime, session: Session, instance_id: int) -> tuple[Execution, LoadedRelease]:
    """An instance to look at: its values and where it stands; it must not be moved."""
    stored = rows.load(session, instance_id)
    if stored is None:
        raise NotFound(msg("There is no such case."))
    release = runtime.release(session, stored.release_id)
    walk = _prepare(runtime, session, stored, release, Move("looked_at"))
    return Execution.resume(release.definitions[stored.process_id], stored.state, walk.world), release


def reserve(runtime: Runtime, tenant: Tenant, table: str, count: int = 1) -> int:
    """The first of `count` row ids that nobody else will use; gaps are harmless."""
    with runtime.transaction(tenant) as session:
        return counters.reserve(session, table, count)


def _prepare(
    runtime: Runtime, session: Session, stored: StoredInstance, release: LoadedRelease, move: Move
) -> Walk:
    world = Surroundings(
        now=runtime.clock.now(),
        words=runtime.words(session),
        operate=_refuse_operation,
        business_key=stored.business_key,
    )
    walk = Walk(stored, release, world, [], [])
    world.operate = partial(_operate, runtime, session, walk, move)
    return walk


def _refuse_operation(name: str, element_id: str, values: Values) -> Values:
    raise NotFound(msg("There is no operation {name}.", name=name))


def _operate(
    runtime: Runtime, session: Session, walk: Walk, move: Move, name: str, element_id: str, values: Values
) -> Values:
    operation = OPERATIONS.get(name)
    if operation is None:
        return _refuse_operation(name, element_id, values)
    book = runtime.rule_book(session)
    stored = walk.stored
    tenant = Tenant(stored.municipality_id)
    reading = Reading(
        session=session,
        municipality_id=stored.municipality_id,
        case_id=stored.case_id,
        instance_id=stored.instance_id,
        business_key=stored.business_key,
        element_id=element_id,
        now=walk.world.now,
        completion=move.completion,
        new_id=partial(reserve, runtime, tenant),
        holidays=book.holidays,
        release_id=stored.release_id,
        release_sha256=walk.release.sha256,
        release_file=walk.release.file,
        in_production=not book.accept_demo,
    )
    rules = book.of(str(values.get("regime", Regime.PROPOSED_2019)))
    outcome = operation(values, reading, rules, local_day(walk.world.now))
    walk.effects.extend(outcome.effects)
    for letter in outcome.letters:
        walk.effects.append(
            letters.prepare(runtime, session, walk.release, stored.process_id, letter, stored.case_id)
        )
    walk.follow_ups.extend(outcome.follow_ups)
    return outcome.values


def _write(runtime: Runtime, session: Session, walk: Walk, progress: Progress, move: Move) -> None:
    now = walk.world.now
    stored = walk.stored
    rows.write_rows(session, stored, changes(progress), now)
    circumstances = Circumstances(
        municipality_id=stored.municipality_id,
        instance_id=stored.instance_id,
        case_id=stored.case_id,
        actor_user_id=move.actor_user_id,
        now=now,
        day=local_day(now),
        release_id=stored.release_id,
        release_sha256=walk.release.sha256,
    )
    for effect in walk.effects:
        effect.apply(session, circumstances)
    for job in walk.follow_ups:
        new = NewJob(job.kind, job.payload, unique_key=job.unique_key, run_at=job.run_at)
        runtime.queue.enqueue(session, new, now=now)
    move.also(session, progress)
    audit.record(
        session,
        action=move.action,
        at=now,
        municipality_id=stored.municipality_id,
        instance_id=stored.instance_id,
        case_id=stored.case_id,
        actor_user_id=move.actor_user_id,
        release_sha256=walk.release.sha256,
        details={**move.details, "passed": list(progress.passed)},
    )


def _municipality(tenant: Tenant) -> int:
    if tenant.municipality_id is None:
        raise ValueError("an instance belongs to one municipality")
    return tenant.municipality_id
