"""A drawn form sends exactly the names that the submission reads, and keeps what stands in it."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from engine.messages_catalogue import msg
from engine.task_forms.submission import fill_inputs, parse_submission
from engine.task_forms.visibility import visible
from tests.web import sample_forms
from tests.web.sample_forms import assess_need, check_application, enter_month
from tests.web.sample_pages import environment_in
from web.drawing.form_drawing import FormDrawing, error_links, id_of


class Sending(HTMLParser):
    """What a browser without a script would send for the form as it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self._select: str | None = None
        self._textarea: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "input" and given.get("type") not in ("file", "submit"):
            ticked = given.get("type") not in ("checkbox", "radio") or "checked" in given
            if ticked and given.get("name"):
                self.sent.setdefault(given["name"], []).append(given.get("value", ""))
        if tag == "select":
            self._select = given["name"]
        if tag == "option" and "selected" in given and self._select:
            self.sent.setdefault(self._select, []).append(given["value"])
        if tag == "textarea":
            self._textarea = given["name"]
            self.sent[self._textarea] = [""]

    def handle_endtag(self, tag: str) -> None:
        self._textarea = None

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.sent[self._textarea][0] += data


def macro(name: str, drawing: FormDrawing, *, language: str = "lv") -> str:
    file = "forms/read.html" if name == "read_form" else "forms/form.html"
    template = environment_in(language).from_string(
        f"{{% from '{file}' import {name} %}}{{{{ {name}(drawing) }}}}"
    )
    return template.render(drawing=drawing)


def sent_by(drawing: FormDrawing) -> dict[str, list[str]]:
    sending = Sending()
    sending.feed(macro("draw_form", drawing))
    # A browser drops the line break right after <textarea>.
    for name, values in sending.sent.items():
        if len(values) == 1 and values[0].startswith("\n"):
            sending.sent[name] = [values[0][1:]]
    return sending.sent


@pytest.mark.parametrize(
    ("drawing", "answers"),
    [
        (check_application(), sample_forms.CHECK_ANSWERS),
        (
            assess_need(),
            {"questionnaire": {f"q{n:02d}": str(n % 4) for n in range(1, 10)}, "assessment_note": ""},
        ),
    ],
    ids=["every kind", "questionnaire"],
)
def test_what_is_drawn_is_what_is_read_back(drawing: FormDrawing, answers: dict[str, object]) -> None:
    expected = {key: value for key, value in answers.items() if key != "declared_address"}
    assert parse_submission(drawing.form, sent_by(drawing)) == expected


def test_a_month_is_read_back_day_by_day() -> None:
    drawing = enter_month()
    raw = parse_submission(drawing.form, sent_by(drawing))
    entries = raw["entries"]
    assert isinstance(entries, dict)
    assert entries["2026-10-05"] == {"hours": "3", "minutes": "15"}
    assert entries["2026-10-07"] == {"from": "09:30", "to": "12:00"}
    assert "2026-10-12" not in entries, "a closed day has no inputs"
    assert raw["signed"] is False


def test_a_field_that_is_only_shown_sends_nothing() -> None:
    html = macro("draw_form", check_application())
    assert 'name="declared_address"' not in html
    assert "Liepu iela 4-12" in html


def test_the_error_summary_leads_to_the_first_input_of_every_error() -> None:
    drawing = check_application(sample_forms.CHECK_ERRORS)
    assert [link["href"] for link in error_links(drawing)] == [
        "#person_code",
        "#missing_documents",
        "#documents_due-day",
        "#activities-1-hours",
        "#checked",
    ]
    page = macro("error_summary", drawing) + macro("draw_form", drawing)
    for link in error_links(drawing):
        assert f'id="{str(link["href"])[1:]}"' in page


def test_an_error_of_the_whole_form_leads_to_the_content() -> None:
    [link] = error_links(check_application({"": msg("Some answers need another look.")}))
    assert link["href"] == "#main"


def test_errors_of_days_and_questions_lead_to_them() -> None:
    month = enter_month(
        {"entries[2026-10-27]": msg("Some answers need another look."), "entries[2026-10-07]": msg("Done")}
    )
    assert [link["href"] for link in error_links(month)] == [
        "#entries-2026-10-07-from",
        "#entries-2026-10-27-hours",
    ]
    assert "Otrdiena, 27. oktobris" in macro("error_summary", month)


def test_a_question_that_one_answer_reveals_is_drawn_for_the_script() -> None:
    answers = {"application_complete": "yes"}
    form = sample_forms.CHECK_APPLICATION
    drawing = FormDrawing(
        form=form,
        visible=visible(form, answers, {}, {}),
        inputs=fill_inputs(form, answers),
        context={"earlier": []},
    )
    html = macro("draw_form", drawing)
    assert '<div data-show-when="application_complete" data-show-value="no">' in html
    assert 'name="missing_documents"' in html
    assert "Kas trūkst?" not in macro("read_form", drawing), "what is not visible is not read either"


def test_rows_are_drawn_as_they_stand_and_one_more_where_asked() -> None:
    drawing = check_application()
    [rows] = [part for part in drawing.form.components if part.kind == "dynamiclist"]
    assert list(drawing.rows(rows)) == [0, 1]  # type: ignore[arg-type]
    more = FormDrawing(
        form=drawing.form, visible=drawing.visible, inputs=drawing.inputs, empty_rows={"activities": 3}
    )
    assert list(more.rows(rows)) == [0, 1, 2]  # type: ignore[arg-type]
    html = macro("draw_form", drawing)
    assert 'name="_add" value="activities"' in html
    assert 'name="_remove" value="activities[1]"' in html


def test_what_people_typed_cannot_become_markup() -> None:
    form = sample_forms.CHECK_APPLICATION
    nasty = '"><script>alert(1)</script>'
    answers = {"email": nasty, "note": f"</textarea>{nasty}", "activities": [{"activity": nasty}]}
    drawing = FormDrawing(
        form=form, visible=form, inputs=fill_inputs(form, answers), context={"earlier": [{"number": nasty}]}
    )
    for name in ("draw_form", "read_form"):
        assert "<script" not in macro(name, drawing)


def test_static_text_loses_html_and_script_links() -> None:
    drawn = (
        environment_in("lv")
        .from_string("{{ text|markdown }}")
        .render(text="**jā** <img src=x onerror=alert(1)> [a](javascript:alert(1)) [b](https://example.lv)")
    )
    assert "<strong>jā</strong>" in drawn
    assert "<img" not in drawn
    assert "javascript:" not in drawn.replace("[a](javascript:alert(1))", "")
    assert 'href="https://example.lv"' in drawn


def test_points_and_level_are_counted_on_the_server() -> None:
    unfinished = macro("side_panels", assess_need())
    assert "data-score-sum>13<" in unfinished
    assert "is-reached" not in unfinished
    finished = macro("side_panels", assess_need({f"q{n:02d}": 2 for n in range(1, 13)}))
    assert "data-score-sum>24<" in finished
    assert finished.count("is-reached") == 1


def test_the_month_is_added_up_on_the_server() -> None:
    panel = macro("side_panels", enter_month())
    assert "40\u00a0st. 45\u00a0min".replace(" ", "\u00a0") in panel
    assert 'data-granted="4800"' in panel


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("note", "note"),
        ("entries[2026-10-05].hours", "entries-2026-10-05-hours"),
        ("rows[0].born-day", "rows-0-born-day"),
        ("questionnaire.q01", "questionnaire-q01"),
    ],
)
def test_ids_are_made_of_names(name: str, expected: str) -> None:
    assert id_of(name) == expected
