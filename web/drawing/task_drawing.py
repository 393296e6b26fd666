"""From a form's page – a task's, an application's, a change's – to what the form macros draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.form_pages import FormPage
from engine.messages_catalogue import Message, msg
from engine.task_about import Earlier
from engine.task_forms import fill_inputs, parse_submission, visible
from engine.task_forms.fields import MonthEntries, QuestionnaireField
from engine.task_pages import TaskPage
from web.drawing.form_drawing import FormDrawing
from web.drawing.month_weeks import MonthFrame
from web.drawing.questionnaires import Level, QuestionnaireFrame

Inputs = Mapping[str, Sequence[str]]
LEVEL_WORDS: dict[str, Message] = {
    "none": msg("Assistance is not needed"),
    "large": msg("Large support"),
    "very_large": msg("Very large support"),
}


def draw(
    page: TaskPage, inputs: Inputs, *, errors: Mapping[str, Message], empty_rows: Mapping[str, int]
) -> FormDrawing:
    """The task's form with these inputs, as this person sees it now."""
    return FormDrawing(
        form=page.form,
        visible=visible(page.form, parse_submission(page.form, inputs), page.context, page.words),
        inputs=inputs,
        errors=errors,
        context=page.context,
        computed=page.start,
        months=_months(page),
        questionnaires=_questionnaires(page),
        empty_rows=empty_rows,
    )


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


def draw_answers(done: Earlier) -> FormDrawing:
    """A completed task's form with its answers, to be read."""
    inputs = fill_inputs(done.form, done.answers)
    return FormDrawing(
        form=done.form,
        visible=visible(done.form, parse_submission(done.form, inputs), done.answers, {}),
        inputs=inputs,
        context=done.answers,
        computed=done.answers,
        months={
            field.key: MonthFrame(period=_period(done, field.key), granted_minutes=0)
            for field in done.form.fields()
            if isinstance(field, MonthEntries)
        },
        questionnaires={
            field.key: QuestionnaireFrame(done.instruments[field.instrument], ())
            for field in done.form.fields()
            if isinstance(field, QuestionnaireField)
        },
    )


def _period(done: Earlier, key: str) -> str:
    """The month that the answered days belong to."""
    days = done.answers.get(key)
    first = next(iter(days), "") if isinstance(days, Mapping) else ""
    return str(first)[:7] or done.at.strftime("%Y-%m")


def _months(page: TaskPage) -> dict[str, MonthFrame]:
    if page.month is None:
        return {}
    frame = MonthFrame(
        period=page.month.period,
        granted_minutes=page.month.granted_minutes,
        closed=page.month.closed,
        notes={day: Message(name) for day, name in page.month.notes.items()},
        with_times=page.month.with_times,
    )
    return {field.key: frame for field in page.form.fields() if isinstance(field, MonthEntries)}


def _questionnaires(page: TaskPage) -> dict[str, QuestionnaireFrame]:
    levels = tuple(Level(row.least, row.most, LEVEL_WORDS[row.level]) for row in page.levels)
    return {
        field.key: QuestionnaireFrame(page.instruments[field.instrument], levels)
        for field in page.form.fields()
        if isinstance(field, QuestionnaireField)
    }
