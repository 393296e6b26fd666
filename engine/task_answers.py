"""Judges a person's answers by the form of their task and the values of the very moment."""

from __future__ import annotations

from collections.abc import Mapping

from engine import form_lists
from engine.domain.questionnaire import Instrument
from engine.errors import InvalidAnswers
from engine.messages_catalogue import msg
from engine.persistence.queries import uploads
from engine.persistence.queries.tasks import StoredTask
from engine.runtime import LoadedRelease, Runtime, Session
from engine.task_forms import Form, validate
from engine.task_forms.fields import FilePicker, QuestionnaireField
from engine.task_forms.shown import shown_with


def judged(
    runtime: Runtime,
    session: Session,
    task: StoredTask,
    sent: Mapping[str, object],
    values: Mapping[str, object],
) -> tuple[dict[str, object], dict[str, dict[str, object]]]:
    """The typed answers, and what the form shows beside its questions (`task_forms.shown`).

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
    _refuse_strange_files(session, task, form, answers.values)
    return dict(answers.values), shown_with(form, values, words)


def _refuse_strange_files(
    session: Session, task: StoredTask, form: Form, answers: Mapping[str, object]
) -> None:
    """A file in the answers must have been sent here: nobody takes one from another case."""
    strange = {}
    for field in form.fields():
        words = answers.get(field.key) if isinstance(field, FilePicker) else None
        if isinstance(words, list) and words:
            known = uploads.known(session, words, task_id=task.task_id, case_id=task.case_id)
            if not known.issuperset(words):
                strange[field.key] = msg("The file did not arrive; please add it once more.")
    if strange:
        raise InvalidAnswers(strange)


def _instruments(release: LoadedRelease, form: Form) -> dict[str, Instrument]:
    """The questionnaires, read only where the form asks one."""
    if not any(isinstance(field, QuestionnaireField) for field in form.fields()):
        return {}
    return {name: one.instrument for name, one in release.instruments().items()}
