"""What is known around one task: its case, the answers before it, the letters, who did it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.queries import names
from engine.persistence.queries.reopenings import superseded
from engine.persistence.queries.tasks import StoredTask
from engine.persistence.tables.cases import ServiceCase
from engine.persistence.tables.instances import TaskAnswers, TaskStatus, UserTask
from engine.persistence.tables.records import Document
from engine.persistence.tables.reopenings import SupersededKind

EARLIER = 12  # answers shown beside a form


@dataclass(frozen=True, slots=True)
class CaseBrief:
    """A case in one line."""

    case_id: int
    municipality_id: int
    case_number: str
    state: str
    person: str
    person_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class EarlierAnswers:
    """A task that was completed before, with what was answered."""

    element_id: str
    process_id: str
    release_id: int
    title_lv: str
    title_en: str
    by: str
    at: datetime
    answers: Mapping[str, Any]
    shown: Mapping[str, Any] | None  # beside the questions, see `task_forms.shown`
    task_id: int = 0
    role: str = ""


def case_of(session: Session, task: StoredTask) -> CaseBrief | None:
    """The case of a task; None for a claim's."""
    case = None if task.case_id is None else rows.first(session, ServiceCase, id=task.case_id)
    if case is None:
        return None
    people = {one for one in (case.recipient_id, case.representative_id) if one is not None}
    person = names.of_persons(session, [case.recipient_id])[case.recipient_id]
    return CaseBrief(
        case.id, case.municipality_id, case.case_number, str(case.state), person, frozenset(people)
    )


def earlier(session: Session, task: StoredTask) -> list[EarlierAnswers]:
    """What was answered in the same process before, the newest first."""
    return answered(session, task.instance_id, but=task.task_id, most=EARLIER)


def answered(session: Session, instance_id: int, *, but: int = 0, most: int = 500) -> list[EarlierAnswers]:
    """What was answered in an instance and counts, the newest first."""
    found = session.execute(
        select(UserTask, TaskAnswers)
        .join(TaskAnswers, TaskAnswers.task_id == UserTask.id)
        .where(
            UserTask.instance_id == instance_id,
            UserTask.status == TaskStatus.COMPLETED,
            UserTask.id != but,
            UserTask.id.not_in(superseded(SupersededKind.TASK)),
        )
        .order_by(TaskAnswers.completed_at.desc(), UserTask.id.desc())
        .limit(most)
    ).all()
    who = names.of_accounts(session, [answers.completed_by for _, answers in found])
    return [
        EarlierAnswers(
            one.element_id,
            one.process_id,
            one.release_id,
            one.title_lv,
            one.title_en,
            who.get(answers.completed_by or 0, ""),
            answers.completed_at,
            answers.answers,
            answers.shown,
            one.id,
            str(one.role),
        )
        for one, answers in found
    ]


def documents(session: Session, case_id: int) -> list[tuple[int, str, str | None]]:
    """The letters of a case, newest first: (id, title, whom to; None: the office)."""
    found = rows.values(session, Document, ("id", "title", "person_id"), case_id=case_id)
    people = names.of_persons(session, [row.person_id for row in found])
    return sorted(((row.id, row.title, people.get(row.person_id or 0)) for row in found), reverse=True)


def hands(session: Session, task: StoredTask) -> tuple[str | None, str | None]:
    """The names of who completed a task, and of who took it."""
    known = names.of_accounts(session, [task.completed_by, task.assignee_id])
    return known.get(task.completed_by or 0), known.get(task.assignee_id or 0)
