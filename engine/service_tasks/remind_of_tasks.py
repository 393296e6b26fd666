"""Reminds whoever the process waits for: of any step, for a diagram that has no reminder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from engine.clock import local_day
from engine.domain.rights import PARTIES
from engine.domain.rules import Rules
from engine.persistence.queries import tasks
from engine.persistence.queries.tasks import StoredTask
from engine.service_tasks.outcome import Letter, Outcome, Reading, Values

KIND = "task_reminder"


def remind_of_tasks(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """A letter, once a day and task, to each person whose turn it is; to the office where it is its own.

    What a person completed in this very step waits no longer.
    """
    done = reading.completion.element_id if reading.completion else ""
    waiting = [
        one for one in tasks.open_in_instance(reading.session, reading.instance_id) if one.element_id != done
    ]
    return Outcome(letters=[letter for task in waiting for letter in _letters(task, day)])


def _letters(task: StoredTask, day: date) -> Iterator[Letter]:
    told = {
        "task_title_lv": task.title_lv,
        "task_title_en": task.title_en,
        "task_subject": task.subject,
        "task_due": local_day(task.due_at) if task.due_at else None,
    }
    readers = task.person_ids if task.role in PARTIES else (None,)
    for person_id in readers:
        reader = "office" if person_id is None else person_id
        yield Letter(
            kind=KIND,
            person_id=person_id,
            values=told,
            key=f"{KIND}:{task.task_id}:{reader}:{day}",
            is_later=True,
        )
