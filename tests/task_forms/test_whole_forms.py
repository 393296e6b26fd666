"""Whole forms: what is hidden does not count, what is unknown is dropped and told, rows are judged alone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from engine.errors import InvalidAnswers
from engine.task_forms import prefill, validate, visible
from engine.task_forms.prefill import table_rows
from engine.task_forms.schema import json_schema
from engine.task_forms.terms import Known
from engine.task_forms.visibility import hidden_when, revealed_when, shown_when
from tests.task_forms.builders import NOTHING, answers, form_of, options, part, refusal

VERDICT = part("radio", "verdict", validate={"required": True}, **options("confirmed", "changed"))
NOTE = part("textarea", "note", validate={"required": True}, conditional={"hide": '=verdict != "changed"'})
FORM = form_of(VERDICT, NOTE)
TODAY = {"today": lambda: date(2026, 10, 5)}


def test_a_hidden_question_is_neither_asked_nor_kept() -> None:
    found = answers(FORM, {"verdict": "confirmed", "note": "not this"})
    assert found.values == {"verdict": "confirmed"}
    assert found.dropped == ("note",)


def test_a_shown_question_must_be_answered() -> None:
    assert refusal(FORM, {"verdict": "changed"}) == {"note": "Write an answer."}
    assert answers(FORM, {"verdict": "changed", "note": "x"}).values == {"verdict": "changed", "note": "x"}


def test_a_broken_answer_to_a_hidden_question_does_not_disturb() -> None:
    hours = part("number", "hours", conditional={"hide": '=verdict != "changed"'})
    assert answers(form_of(VERDICT, hours), {"verdict": "confirmed", "hours": "abc"}).values == {
        "verdict": "confirmed"
    }


def test_hiding_goes_on_through_groups_and_other_questions() -> None:
    group = {
        "type": "group",
        "label": "Kopa",
        "i18n": {"en": {"label": "Group"}},
        "components": [
            part("radio", "more", **options("true", "false")),
        ],
        "conditional": {"hide": '=verdict != "changed"'},
    }
    last = part("textfield", "last", conditional={"hide": "=more != True"})
    form = form_of(VERDICT, group, last)
    assert answers(form, {"verdict": "changed", "more": "true", "last": "x"}).values["last"] == "x"
    assert answers(form, {"verdict": "confirmed", "more": "true", "last": "x"}).values == {
        "verdict": "confirmed"
    }


def test_conditions_that_turn_in_circles_end() -> None:
    form = form_of(
        part("textfield", "one", conditional={"hide": '=two != "" and two != None'}),
        part("textfield", "two", conditional={"hide": '=one != "" and one != None'}),
    )
    assert set(answers(form, {"one": "a", "two": "b"}).values) <= {"one", "two"}


def test_a_condition_may_look_at_the_case_and_lacks_nothing_fatally() -> None:
    note = part("textfield", "note", conditional={"hide": '=recipient_signer_kind == "child"'})
    assert "note" in answers(form_of(VERDICT, note), {"verdict": "confirmed"}).values
    child = {"recipient_signer_kind": "child"}
    assert "note" not in answers(form_of(VERDICT, note), {"verdict": "confirmed"}, context=child).values
    strange = part("textfield", "note", conditional={"hide": "=age > 17"})
    assert (
        "note" in answers(form_of(VERDICT, strange), {"verdict": "confirmed"}, context={"age": "old"}).values
    )


def test_an_earlier_answer_to_the_same_question_does_not_decide() -> None:
    assert refusal(FORM, {}, context={"verdict": "changed"}) == {"verdict": "Choose an answer."}


def test_a_question_may_be_required_by_another_answer() -> None:
    form = form_of(VERDICT, part("textfield", "why", properties={"required_when": '=verdict == "changed"'}))
    assert answers(form, {"verdict": "confirmed"}).values["why"] == ""
    assert refusal(form, {"verdict": "changed"}) == {"why": "Write an answer."}


def test_what_an_answer_reveals_where_the_case_does_not_hide_it() -> None:
    asked = {"purposes_asked": ["work"]}
    verdict = part("radio", "verdict", values=[{"label": "Jā", "value": "a"}])
    for condition, context, expected in (
        ('=verdict != "a" or "work" not in purposes_asked', asked, ("verdict", "a")),
        (
            '=verdict != "a" or purposes_asked == None or "work" not in purposes_asked',
            asked,
            ("verdict", "a"),
        ),
        ('=verdict != "a" or "leisure" not in purposes_asked', asked, None),
        ('=verdict != "a" or "work" not in purposes_asked', {}, None),  # cannot be worked out
        ('=verdict != "a" or other == None', asked, None),  # another answer of the form
        ('=verdict != "a"', {}, ("verdict", "a")),
        ('=elsewhere != "a" or "work" not in purposes_asked', asked, None),  # no answer of this form
    ):
        note = part("textfield", "note", conditional={"hide": condition})
        form = form_of(verdict, part("textfield", "other"), note)
        assert revealed_when(form, form.components[-1], context) == expected, condition


def test_what_a_page_can_reveal_by_itself() -> None:
    conditions = {
        '=verdict != "changed"': ("verdict", "changed"),
        "=agreed != True": ("agreed", "true"),
        "=complete != False": ("complete", "false"),
        '=verdict == "changed"': None,
        '=verdict != "a" or other': None,
        "": None,
    }
    for condition, expected in conditions.items():
        more = {"conditional": {"hide": condition}} if condition else {}
        [component] = form_of(part("textfield", "note", **more)).components
        assert shown_when(component) == expected
        assert hidden_when(component) == (("verdict", "changed") if "==" in condition else None)


def test_unknown_names_are_dropped_and_told() -> None:
    sent = {
        "verdict": "confirmed",
        "typename": "x",
        "__builtins__": {"a": 1},
        "case_id": 5,
        "empty": "",
        "none": None,
    }
    found = answers(FORM, sent)
    assert found.values == {"verdict": "confirmed"}
    assert found.dropped == ("typename", "__builtins__", "case_id")


def test_a_read_only_field_is_never_taken_from_what_is_sent() -> None:
    form = form_of(part("number", "decision_hours", disabled=True), VERDICT)
    found = answers(form, {"decision_hours": "999", "verdict": "confirmed"}, context={"decision_hours": 80})
    assert found.values == {"verdict": "confirmed"}
    assert found.dropped == ("decision_hours",)


def test_dates_keep_their_limits() -> None:
    limits = {"earliest": "today()", "latest": "months_later"}
    form = form_of(part("datetime", "born_on", subtype="date", properties=limits))
    context = {"months_later": date(2026, 12, 31)}
    assert answers(form, {"born_on": "2026-10-05"}, context=context, words=TODAY).values["born_on"] == date(
        2026, 10, 5
    )
    early = refusal(form, {"born_on": "2026-10-04"}, context=context, words=TODAY)
    assert early == {"born_on": "The date may not be before 5 Oct 2026."}
    assert "after" in refusal(form, {"born_on": "2027-01-01"}, context=context, words=TODAY)["born_on"]
    assert answers(form, {"born_on": "1999-01-01"}).values["born_on"] == date(1999, 1, 1)


def test_a_date_may_be_limited_by_another_answer() -> None:
    form = form_of(
        part("datetime", "valid_from", subtype="date"),
        part("datetime", "valid_to", subtype="date", properties={"earliest": "valid_from"}),
    )
    assert "before" in refusal(form, {"valid_from": "2026-10-05", "valid_to": "2026-10-01"})["valid_to"]
    assert answers(form, {"valid_from": "", "valid_to": "2026-10-01"}).values["valid_from"] is None


def test_a_computed_value_comes_from_the_server() -> None:
    form = form_of(
        part("number", "hours"), {"type": "expression", "key": "double", "expression": "=hours * 2"}
    )
    assert answers(form, {"hours": "4", "double": "999"}).values["double"] == 8
    assert answers(form, {"hours": "", "double": "999"}).values["double"] is None


ROWS = form_of(
    part(
        "dynamiclist",
        "people",
        properties={"max_rows": 2},
        components=[
            part("textfield", "name", validate={"required": True}),
            part("number", "age", decimalDigits=1),
            part(
                "textfield",
                "why",
                validate={"required": True},
                conditional={"hide": "=age == None or age < 18"},
            ),
        ],
    )
)


def test_rows_are_judged_one_by_one() -> None:
    found = answers(
        ROWS, {"people": [{"name": "Anna", "age": "5,5"}, {"name": "", "age": ""}, {"name": "Jānis"}]}
    )
    assert found.values["people"] == [{"name": "Anna", "age": Decimal("5.5")}, {"name": "Jānis", "age": None}]


def test_a_wrong_row_is_named_by_its_number() -> None:
    sent = [{"name": "Anna"}, {"age": "20"}, {"name": "x", "age": "many"}]
    assert refusal(ROWS, {"people": sent}) == {
        "people[1].name": "Write an answer.",
        "people[1].why": "Write an answer.",
        "people[2].age": "Write a number with digits, for example 12 or 12,5.",
    }


def test_rows_have_a_limit_and_a_shape() -> None:
    assert refusal(ROWS, {"people": [{"name": str(n)} for n in range(3)]}) == {
        "people": "At most 2 rows are possible."
    }
    assert refusal(ROWS, {"people": [{}] * 1000}) == {"people": "At most 2 rows are possible."}
    assert refusal(ROWS, {"people": "Anna"}) == {"people": "Answer this row by row."}
    assert refusal(ROWS, {"people": [["Anna"]]}) == {"people": "Answer this row by row."}
    assert answers(ROWS, {"people": None}).values["people"] == []


def test_start_values_come_from_the_rule_or_from_the_same_name() -> None:
    form = form_of(
        part("number", "decision_hours", properties={"prefill": "=proposed_hours"}),
        part("textarea", "reasons"),
        part("datetime", "valid_from", subtype="date", properties={"prefill": "=today()"}),
        part("textfield", "nothing", properties={"prefill": "=not_there"}),
    )
    values = {"proposed_hours": 80, "decision_hours": 40, "reasons": "Tāpēc"}
    expected = {"decision_hours": 80, "reasons": "Tāpēc", "valid_from": date(2026, 10, 5)}
    assert prefill(form, values, TODAY) == expected


def test_tables_show_what_is_there() -> None:
    columns = [{"key": "day", "label": "Diena"}, {"key": "minutes", "label": "Minūtes"}]
    table = {"type": "table", "label": "Tabula", "dataSource": "=findings", "columns": columns}
    [found] = form_of(
        {**table, "i18n": {"en": {"label": "T", "columns": {"day": "Day", "minutes": "Minutes"}}}}
    ).components
    rows = {"findings": [{"day": "2026-10-05", "minutes": 5}, {"day": "2026-10-06"}, "odd"]}
    assert table_rows(found, rows) == [("2026-10-05", 5), ("2026-10-06", None)]  # type: ignore[arg-type]
    assert table_rows(found, NOTHING) == []  # type: ignore[arg-type]


def test_the_schema_is_derived_from_what_is_visible() -> None:
    known = Known(NOTHING, NOTHING, NOTHING)  # type: ignore[arg-type]
    shown = visible(FORM, {"verdict": "confirmed"}, NOTHING, {})
    assert json_schema(shown, known, {"verdict"}) == {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {"verdict": {"enum": ["confirmed", "changed"]}},
        "required": ["verdict"],
        "additionalProperties": False,
    }


@pytest.mark.parametrize("sent", [None, [], "verdict=changed", 7])
def test_what_is_no_form_at_all(sent: object) -> None:
    with pytest.raises(InvalidAnswers) as refused:
        validate(FORM, sent, instruments={}, context={})  # type: ignore[arg-type]
    assert str(refused.value.fields[""]) == "The form did not arrive whole; please send it once more."
