"""What colleagues hold of a case that they no longer reach waits for everybody of the role again."""

from __future__ import annotations

from datetime import date

from engine.domain.rights import Role
from engine.persistence import rows
from engine.persistence.queries import colleagues
from engine.persistence.queries.colleagues import Colleague
from engine.persistence.tables.cases import ServiceCase
from engine.persistence.tables.instances import TaskStatus, UserTask
from engine.runtime import Session


def let_go(session: Session, case: ServiceCase, district_id: int | None, today: date) -> dict[str, object]:
    """Free what is held by whoever does not work in the district; what that was, for the audit."""
    office = {one.user_id: one for one in colleagues.of_office(session, today)}
    held = rows.values(
        session, UserTask, ["id", "role", "assignee_id"], case_id=case.id, status=TaskStatus.OPEN
    )
    lost = [one.id for one in held if _loses(office.get(one.assignee_id), one.role, district_id)]
    if lost:
        rows.change(session, UserTask, {"assignee_id": None}, id=tuple(lost), status=TaskStatus.OPEN)
    answerable = _loses(office.get(case.caseworker_user_id or 0), Role.CASEWORKER, district_id)
    if answerable:
        case.caseworker_user_id = None
    freed = {"tasks": lost, "answerable": answerable}
    return {name: value for name, value in freed.items() if value}


def _loses(colleague: Colleague | None, role: str, district_id: int | None) -> bool:
    return colleague is not None and bool(colleague.districts) and not colleague.works_in(role, district_id)
