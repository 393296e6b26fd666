"""One moved case put back as it was, as long as nothing was done in it since."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.moving_cases import case_rows
from engine.moving_cases.carrying import TRIES
from engine.moving_cases.case_rows import MovedOn, Progress
from engine.moving_cases.judging import StoredInstance, Way, standing, waits
from engine.moving_cases.plan_access import Hand
from engine.persistence.queries import move_plans as plans
from engine.persistence.queries import moved_instances
from engine.persistence.queries.move_plans import MovedCase, MoveState
from engine.runtime import Runtime, Session, Tenant

_SINCE = msg("Something was done in it since it was moved; it goes on the new way.")


def take_back(runtime: Runtime, tenant: Tenant, case_id: int, way: Way, by: Hand) -> MoveState:
    """Put one moved case back as it was; KEPT with the reason where something was done in it since."""
    for _ in range(TRIES):
        try:
            with runtime.reading(tenant) as session:
                case, stored, progress = _back(runtime, session, case_id, way)
            with runtime.transaction(tenant) as session:
                return _write_back(session, case, (stored, progress), way, by)
        except MovedOn:
            continue
        except EngineError as refusal:
            return _keep(runtime, tenant, case_id, refusal, by)
    return _keep(runtime, tenant, case_id, EngineError(_SINCE), by)


def _back(
    runtime: Runtime, session: Session, case_id: int, way: Way
) -> tuple[MovedCase, StoredInstance, Progress]:
    """The case, how it stands, and the way back of its waits; EngineError where there is none."""
    case = plans.case(session, case_id)
    if case is None or case.state not in (MoveState.MOVED, MoveState.KEPT) or case.before_state is None:
        raise EngineError(msg("It was not moved."))
    stored = standing(session, case.instance_id)
    if stored.version != case.moved_version or stored.release_id != way.new.release_id:
        raise EngineError(_SINCE)
    typed = moved_instances.newest_typing(moved_instances.unfinished(session, case.instance_id))
    if typed is not None and case.at is not None and typed > case.at:
        raise EngineError(
            msg("Somebody has typed answers into it since it was moved; it goes on the new way.")
        )
    now_waits = waits(runtime, session, stored, way.new, stored.state)
    then_waits = waits(runtime, session, stored, way.old, case.before_state)
    return case, stored, case_rows.between(now_waits, then_waits, case.before_state)


def _write_back(
    session: Session, case: MovedCase, back: tuple[StoredInstance, Progress], way: Way, by: Hand
) -> MoveState:
    stored, progress = back
    if not moved_instances.save(session, stored, state=progress.state, release_id=way.old.release_id):
        raise MovedOn
    open_now = {one.task.id: one for one in moved_instances.unfinished(session, stored.instance_id).values()}
    kept: Sequence[Any] = case.before_rows
    if open_now.keys() != {one["id"] for one in kept}:
        raise MovedOn
    for one in kept:
        if not moved_instances.put_back(session, open_now[one["id"]], one):
            raise MovedOn
    case_rows.write_waits(session, stored, progress, by)
    undone: dict[str, Any] = {"state": MoveState.UNDONE, "sentence": None, "told": [], "at": by.now}
    if not plans.set_case(session, case.id, case.state, before_state=None, before_rows=None, **undone):
        raise MovedOn
    case_rows.note(
        session, stored, "case_move_undone", way.old, by, {"plan": case.plan_id, "from": way.new.sha256}
    )
    return MoveState.UNDONE


def _keep(runtime: Runtime, tenant: Tenant, case_id: int, why: EngineError, by: Hand) -> MoveState:
    with runtime.transaction(tenant) as session:
        case = plans.case(session, case_id)
        if case is not None and case.state in (MoveState.MOVED, MoveState.KEPT):
            kept = {"state": MoveState.KEPT, "sentence": why.message}
            plans.set_case(session, case_id, case.state, **kept)
    return MoveState.KEPT
