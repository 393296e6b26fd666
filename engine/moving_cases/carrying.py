"""One case moved: everything of it in one transaction, or nothing.

Like every other step it reads first, works in memory, and writes where the instance still is what was read;
whoever steps the same case meanwhile wins, and the move looks at it anew.
"""

from __future__ import annotations

from typing import Any

from engine.messages_catalogue import msg
from engine.moving_cases import case_rows
from engine.moving_cases.case_rows import MovedOn
from engine.moving_cases.judging import Verdict, Way, judge
from engine.moving_cases.plan_access import Hand
from engine.persistence.queries import move_plans as plans
from engine.persistence.queries import moved_instances
from engine.persistence.queries.move_plans import MovedCase, MoveState
from engine.runtime import Runtime, Session, Tenant

TRIES = 5  # against other writers of the same instance


def carry(runtime: Runtime, tenant: Tenant, case: MovedCase, way: Way, by: Hand) -> MoveState:
    """Move one case that waits for it; what became of it. It may be repeated: what is done stays done."""
    for _ in range(TRIES):
        with runtime.reading(tenant) as session:
            verdict = judge(runtime, session, case.instance_id, way)
        try:
            with runtime.transaction(tenant) as session:
                return _write(session, case, verdict, way, by)
        except MovedOn:
            continue
    with runtime.transaction(tenant) as session:
        sentence = msg("Somebody was working on it all the time; try it again with a new plan.")
        verdict = Verdict(MoveState.CANNOT, sentence)
        return _write(session, case, verdict, way, by)


def _write(session: Session, case: MovedCase, verdict: Verdict, way: Way, by: Hand) -> MoveState:
    """What came of it, on the plan's list too; False there: another worker was faster with this case."""
    found: dict[str, Any] = {"sentence": verdict.sentence, "stands_at": list(verdict.stands_at), "at": by.now}
    stored, moved = verdict.stored, verdict.moved
    if stored is None or moved is None:
        plans.set_case(session, case.id, MoveState.WAITING, state=verdict.state, **found)
        return verdict.state
    if not moved_instances.save(session, stored, state=moved.state, release_id=way.new.release_id):
        raise MovedOn
    open_now = moved_instances.unfinished(session, stored.instance_id)
    if open_now.keys() != verdict.tasks.keys():
        raise MovedOn
    before = [
        moved_instances.kept(one, one.task.due_at if way.how.keeps_times else moved.after.tasks[uid].due_at)
        for uid, one in open_now.items()
    ]
    told = case_rows.put_under(session, open_now, moved.after, way)
    case_rows.write_waits(session, stored, case_rows.between(moved.before, moved.after, moved.state), by)
    kept = {"before_state": stored.state, "before_rows": before, "moved_version": stored.version + 1}
    if not plans.set_case(
        session, case.id, MoveState.WAITING, state=MoveState.MOVED, told=told, **kept, **found
    ):
        raise MovedOn
    case_rows.note(session, stored, "case_moved", way.new, by, {"plan": case.plan_id, "from": way.old.sha256})
    return MoveState.MOVED
