"""The files in a person's answers: each must have been sent with this task or its case."""

from __future__ import annotations

from collections.abc import Mapping

from engine.errors import InvalidAnswers
from engine.messages_catalogue import msg
from engine.persistence.queries import uploads
from engine.persistence.queries.tasks import StoredTask
from engine.runtime import Session
from engine.task_forms import Form
from engine.task_forms.fields import FilePicker


def refuse_strange_files(
    session: Session, task: StoredTask, form: Form, answers: Mapping[str, object]
) -> None:
    """InvalidAnswers where an answer names a file that nobody sent here: none comes from another case."""
    strange = {}
    for field in form.fields():
        words = answers.get(field.key) if isinstance(field, FilePicker) else None
        if isinstance(words, list) and words:
            known = uploads.known(session, words, task_id=task.task_id, case_id=task.case_id)
            if not known.issuperset(words):
                strange[field.key] = msg("The file did not arrive; please add it once more.")
    if strange:
        raise InvalidAnswers(strange)


def keep_named_files(session: Session, task_id: int, answers: Mapping[str, object]) -> None:
    """Of the files sent with a task those stay that its answers name."""
    lists = [value for value in answers.values() if isinstance(value, list)]
    words = [word for one in lists for word in one if isinstance(word, str)]
    uploads.drop_others(session, task_id, words)
