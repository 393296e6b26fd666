"""A plan goes over its cases, a portion at a time: tried out, moved, or taken back.

Each portion is a job; the next one is asked for in the transaction that ends it. A portion that dies is done
again from its first case: cases that are done already are not looked at twice.
"""

from __future__ import annotations

from enum import StrEnum

from engine.domain.rights import Actor
from engine.errors import EngineError, NotFound
from engine.messages_catalogue import msg
from engine.moving_cases import carrying, taking_back
from engine.moving_cases.judging import How, Verdict, Way, judge
from engine.moving_cases.plan_access import Hand, MovePlan, PlanState, hand, held, open_one, tenant
from engine.persistence.queries import move_plans as queries
from engine.persistence.queries.move_plans import MovedCase, MoveState
from engine.queue.port import LeasedJob, NewJob
from engine.runtime import Runtime, Session, Tenant

KIND = "move_cases"  # of the job
PORTION = 20  # cases a job: other work need not wait long for it


class Deed(StrEnum):
    """What is done to the cases of a plan; one fixed list."""

    TRY = "try"  # look what would become of them
    MOVE = "move"
    UNDO = "undo"


_WAITS_FOR = {Deed.TRY: MoveState.WAITING, Deed.MOVE: MoveState.WAITING, Deed.UNDO: MoveState.MOVED}
_WHILE = {Deed.TRY: PlanState.OPEN, Deed.MOVE: PlanState.MOVING, Deed.UNDO: PlanState.UNDOING}
_THEN = {Deed.MOVE: PlanState.MOVED, Deed.UNDO: PlanState.UNDONE}


def way_of(runtime: Runtime, session: Session, plan: MovePlan) -> Way:
    """From where to where a plan leads, and how."""
    old, new = (runtime.release(session, one) for one in (plan.from_release_id, plan.to_release_id))
    return Way(old, new, How(plan.elements, plan.keeps_times))


def is_tried(session: Session, plan: MovePlan) -> bool:
    """Whether every case was looked at with the plan as it is."""
    counts = queries.counts(session, plan.id)
    return plan.tried_version == plan.version and MoveState.WAITING not in counts


def try_out(runtime: Runtime, actor: Actor, plan_id: int) -> None:
    """Have it told of every case what would become of it; no case is changed."""
    with runtime.transaction(tenant(actor, "move.edit")) as session:
        plan, by = open_one(session, plan_id), hand(runtime, actor)
        queries.change(session, plan, tried_version=plan.version, tried_at=by.now)
        queries.note(session, plan, "tried", by)
        begin(runtime, session, plan, Deed.TRY, by)


def undo(runtime: Runtime, actor: Actor, plan_id: int) -> None:
    """Take all cases back that can be taken back, soon and one after the other."""
    with runtime.transaction(tenant(actor, "move.undo")) as session:
        plan, by = held(session, plan_id), hand(runtime, actor)
        if plan.state is not PlanState.MOVED:
            raise EngineError(msg("Only a plan whose cases have all been moved can be taken back."))
        queries.change(session, plan, state=PlanState.UNDOING)
        queries.note(session, plan, "undone", by)
        begin(runtime, session, plan, Deed.UNDO, by)


def undo_case(runtime: Runtime, actor: Actor, plan_id: int, moved_id: int) -> None:
    """Take one case back; EngineError with the reason where something was done in it since."""
    here, by = tenant(actor, "move.undo"), hand(runtime, actor)
    with runtime.reading(here) as session:
        plan, case = queries.find(session, plan_id), queries.case(session, moved_id)
        if plan is None or case is None or case.plan_id != plan.id:
            raise NotFound(msg("There is no such plan."))
        way = way_of(runtime, session, plan)
    if taking_back.take_back(runtime, here, moved_id, way, by) is MoveState.KEPT:
        with runtime.reading(here) as session:
            case = queries.case(session, moved_id)
        raise EngineError(case.sentence if case and case.sentence else msg("It was not moved."))


def begin(runtime: Runtime, session: Session, plan: MovePlan, deed: Deed, by: Hand) -> None:
    """Ask for the first portion; to be tried or moved, the cases are listed anew."""
    if deed is not Deed.UNDO:
        queries.list_anew(session, plan, queries.running(session, plan.process_id, plan.from_release_id))
    run = f"{plan.version}:{by.now.isoformat()}"
    _ask(runtime, session, plan, (deed, 0, by.user_id, run), by)


def portion(runtime: Runtime, job: LeasedJob) -> None:
    """Do one portion, and ask for the next, or end the run."""
    plan_id, after = int(str(job.payload["plan_id"])), int(str(job.payload["after"]))
    deed, here = Deed(str(job.payload["deed"])), Tenant(job.municipality_id)
    by = Hand(_account(job), runtime.clock.now())
    with runtime.reading(here) as session:
        plan = queries.find(session, plan_id)
        ids = []
        if plan is not None and _goes_on(plan, deed, job):
            ids = queries.portion(session, plan_id, _WAITS_FOR[deed], after, PORTION)
            way = way_of(runtime, session, plan)
    for moved_id in ids:
        _one(runtime, here, moved_id, way, deed, by)
    with runtime.transaction(here) as session:
        runtime.queue.finish(session, job, now=by.now)
        plan = queries.held(session, plan_id)
        if plan is None or not _goes_on(plan, deed, job):
            return
        if ids:
            run = str(job.payload["run"])
            _ask(runtime, session, plan, (deed, ids[-1], by.user_id, run), by)
        elif deed in _THEN:
            queries.change(session, plan, state=_THEN[deed])
            queries.note(session, plan, f"{deed}_ended", by, **_counted(session, plan))


def _one(runtime: Runtime, here: Tenant, moved_id: int, way: Way, deed: Deed, by: Hand) -> None:
    if deed is Deed.UNDO:
        taking_back.take_back(runtime, here, moved_id, way, by)
        return
    with runtime.reading(here) as session:
        case = queries.case(session, moved_id)
        verdict = judge(runtime, session, case.instance_id, way) if case and deed is Deed.TRY else None
    if case is not None and verdict is not None:
        _tell(runtime, here, case, verdict, by)
    elif case is not None:
        carrying.carry(runtime, here, case, way, by)


def _tell(runtime: Runtime, here: Tenant, case: MovedCase, verdict: Verdict, by: Hand) -> None:
    told = {"sentence": verdict.sentence, "stands_at": list(verdict.stands_at), "at": by.now}
    with runtime.transaction(here) as session:
        queries.set_case(session, case.id, MoveState.WAITING, state=verdict.state, **told)


def _goes_on(plan: MovePlan, deed: Deed, job: LeasedJob) -> bool:
    """Whether the plan is still at this run: one that was changed and tried anew has another."""
    version = str(job.payload["run"]).partition(":")[0]
    return plan.state is _WHILE[deed] and (deed is not Deed.TRY or str(plan.version) == version)


def _ask(
    runtime: Runtime, session: Session, plan: MovePlan, what: tuple[Deed, int, int | None, str], by: Hand
) -> None:
    deed, after, user_id, run = what
    job = NewJob(
        KIND,
        {"plan_id": plan.id, "deed": str(deed), "after": after, "by": user_id, "run": run},
        unique_key=f"{KIND}:{plan.id}:{deed}:{run}:{after}",
        municipality_id=plan.municipality_id,
    )
    runtime.queue.enqueue(session, job, now=by.now)


def _account(job: LeasedJob) -> int | None:
    by = job.payload["by"]
    return by if isinstance(by, int) else None


def _counted(session: Session, plan: MovePlan) -> dict[str, object]:
    return {str(state): number for state, number in queries.counts(session, plan.id).items()}
