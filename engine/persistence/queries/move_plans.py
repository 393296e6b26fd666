"""Plans by which running cases change their release: put in, found, changed; each step is noted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.queries.two_people import Hand, Kept
from engine.persistence.tables.instances import InstanceStatus, ProcessInstance, TaskStatus, UserTask
from engine.persistence.tables.moved_cases import MovedCase, MovePlan, MoveState, PlanState

__all__ = [
    "KEPT", "MovePlan", "MoveState", "MovedCase", "PlanState", "add", "case", "cases", "change", "counts",
    "every", "find", "held", "list_anew", "note", "portion", "running", "set_case", "standing_at", "touch",
    "who",
]  # fmt: skip

LIVE = (InstanceStatus.RUNNING, InstanceStatus.SUSPENDED, InstanceStatus.INCIDENT)


KEPT = Kept(MovePlan)
every, find, held, who = KEPT.every, KEPT.find, KEPT.held, KEPT.who
change, note, touch = KEPT.change, KEPT.note, KEPT.touch


def add(session: Session, municipality_id: int, hand: Hand, **columns: Any) -> int:
    """Begin a plan; its number."""
    return KEPT.add(session, municipality_id, hand, state=PlanState.OPEN, **columns)


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
