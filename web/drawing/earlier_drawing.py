"""The form of a completed task with what stood in it, to be read beside the form of a later one."""

from __future__ import annotations

from collections.abc import Mapping

from engine.case_files.case_data import FilledForm
from engine.inbox.task_about import Earlier
from engine.task_forms import fill_inputs, visible
from engine.task_forms.fields import MonthEntries, QuestionnaireField
from web.drawing.form_drawing import FormDrawing
from web.drawing.month_weeks import MonthFrame
from web.drawing.questionnaires import QuestionnaireFrame


def draw_answers(done: Earlier | FilledForm) -> FormDrawing:
    """A completed task's form with its answers, to be read."""
    inputs = fill_inputs(done.form, done.answers)
    return FormDrawing(
        form=done.form,
        visible=visible(done.form, done.answers, done.context, {}),
        inputs=inputs,
        context=done.context,
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


def _period(done: Earlier | FilledForm, key: str) -> str:
    """The month that the answered days belong to."""
    days = done.answers.get(key)
    first = next(iter(days), "") if isinstance(days, Mapping) else ""
    return str(first)[:7] or (done.at.strftime("%Y-%m") if done.at is not None else "")
