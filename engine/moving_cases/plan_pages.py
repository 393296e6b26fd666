"""What pages show of plans: the list, one plan with its steps and what became of each case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from engine.domain.rights import Actor
from engine.moving_cases import plan_parts, plan_runs
from engine.moving_cases.plan_access import MovePlan, PlanState, found, had_a_hand, may, seen
from engine.moving_cases.plan_parts import CaseRow, Place
from engine.persistence.queries import move_plans as queries
from engine.persistence.queries import release_drafts, releases
from engine.persistence.queries.move_plans import MoveState
from engine.runtime import Runtime, Session

__all__ = ["Beginning", "CaseRow", "MoveState", "Place", "PlanList", "PlanPage", "PlanRow", "PlanState"]


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan in words."""

    plan_id: int
    title: str  # of its process
    process_id: str
    from_release: int
    to_release: int
    state: PlanState
    author: str
    created_at: datetime
    counts: Mapping[MoveState, int]


@dataclass(frozen=True, slots=True)
class Beginning:
    """Instances that could be moved: of which process, on which release, how many."""

    process_id: str
    title: str
    release_id: int
    running: int


@dataclass(frozen=True, slots=True)
class PlanList:
    """All plans of a municipality, the newest first, and what a new one can begin with."""

    rows: Sequence[PlanRow]
    beginnings: Sequence[Beginning]
    releases: Sequence[tuple[int, date]]  # number, first day of use; the newest first
    may_begin: bool


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A plan with everything; `done` of `total` cases while it goes over them."""

    row: PlanRow
    version: int
    keeps_times: bool
    note: str
    proposed_by: str
    proposed_at: datetime | None
    decided_by: str
    decided_at: datetime | None
    decision_reason: str
    tried_at: datetime | None  # with the plan as it is
    places: Sequence[Place]
    cases: Sequence[CaseRow]
    done: int
    total: int
    is_busy: bool  # going over its cases now
    is_tried: bool
    may_edit: bool
    may_take_back: bool
    may_decide: bool
    may_withdraw: bool
    may_undo: bool


def listed(runtime: Runtime, actor: Actor) -> PlanList:
    """The plans; NotFound for those who may not see them."""
    with runtime.reading(seen(actor, "move.see")) as session:
        plans = queries.every(session)
        names, titles = queries.who(session, plans), releases.process_names(session)
        rows = [_row(session, one, names, titles) for one in plans]
        live = release_drafts.live_instances(session)
        cards = releases.in_use(session, actor.municipality_id or 0)
    beginnings = [
        Beginning(process_id, titles.get(process_id, process_id), release_id, number)
        for process_id, by_release in live.items()
        for release_id, number in sorted(by_release.items())
    ]
    beginnings.sort(key=lambda one: (one.title, one.release_id))
    return PlanList(rows, beginnings, cards, may(actor, "move.edit"))


def find(runtime: Runtime, actor: Actor, plan_id: int) -> PlanPage:
    """One plan; NotFound where there is none or it is not for this person."""
    with runtime.reading(seen(actor, "move.see")) as session:
        plan = found(session, plan_id)
        names, titles = queries.who(session, [plan]), releases.process_names(session)
        row = _row(session, plan, names, titles)
        places = plan_parts.places(runtime, session, plan)
        cases = plan_parts.cases(session, plan_id)
        is_tried = plan_runs.is_tried(session, plan)
    edits, is_open = may(actor, "move.edit"), plan.state is PlanState.OPEN
    total, waiting = len(cases), _waiting(row)
    is_fresh = plan.tried_version == plan.version
    return PlanPage(
        row=row,
        version=plan.version,
        keeps_times=plan.keeps_times,
        note=plan.note,
        proposed_by=names.get(plan.proposed_by or 0, ""),
        proposed_at=plan.proposed_at,
        decided_by=names.get(plan.decided_by or 0, ""),
        decided_at=plan.decided_at,
        decision_reason=plan.decision_reason,
        tried_at=plan.tried_at if is_fresh else None,
        places=places,
        cases=cases if is_fresh or not is_open else [],
        done=total - waiting,
        total=total,
        is_busy=plan.state in (PlanState.MOVING, PlanState.UNDOING) or (is_open and is_fresh and waiting > 0),
        is_tried=is_tried,
        may_edit=edits and is_open,
        may_take_back=edits and plan.state is PlanState.PROPOSED,
        may_decide=may(actor, "move.decide")
        and plan.state is PlanState.PROPOSED
        and not had_a_hand(plan, actor),
        may_withdraw=edits and plan.state in (PlanState.OPEN, PlanState.PROPOSED),
        may_undo=may(actor, "move.undo") and plan.state in (PlanState.MOVED, PlanState.UNDONE),
    )


def _waiting(row: PlanRow) -> int:
    """Cases that the run at hand has still to look at."""
    if row.state is PlanState.UNDOING:
        return row.counts.get(MoveState.MOVED, 0)
    return row.counts.get(MoveState.WAITING, 0)


def _row(session: Session, plan: MovePlan, names: Mapping[int, str], titles: Mapping[str, str]) -> PlanRow:
    return PlanRow(
        plan_id=plan.id,
        title=titles.get(plan.process_id, plan.process_id),
        process_id=plan.process_id,
        from_release=plan.from_release_id,
        to_release=plan.to_release_id,
        state=plan.state,
        author=names.get(plan.created_by, ""),
        created_at=plan.created_at,
        counts=queries.counts(session, plan.id),
    )
