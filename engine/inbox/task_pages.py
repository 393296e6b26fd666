"""One task with all that its form needs to be drawn, and to be judged again when it comes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.clock import RIGA
from engine.domain.rights import Actor, can
from engine.months.month_surroundings import MonthSurroundings, surroundings_of
from engine.persistence.queries import tasks as rows
from engine.persistence.queries.tasks import StoredTask
from engine.runtime import Runtime, Tenant
from engine.score_levels import LevelRow, levels
from engine.task_forms import Form, InstrumentFile, fill_inputs, parse_submission
from engine.tasks import tasks
from engine.tasks.task_values import Origin, origins_at, start_values, values_at

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class TaskPage:
    """A task and its form, ready to be drawn and to be judged again."""

    task: StoredTask
    form: Form
    context: Values  # the case's values where the task stands, and the lists that the form names
    start: Values  # typed start values of the form: the answers of a finished task, else the draft's base
    draft: Mapping[str, object] | None  # raw answers as they were typed
    draft_saved_at: datetime | None
    may_act: bool
    sign_in_again: bool  # whoever does it shows anew who they are; no other system may
    words: Mapping[str, Callable[..., object]]
    instruments: Mapping[str, InstrumentFile]
    levels: Sequence[LevelRow]
    month: MonthSurroundings | None
    origins: Mapping[str, Origin]  # of the start values; of a finished task: of those that it had


def find(runtime: Runtime, actor: Actor, task_id: int) -> TaskPage:
    """The task as this person may see it; NotFound where they may not."""
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        task = tasks.readable(session, actor, task_id)
        release = runtime.release(session, task.release_id)
        form = release.form(task.process_id, task.element_id)
        _, context = values_at(runtime, session, task, form)
        words = runtime.words(session)
        start = start_values(session, task, form, context, words)
        draft = rows.draft(session, task_id, actor.user_id)
        open_now = task.is_open
        page = TaskPage(
            task=task,
            form=form,
            context=context,
            start=start,
            draft=draft.answers if draft is not None and open_now else None,
            draft_saved_at=draft.saved_at if draft is not None and open_now else None,
            may_act=open_now and can(actor, "task.complete", tasks.thing_of(task)),
            sign_in_again=release.element(task.process_id, task.element_id).sign_in_again,
            words=words,
            instruments=release.instruments(),
            levels=levels(release),
            month=surroundings_of(runtime, session, context),
            origins=origins_at(session, task, form, context, start),
        )
    tasks.note_task(runtime, actor, task)
    return page


def next_of_case(runtime: Runtime, actor: Actor, task: StoredTask) -> StoredTask | None:
    """What this person can do next in the case of a task that was just completed, if anything."""
    if task.case_id is None or task.month_id is not None:
        return None
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        waiting = rows.open_in_case(session, task.case_id)
        return next((one for one in waiting if can(actor, "task.complete", tasks.thing_of(one))), None)


def clock_time(runtime: Runtime) -> str:
    """The time of day in Latvia, as "10.42"."""
    return runtime.clock.now().astimezone(RIGA).strftime("%H.%M")


def inputs(page: TaskPage) -> dict[str, list[str]]:
    """What stands in the form's inputs when the page is opened."""
    return fill_inputs(page.form, page.start)


def answers(page: TaskPage, flat: Mapping[str, Sequence[str]]) -> Mapping[str, object]:
    """The raw answers behind what the form's inputs send."""
    return parse_submission(page.form, flat)


__all__ = [
    "LevelRow",
    "MonthSurroundings",
    "Origin",
    "TaskPage",
    "answers",
    "clock_time",
    "find",
    "inputs",
    "next_of_case",
]
