"""The values behind a task's form: what is known, the lists to choose from, the start of each answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.instances import instances
from engine.persistence.queries import tasks as rows
from engine.persistence.queries.tasks import StoredTask
from engine.runtime import Runtime, Session
from engine.task_forms import Form
from engine.task_forms.shown import shown_fields, shown_values
from engine.tasks import form_lists
from engine.tasks.task_origins import Origin, kept_origins, origins, start_of

__all__ = ["Origin", "origins_at", "start_values", "values_at"]

Values = Mapping[str, object]


def values_at(runtime: Runtime, session: Session, task: StoredTask, form: Form) -> tuple[Values, Values]:
    """The case's values at the task, alone and with the lists that the form names.

    Of a finished task they are the values as they are by now, but those its form looks at as they were.
    """
    execution, _ = instances.look(runtime, session, task.instance_id)
    open_task = execution.task(task.task_uid)
    values: Values = open_task.values if open_task is not None else execution.values()
    kept = rows.answers(session, task.task_id)
    if kept is not None:
        values = {**values, **shown_values(kept[1])}
    return values, {**values, **form_lists.lists(session, form, values)}


def origins_at(
    session: Session, task: StoredTask, form: Form, values: Values, start: Values
) -> Mapping[str, Origin]:
    """Where the start values come from; of a finished task as it was kept."""
    kept = rows.answers(session, task.task_id)
    return origins(session, task, form, values, start) if kept is None else kept_origins(kept[1])


def start_values(
    session: Session, task: StoredTask, form: Form, values: Values, words: Mapping[str, Callable[..., object]]
) -> Values:
    """What stands in the form before anybody types: what is known; of a finished task exactly what stood
    in it, answered or only shown. A step that was opened again starts with its old answers."""
    kept = rows.answers(session, task.task_id)
    if kept is None:
        return start_of(session, task, form, values, words)
    answers, shown = kept
    return {**shown_fields(shown), **answers}
