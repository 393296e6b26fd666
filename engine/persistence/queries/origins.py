"""What people answered in an instance before, by whom and when: where start values come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.queries import names, task_about
from engine.persistence.tables.cases import Application
from engine.persistence.tables.instances import TaskAnswers, UserTask
from engine.persistence.tables.reopenings import Reopening


@dataclass(frozen=True, slots=True)
class Answered:
    """Answers from one place; without a title: the application."""

    answers: Mapping[str, Any]
    title_lv: str = ""
    title_en: str = ""
    by: str = ""
    at: datetime | None = None
    day: date | None = None


def answered(session: Session, instance_id: int, case_id: int | None) -> list[Answered]:
    """Everything that was answered in the instance and counts, the newest first, the application last."""
    steps = [
        Answered(one.answers, one.title_lv, one.title_en, one.by, one.at)
        for one in task_about.answered(session, instance_id)
    ]
    row = None if case_id is None else rows.first(session, Application, case_id=case_id, order_by=["-id"])
    if row is None:
        return steps
    facts = {**row.facts, "purposes_wanted": row.purposes_wanted}
    return [*steps, Answered(facts, day=row.received_on)]


def before_reopening(session: Session, task_id: int) -> Answered | None:
    """The old answers of a step that was opened again as this task."""
    found = rows.values(session, Reopening, ("task_id",), new_task_id=task_id)
    if not found:
        return None
    old = rows.first(session, TaskAnswers, task_id=found[0].task_id)
    task = rows.first(session, UserTask, id=found[0].task_id)
    if old is None or task is None:
        return None
    who = names.of_accounts(session, [old.completed_by]).get(old.completed_by or 0, "")
    return Answered(old.answers, task.title_lv, task.title_en, who, old.completed_at)
