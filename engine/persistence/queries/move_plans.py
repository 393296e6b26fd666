"""Plans by which running cases change their release: put in, found, changed; each step is noted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session

from engine.persistence import audit, rows
from engine.persistence.queries import names
from engine.persistence.queries.release_drafts import Hand
from engine.persistence.tables.instances import InstanceStatus, ProcessInstance, TaskStatus, UserTask
from engine.persistence.tables.moved_cases import MovedCase, MovePlan, MoveState, PlanState

__all__ = [
    "MovePlan", "MoveState", "MovedCase", "PlanState", "add", "case", "cases", "change", "counts", "every",
    "find", "held", "list_anew", "note", "portion", "running", "set_case", "standing_at", "who",
]  # fmt: skip

LIVE = (InstanceStatus.RUNNING, InstanceStatus.SUSPENDED, InstanceStatus.INCIDENT)


def every(session: Session) -> Sequence[MovePlan]:
    """All plans of this municipality, the newest first."""
    return rows.every(session, MovePlan, order_by=["-id"])


def find(session: Session, plan_id: int) -> MovePlan | None:
    """One of them, to be read."""
    return rows.first(session, MovePlan, id=plan_id)


def held(session: Session, plan_id: int) -> MovePlan | None:
    """The plan, kept from everybody else until the transaction ends; None where this session sees none."""
    if not rows.count(session, MovePlan, id=plan_id):
        return None
    return session.get(MovePlan, plan_id, with_for_update=True, populate_existing=True)


def add(session: Session, municipality_id: int, hand: Hand, **columns: Any) -> int:
    """Begin a plan; its number."""
    fixed = {"created_by": hand.user_id, "created_at": hand.now, "editors": (), "version": 0}
    texts = {"state": PlanState.OPEN, "note": "", "decision_reason": ""}
    row = {**columns, **fixed, **texts, "municipality_id": municipality_id}
    (plan_id,) = rows.insert_for_ids(session, MovePlan, [row])
    _note(session, municipality_id, plan_id, "begun", hand, {})
    return plan_id


def change(session: Session, plan: MovePlan, **columns: Any) -> None:
    """Set columns of a plan; it shows them at once."""
    rows.change(session, MovePlan, columns, id=plan.id)
    session.refresh(plan)


def note(session: Session, plan: MovePlan, what: str, hand: Hand, **details: object) -> None:
    """Tell the audit trail what was done to a plan."""
    _note(session, plan.municipality_id, plan.id, what, hand, details)


def _note(
    session: Session, municipality_id: int, plan_id: int, what: str, hand: Hand, details: Mapping[str, object]
) -> None:
    audit.record(
        session,
        action=f"move_plan_{what}",
        at=hand.now,
        municipality_id=municipality_id,
        actor_user_id=hand.user_id,
        object_kind="move_plan",
        object_id=str(plan_id),
        details=dict(details),
    )


def who(session: Session, found: Sequence[MovePlan]) -> dict[int, str]:
    """Account → name, of everybody who had a hand in the plans."""
    ids = [
        one for plan in found for one in (plan.created_by, plan.proposed_by, plan.decided_by, *plan.editors)
    ]
    return names.of_accounts(session, ids)


def running(session: Session, process_id: str, release_id: int) -> list[tuple[int, int | None, str]]:
    """What runs of a process on a release: (instance, case, business key), the oldest first."""
    found = rows.values(
        session,
        ProcessInstance,
        ["id", "case_id", "business_key"],
        process_id=process_id,
        release_id=release_id,
        status=LIVE,
    )
    return sorted((one.id, one.case_id, one.business_key) for one in found)


def standing_at(session: Session, process_id: str, release_id: int) -> dict[str, int]:
    """Element → how many open tasks of what runs there stand at it."""
    column = UserTask.status
    statement = (
        select(UserTask.element_id, func.count())
        .join(ProcessInstance, ProcessInstance.id == UserTask.instance_id)
        .where(
            column == literal(TaskStatus.OPEN, column.type, literal_execute=True),
            ProcessInstance.process_id == process_id,
            ProcessInstance.release_id == release_id,
        )
        .group_by(UserTask.element_id)
    )
    return {element: number for element, number in session.execute(statement)}


def list_anew(session: Session, plan: MovePlan, found: Sequence[tuple[int, int | None, str]]) -> None:
    """The plan's cases are these, none of them looked at yet."""
    rows.remove(session, MovedCase, plan_id=plan.id)
    blank: dict[str, Any] = {"state": MoveState.WAITING, "sentence": None, "stands_at": [], "told": []}
    kept = {"at": None, "moved_version": None, "before_state": None, "before_rows": None}
    own = {"municipality_id": plan.municipality_id, "plan_id": plan.id, **blank, **kept}
    rows.insert_many(
        session,
        MovedCase,
        [{**own, "instance_id": one, "case_id": case, "business_key": key} for one, case, key in found],
    )


def cases(session: Session, plan_id: int) -> Sequence[Any]:
    """The cases of a plan as lists show them, without what is kept to take them back."""
    columns = ["id", "instance_id", "case_id", "business_key", "state", "sentence", "stands_at", "told", "at"]
    return sorted(rows.values(session, MovedCase, columns, plan_id=plan_id), key=lambda one: int(one.id))


def case(session: Session, moved_id: int) -> MovedCase | None:
    """One case of a plan with everything."""
    return rows.first(session, MovedCase, id=moved_id)


def portion(session: Session, plan_id: int, state: MoveState, after: int, most: int) -> list[int]:
    """The next cases in a state, by id."""
    statement = (
        select(MovedCase.id)
        .where(MovedCase.plan_id == plan_id, MovedCase.state == state, MovedCase.id > after)
        .order_by(MovedCase.id)
        .limit(most)
    )
    return list(session.scalars(statement))


def counts(session: Session, plan_id: int) -> dict[MoveState, int]:
    """How many cases stand how."""
    return {
        MoveState(one): number
        for one, number in rows.counts_by(session, MovedCase, "state", plan_id=plan_id).items()
    }


def set_case(session: Session, moved_id: int, expected: MoveState, **columns: Any) -> bool:
    """Write what became of a case; False where somebody else did so first."""
    return rows.change(session, MovedCase, columns, id=moved_id, state=expected) == 1
