"""The values behind a task's form: what is known, the lists to choose from, the start of each answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine import form_lists, instances
from engine.persistence.queries import tasks as rows
from engine.persistence.queries.tasks import StoredTask
from engine.runtime import Runtime, Session
from engine.task_forms import Form, prefill

Values = Mapping[str, object]


def values_at(runtime: Runtime, session: Session, task: StoredTask, form: Form) -> tuple[Values, Values]:
    """The case's values at the task, alone and with the lists that the form names.

    Of a finished task they are the values as they are by now.
    """
    execution, _ = instances.look(runtime, session, task.instance_id)
    open_task = execution.task(task.task_uid)
    values = open_task.values if open_task is not None else execution.values()
    return values, {**values, **form_lists.lists(session, form, values)}


def start_values(
    session: Session, task: StoredTask, form: Form, values: Values, words: Mapping[str, Callable[..., object]]
) -> Values:
    """What stands in the form before anybody types: the answers of a finished task, else what is known."""
    answers = rows.answers(session, task.task_id)
    return answers if answers is not None else prefill(form, values, words)
