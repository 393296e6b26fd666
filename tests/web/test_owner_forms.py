"""Every form of the process owners' room can be drawn, filled in and read, in both languages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from engine.task_forms.fields import Form, MonthEntries, QuestionnaireField
from engine.task_forms.instruments import read_instrument
from engine.task_forms.reader import read_form
from tests.web.html_outline import outline_of
from tests.web.sample_forms import LEVELS, MONTH
from tests.web.sample_pages import environment_in
from web.drawing.environment import TEMPLATES
from web.drawing.form_drawing import FormDrawing
from web.drawing.questionnaires import QuestionnaireFrame

ROOT = TEMPLATES.parent.parent
FILES = sorted((ROOT / "forms").rglob("*.json"))
PAGE = """{% from 'forms/form.html' import draw_form, side_panels %}
<main id="main"><form method="get">{{ draw_form(drawing) }}</form>{{ side_panels(drawing) }}</main>"""


def form_in(path: Path) -> Form:
    return read_form(path.read_bytes(), path.relative_to(ROOT).as_posix())


def empty_drawing(form: Form) -> FormDrawing:
    fields = form.fields()
    return FormDrawing(
        form=form,
        visible=form,
        inputs={},
        computed={"age": 40, "valid_to": date(2028, 8, 31)},
        months={field.key: MONTH for field in fields if isinstance(field, MonthEntries)},
        questionnaires={
            field.key: questionnaire(field) for field in fields if isinstance(field, QuestionnaireField)
        },
    )


def questionnaire(field: QuestionnaireField) -> QuestionnaireFrame:
    path = ROOT / "processes" / "questionnaires" / f"{field.instrument}.yaml"
    return QuestionnaireFrame(read_instrument(path.read_bytes(), path.name), LEVELS)


def test_there_are_forms() -> None:
    assert len(FILES) > 10


@pytest.mark.parametrize("language", ["lv", "en"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_form_is_drawn_as_sound_html(path: Path, language: str) -> None:
    drawing = empty_drawing(form_in(path))
    html = environment_in(language).from_string(PAGE).render(drawing=drawing)
    outline = outline_of(html)
    assert outline.inline == []
    assert sorted(outline.ids) == sorted(set(outline.ids))
    assert outline.unlabelled() == []
    assert set(outline.targets) <= set(outline.ids)
    for field in drawing.form.fields():
        assert (
            field.label.said(language) in html.replace("&#39;", "'").replace("&#34;", '"')
            or not field.label.lv
        )
