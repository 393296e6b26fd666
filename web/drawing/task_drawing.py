"""From a form's page – a task's, an application's, a change's – to what the form macros draw."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from engine.cases.form_pages import FormPage
from engine.messages_catalogue import Message, msg
from engine.task_forms import Form, fill_inputs, parse_submission, visible
from engine.task_forms.fields import Computed, MonthEntries, QuestionnaireField
from engine.task_forms.shown import fixed_values
from web.drawing.asking import Asking
from web.drawing.form_drawing import NOTHING_BESIDE, Beside, FormDrawing
from web.drawing.month_weeks import MonthFrame
from web.drawing.questionnaires import Level, QuestionnaireFrame

Inputs = Mapping[str, Sequence[str]]
BEHIND_THE_KEY = re.compile(r"[\[.-]")  # `entries[2026-10-05].hours`, `valid_from-day`, `score.q01`
LEVEL_WORDS: dict[str, Message] = {
    "none": msg("Assistance is not needed"),
    "large": msg("Large support"),
    "very_large": msg("Very large support"),
}


def draw(
    page: Asking,
    inputs: Inputs,
    *,
    errors: Mapping[str, Message],
    empty_rows: Mapping[str, int],
    beside: Beside = NOTHING_BESIDE,
) -> FormDrawing:
    """The task's form with these inputs, as this person sees it now.

    What is only shown is neither sent nor in a draft: it comes from the task each time.
    """
    fixed = fixed_values(page.form, page.start)
    asked = _asked(page.form, inputs)
    return FormDrawing(
        form=page.form,
        visible=_visible(page, asked, fixed),
        inputs={**asked, **fill_inputs(page.form, fixed)},
        errors=errors,
        context=page.context,
        computed=page.start,
        months=_months(page),
        questionnaires=_questionnaires(page),
        empty_rows=empty_rows,
        files=beside.files,
        signatures=beside.signatures,
        origins=beside.origins,
        is_draft=page.may_act,
    )


def _asked(form: Form, inputs: Inputs) -> Inputs:
    """The inputs without any for what nobody is asked; whatever was sent for those does not count."""
    shown = {field.key for field in form.fields() if field.disabled or isinstance(field, Computed)}
    return {name: values for name, values in inputs.items() if BEHIND_THE_KEY.split(name)[0] not in shown}


def _visible(page: Asking, asked: Inputs, fixed: Mapping[str, object]) -> Form:
    answers = {**parse_submission(page.form, asked), **fixed}
    return visible(page.form, answers, page.context, page.words)


def draw_form(page: FormPage, inputs: Inputs, *, errors: Mapping[str, Message]) -> FormDrawing:
    """A form that is no task's, with these inputs."""
    return FormDrawing(
        form=page.form,
        visible=visible(page.form, parse_submission(page.form, inputs), page.context, page.words),
        inputs=inputs,
        errors=errors,
        context=page.context,
        computed=page.start,
    )


def _months(page: Asking) -> dict[str, MonthFrame]:
    if page.month is None:
        return {}
    frame = MonthFrame(
        period=page.month.period,
        granted_minutes=page.month.granted_minutes,
        closed=page.month.closed,
        notes={day: Message(name) for day, name in page.month.notes.items()},
        today=_today(page),
        with_times=page.month.with_times,
    )
    days = [field.key for field in page.form.fields() if isinstance(field, MonthEntries)]
    return {key: _of_purpose(frame, key, page.month.granted_by_purpose) for key in days}


def _of_purpose(frame: MonthFrame, key: str, granted: Mapping[str, int]) -> MonthFrame:
    """Where hours are bound to purposes each has days of its own: `entries_work`, `shown_work`."""
    if not granted:
        return frame
    return replace(frame, granted_minutes=granted.get(key.partition("_")[2], 0))


def _today(page: Asking) -> date | None:
    """The day of the form's own words, which the clock of the installation gives."""
    today = page.words.get("today")
    day = today() if today is not None else None
    return day if isinstance(day, date) else None


def _questionnaires(page: Asking) -> dict[str, QuestionnaireFrame]:
    levels = tuple(Level(row.least, row.most, LEVEL_WORDS[row.level]) for row in page.levels)
    return {
        field.key: QuestionnaireFrame(page.instruments[field.instrument], levels)
        for field in page.form.fields()
        if isinstance(field, QuestionnaireField)
    }
