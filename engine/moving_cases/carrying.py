"""One case moved, or taken back: everything of it in one transaction, or nothing.

Like every other step it reads first, works in memory, and writes where the instance still is what was read;
whoever steps the same case meanwhile wins, and the move looks at it anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.bpmn.execution import Progress
from engine.bpmn.moving import waits_at
from engine.bpmn.waits import Waits
from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.moving_cases.judging import ENDED, Verdict, Way, judge
from engine.persistence import audit
from engine.persistence.queries import instances as instance_rows
from engine.persistence.queries import move_plans as plans
from engine.persistence.queries import moved_instances
from engine.persistence.queries.instances import StoredInstance
from engine.persistence.queries.move_plans import MovedCase, MoveState
from engine.persistence.queries.moved_instances import OpenRow
from engine.persistence.queries.release_drafts import Hand
from engine.persistence.tables.instances import InstanceStatus
from engine.runtime import LoadedRelease, Runtime, Session, Tenant
from engine.stepping.rows import changes, new_task
from engine.stepping.walk import Move as Step
from engine.stepping.walk import prepare

TRIES = 5  # against other writers of the same instance


class _MovedOn(Exception):
    """Another step of the instance was committed first; look anew."""


def carry(runtime: Runtime, tenant: Tenant, case: MovedCase, way: Way, by: Hand) -> MoveState:
    """Move one case that waits for it; what became of it. It may be repeated: what is done stays done."""
    for _ in range(TRIES):
        with runtime.reading(tenant) as session:
            verdict = judge(runtime, session, case.instance_id, way)
        try:
            with runtime.transaction(tenant) as session:
                return _write(session, case, verdict, way, by)
        except _MovedOn:
            continue
    with runtime.transaction(tenant) as session:
        sentence = msg("Somebody was working on it all the time; try it again with a new plan.")
        verdict = Verdict(MoveState.CANNOT, sentence)
        return _write(session, case, verdict, way, by)


def take_back(runtime: Runtime, tenant: Tenant, case_id: int, way: Way, by: Hand) -> MoveState:
    """Put one moved case back as it was; KEPT with the reason where something was done in it since."""
    for _ in range(TRIES):
        try:
            with runtime.reading(tenant) as session:
                case, stored, progress = _back(runtime, session, case_id, way)
            with runtime.transaction(tenant) as session:
                return _write_back(session, case, (stored, progress), way, by)
        except _MovedOn:
            continue
        except EngineError as refusal:
            return _keep(runtime, tenant, case_id, refusal, by)
    return _keep(runtime, tenant, case_id, EngineError(_SINCE), by)


_SINCE = msg("Something was done in it since it was moved; it goes on the new way.")


def _write(session: Session, case: MovedCase, verdict: Verdict, way: Way, by: Hand) -> MoveState:
    """What came of it, on the plan's list too; False there: another worker was faster with this case."""
    found: dict[str, Any] = {"sentence": verdict.sentence, "stands_at": list(verdict.stands_at), "at": by.now}
    stored, moved = verdict.stored, verdict.moved
    if stored is None or moved is None:
        plans.set_case(session, case.id, MoveState.WAITING, state=verdict.state, **found)
        return verdict.state
    if not moved_instances.save(session, stored, state=moved.state, release_id=way.new.release_id):
        raise _MovedOn
    open_now = moved_instances.unfinished(session, stored.instance_id)
    if open_now.keys() != verdict.tasks.keys():
        raise _MovedOn
    before = [moved_instances.kept(one) for one in open_now.values()]
    told = _put_under(session, open_now, moved.after, way)
    _write_waits(session, stored, _between(moved.before, moved.after, moved.state), by)
    kept = {"before_state": stored.state, "before_rows": before, "moved_version": stored.version + 1}
    if not plans.set_case(
        session, case.id, MoveState.WAITING, state=MoveState.MOVED, told=told, **kept, **found
    ):
        raise _MovedOn
    _note(session, stored, "case_moved", way.new, by, {"plan": case.plan_id, "from": way.old.sha256})
    return MoveState.MOVED


def _put_under(session: Session, open_now: Mapping[str, OpenRow], after: Waits, way: Way) -> list[list[str]]:
    """Each open task under the new release, its drafts with it; [step, question] of what lost its place."""
    told: list[list[str]] = []
    for uid, row in open_now.items():
        task = after.tasks[uid]
        old_form = way.old.form(row.task.process_id, row.task.element_id)
        new_form = way.new.form(task.element.process_id, task.element.element_id)
        known = {field.key for field in new_form.fields()}
        asked = {field.key: field.label.lv or field.key for field in old_form.fields()}
        moved_instances.put_under(
            session, row, new_task(task), way.new.release_id, keeps_times=way.how.keeps_times
        )
        for draft in row.drafts:
            aside = sorted(key for key in draft.answers if key not in known)
            if aside:
                kept = {key: value for key, value in draft.answers.items() if key in known}
                moved_instances.keep_answers(session, draft, kept)
                told += [[row.task.title_lv, asked.get(key, key)] for key in aside]
    return told


def _back(
    runtime: Runtime, session: Session, case_id: int, way: Way
) -> tuple[MovedCase, StoredInstance, Progress]:
    """The case, how it stands, and the way back of its waits; EngineError where there is none."""
    case = plans.case(session, case_id)
    if case is None or case.state not in (MoveState.MOVED, MoveState.KEPT) or case.before_state is None:
        raise EngineError(msg("It was not moved."))
    stored = instance_rows.load(session, case.instance_id)
    if stored is None or stored.status in ENDED:
        raise EngineError(msg("It has ended."))
    if stored.status is InstanceStatus.SUSPENDED:
        raise EngineError(msg("It is held. Resume it first, then take it back."))
    if stored.version != case.moved_version or stored.release_id != way.new.release_id:
        raise EngineError(_SINCE)
    typed = moved_instances.newest_typing(moved_instances.unfinished(session, case.instance_id))
    if typed is not None and case.at is not None and typed > case.at:
        raise EngineError(
            msg("Somebody has typed answers into it since it was moved; it goes on the new way.")
        )
    now_waits = _waits(runtime, session, stored, way.new, stored.state)
    then_waits = _waits(runtime, session, stored, way.old, case.before_state)
    return case, stored, _between(now_waits, then_waits, case.before_state)


def _waits(
    runtime: Runtime, session: Session, stored: StoredInstance, release: LoadedRelease, state: bytes
) -> Waits:
    world = prepare(runtime, session, stored, release, Step("looked_at")).world
    return waits_at(release.definitions[stored.process_id], state, world)


def _write_back(
    session: Session, case: MovedCase, back: tuple[StoredInstance, Progress], way: Way, by: Hand
) -> MoveState:
    stored, progress = back
    if not moved_instances.save(session, stored, state=progress.state, release_id=way.old.release_id):
        raise _MovedOn
    open_now = {one.task.id: one for one in moved_instances.unfinished(session, stored.instance_id).values()}
    kept: Sequence[Any] = case.before_rows
    if open_now.keys() != {one["id"] for one in kept}:
        raise _MovedOn
    for one in kept:
        moved_instances.put_back(session, open_now[one["id"]], one)
    _write_waits(session, stored, progress, by)
    undone: dict[str, Any] = {"state": MoveState.UNDONE, "sentence": None, "told": [], "at": by.now}
    if not plans.set_case(session, case.id, case.state, before_state=None, before_rows=None, **undone):
        raise _MovedOn
    _note(session, stored, "case_move_undone", way.old, by, {"plan": case.plan_id, "from": way.new.sha256})
    return MoveState.UNDONE


def _keep(runtime: Runtime, tenant: Tenant, case_id: int, why: EngineError, by: Hand) -> MoveState:
    with runtime.transaction(tenant) as session:
        case = plans.case(session, case_id)
        if case is not None and case.state in (MoveState.MOVED, MoveState.KEPT):
            kept = {"state": MoveState.KEPT, "sentence": why.message}
            plans.set_case(session, case_id, case.state, **kept)
    return MoveState.KEPT


def _between(before: Waits, after: Waits, state: bytes) -> Progress:
    return Progress(state, after, before, (), frozenset(), completed=False, values={})


def _write_waits(session: Session, stored: StoredInstance, progress: Progress, by: Hand) -> None:
    """Timers and waiting messages; the tasks are the same ones."""
    instance_rows.write_rows(session, [(stored, changes(progress))], by.now)


def _note(
    session: Session,
    stored: StoredInstance,
    action: str,
    release: LoadedRelease,
    by: Hand,
    details: Mapping[str, object],
) -> None:
    event = {
        "action": action,
        "at": by.now,
        "municipality_id": stored.municipality_id,
        "instance_id": stored.instance_id,
        "case_id": stored.case_id,
        "actor_user_id": by.user_id,
        "on_behalf_of": None,
        "release_sha256": release.sha256,
        "details": dict(details),
    }
    audit.record_many(session, [event])
