"""A form of a draft drawn as its task draws it, with sample values around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.drafting.forms.form_previews import DAYS_WITH_TIMES, GRANTED, PERIOD, TODAY, FormPreview
from engine.messages_catalogue import Message
from engine.task_forms import fill_inputs, parse_submission, visible
from engine.task_forms.fields import Computed, MonthEntries, QuestionnaireField
from engine.task_forms.shown import fixed_values
from web.drawing.form_drawing import FormDrawing
from web.drawing.month_weeks import MonthFrame
from web.drawing.questionnaires import Level, QuestionnaireFrame
from web.drawing.task_drawing import LEVEL_WORDS

Inputs = Mapping[str, Sequence[str]]
Context = dict[str, object]


def draw(
    preview: FormPreview,
    inputs: Inputs | None,
    *,
    errors: Mapping[str, Message],
    rows: Mapping[str, int] | None = None,
) -> FormDrawing:
    """The form with these inputs; None: as it is opened."""
    form = preview.form
    fixed = fixed_values(form, preview.start)
    given = fill_inputs(form, preview.start) if inputs is None else inputs
    shown = {one.key for one in form.fields() if one.disabled or isinstance(one, Computed)}
    asked = {name: values for name, values in given.items() if name.split("[")[0].split(".")[0] not in shown}
    answers = {**parse_submission(form, asked), **fixed}
    return FormDrawing(
        form=form,
        visible=visible(form, answers, preview.context, preview.words),
        inputs={**asked, **fill_inputs(form, fixed)},
        errors=errors,
        context=preview.context,
        computed=preview.start,
        months={one.key: _month() for one in form.fields() if isinstance(one, MonthEntries)},
        questionnaires=_questionnaires(preview),
        empty_rows=rows or {},
        is_draft=True,
    )


def values(found: Mapping[str, object]) -> list[Context]:
    """What a process would get, by name."""
    return [{"name": name, "value": "–" if value is None else str(value)} for name, value in found.items()]


def _month() -> MonthFrame:
    return MonthFrame(
        period=PERIOD, granted_minutes=GRANTED, today=TODAY, with_times=frozenset(DAYS_WITH_TIMES)
    )


def _questionnaires(preview: FormPreview) -> dict[str, QuestionnaireFrame]:
    levels = tuple(Level(row.least, row.most, LEVEL_WORDS[row.level]) for row in preview.levels)
    return {
        one.key: QuestionnaireFrame(preview.instruments[one.instrument], levels)
        for one in preview.form.fields()
        if isinstance(one, QuestionnaireField)
    }
