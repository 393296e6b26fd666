"""Judges a person's answers by the form of their task and the values of the very moment."""

from __future__ import annotations

from collections.abc import Mapping

from engine.domain.questionnaire import Instrument
from engine.persistence.queries.tasks import StoredTask
from engine.runtime import LoadedRelease, Runtime, Session
from engine.task_forms import Form, validate
from engine.task_forms.fields import QuestionnaireField
from engine.tasks import form_lists
from engine.tasks.task_files import keep_named_files, refuse_strange_files
from engine.tasks.task_origins import beside

__all__ = ["judged", "keep_named_files"]


def judged(
    runtime: Runtime,
    session: Session,
    task: StoredTask,
    sent: Mapping[str, object],
    values: Mapping[str, object],
) -> tuple[dict[str, object], dict[str, dict[str, object]]]:
    """The typed answers, and what stood beside them (`task_origins.beside`).

    Raises InvalidAnswers with a sentence for each field that needs another look.
    """
    release = runtime.release(session, task.release_id)
    form = release.form(task.process_id, task.element_id)
    words = runtime.words(session)
    answers = validate(
        form,
        sent,
        instruments=_instruments(release, form),
        context={**values, **form_lists.lists(session, form, values)},
        words=words,
    )
    refuse_strange_files(session, task, form, answers.values)
    return dict(answers.values), beside(session, task, form, values, words)


def _instruments(release: LoadedRelease, form: Form) -> dict[str, Instrument]:
    """The questionnaires, read only where the form asks one."""
    if not any(isinstance(field, QuestionnaireField) for field in form.fields()):
        return {}
    return {name: one.instrument for name, one in release.instruments().items()}
