"""What people did, and have to do, about one claim or one month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.persistence.queries import names, tasks
from engine.persistence.queries.tasks import StoredTask
from engine.persistence.tables.instances import TaskStatus, UserTask
from engine.persistence.tables.records import AuditEvent


@dataclass(frozen=True, slots=True)
class Deed:
    """A task that somebody completed."""

    element_id: str
    title_lv: str
    title_en: str
    who: str
    at: datetime

    def title(self, language: str) -> str:
        """The task's name in a language."""
        return self.title_en if language == "en" else self.title_lv


def done(session: Session, instance_id: int) -> list[Deed]:
    """The completed tasks of an instance, oldest first."""
    rows = session.execute(
        select(
            UserTask.element_id,
            UserTask.title_lv,
            UserTask.title_en,
            UserTask.completed_by,
            UserTask.completed_at,
        )
        .where(UserTask.instance_id == instance_id, UserTask.status == TaskStatus.COMPLETED)
        .order_by(UserTask.completed_at, UserTask.id)
    ).all()
    who = names.of_accounts(session, [row.completed_by for row in rows])
    return [
        Deed(row.element_id, row.title_lv, row.title_en, who.get(row.completed_by or 0, ""), row.completed_at)
        for row in rows
        if row.completed_at is not None
    ]


def to_do(session: Session, instance_id: int) -> list[StoredTask]:
    """The open tasks of an instance, oldest first."""
    return tasks.open_in_instance(session, instance_id)


def passed(session: Session, instance_id: int) -> list[tuple[str, datetime]]:
    """Every element that an instance went through, with its instant, as the audit tells it; oldest first."""
    rows: Sequence[AuditEvent] = session.scalars(
        select(AuditEvent).where(AuditEvent.instance_id == instance_id).order_by(AuditEvent.id)
    ).all()
    return [(str(element), row.at) for row in rows for element in row.details.get("passed", ())]
