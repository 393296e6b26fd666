"""What stands beside a task's form: the case, earlier answers, letters; for those who may see the case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.domain.rights import Actor, can
from engine.inbox.task_history import NOTHING, Reopened, TaskHistory, history_of
from engine.persistence.queries import task_about as rows
from engine.persistence.queries.case_rights import thing_of_case
from engine.persistence.queries.task_about import CaseBrief, EarlierAnswers
from engine.persistence.queries.tasks import StoredTask
from engine.runtime import Runtime, Session, Tenant
from engine.task_forms import Form, InstrumentFile
from engine.task_forms.shown import shown_fields, shown_values

__all__ = ["CaseBrief", "Earlier", "Reopened", "TaskAbout", "TaskHistory", "find"]


@dataclass(frozen=True, slots=True)
class Earlier:
    """A completed task with its form and its answers."""

    title_lv: str
    title_en: str
    by: str
    at: datetime
    form: Form
    answers: Mapping[str, object]  # and what its form showed beside them
    context: Mapping[str, object]  # the case's values that the form looked at
    instruments: Mapping[str, InstrumentFile]


@dataclass(frozen=True, slots=True)
class TaskAbout:
    """Everything around one task; `case` is None where this person may not see it."""

    case: CaseBrief | None
    earlier: Sequence[Earlier]
    letters: Sequence[tuple[int, str, str | None]]  # document id, title, whom to (None: the office)
    done_by: str | None  # who completed the task
    taken_by: str | None = None  # who took it
    history: TaskHistory = NOTHING


def find(runtime: Runtime, actor: Actor, task: StoredTask) -> TaskAbout:
    """What this person may see around a task that is shown to them."""
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        case = rows.case_of(session, task)
        done_by, taken_by = rows.hands(session, task)
        history = history_of(session, actor, task)
        if case is None or not _may_see(session, actor, case):
            return TaskAbout(None, [], [], done_by, taken_by, history)
        found = rows.earlier(session, task)
        releases = {one.release_id: runtime.release(session, one.release_id) for one in found}
        earlier = [
            _earlier(one, releases[one.release_id].form(one.process_id, one.element_id),
                     releases[one.release_id].instruments())
            for one in found
        ]  # fmt: skip
        return TaskAbout(case, earlier, rows.documents(session, case.case_id), done_by, taken_by, history)


def _may_see(session: Session, actor: Actor, case: CaseBrief) -> bool:
    thing = thing_of_case(session, actor, case.case_id, case.person_ids)
    return can(actor, "case.see", thing)


def _earlier(one: EarlierAnswers, form: Form, instruments: Mapping[str, InstrumentFile]) -> Earlier:
    answers = {**shown_fields(one.shown), **one.answers}
    context = {**shown_values(one.shown), **answers}
    return Earlier(one.title_lv, one.title_en, one.by, one.at, form, answers, context, instruments)
