"""The names of HTML fields: what a browser sends becomes raw answers, and answers become inputs again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from engine.task_forms import fill_inputs, parse_submission
from tests.task_forms.builders import NOTHING, answers, form_of, options, part, small_instrument

INSTRUMENTS = {"small": small_instrument().instrument}
FORM = form_of(
    part("textfield", "name"),
    part("textarea", "note"),
    {
        "type": "group",
        "label": "Kopa",
        "i18n": {"en": {"label": "Group"}},
        "components": [part("number", "hours", decimalDigits=2)],
    },
    part("number", "paid", properties={"unit": "euro_cents"}),
    part("checkbox", "signed"),
    part("checklist", "purposes", **options("work", "school", "other")),
    part("radio", "agreed", **options("true", "false")),
    part("select", "assistant_id", valuesKey="assistants"),
    part("datetime", "born_on", subtype="date"),
    part(
        "dynamiclist",
        "people",
        components=[
            part("textfield", "name"),
            part("datetime", "since", subtype="date"),
            part("checkbox", "kin"),
        ],
    ),
    part("filepicker", "papers", multiple=True),
    part("questionnaire", "questionnaire", properties={"instrument": "small"}),
    part("month_entries", "entries"),
    part("textfield", "shown", disabled=True),
)
CONTEXT = {
    "assistants": [{"value": 17, "label": "Jānis"}],
    "period": "2026-10",
    "days_with_times": ["2026-10-05"],
}
SENT: dict[str, list[str]] = {
    "name": ["Anna"],
    "note": ["pirmā\r\notrā"],
    "hours": ["1,25"],
    "paid": ["12,50"],
    "signed": ["true"],
    "purposes": ["other", "work"],
    "agreed": ["false"],
    "assistant_id": ["17"],
    "born_on-day": ["5"],
    "born_on-month": ["10"],
    "born_on-year": ["1990"],
    "people[0].name": ["Ilze"],
    "people[0].since-day": ["1"],
    "people[0].since-month": ["2"],
    "people[0].since-year": ["2020"],
    "people[0].kin": ["true"],
    "people[2].name": ["Jānis"],
    "papers": ["a1", "b2"],
    "questionnaire.q01": ["3"],
    "questionnaire.q02": ["0"],
    "entries[2026-10-05].from": ["09:30"],
    "entries[2026-10-05].to": ["12:00"],
    "entries[2026-10-06].hours": ["2"],
    "entries[2026-10-06].minutes": [""],
    "csrf_token": ["secret"],
    "_action": ["complete"],
    "_version": ["3"],
}
TYPED: dict[str, Any] = {
    "name": "Anna",
    "note": "pirmā\notrā",
    "hours": Decimal("1.25"),
    "paid": 1250,
    "signed": True,
    "purposes": ["work", "other"],
    "agreed": False,
    "assistant_id": 17,
    "born_on": date(1990, 10, 5),
    "people": [
        {"name": "Ilze", "since": date(2020, 2, 1), "kin": True},
        {"name": "Jānis", "since": None, "kin": False},
    ],
    "papers": ["a1", "b2"],
    "questionnaire": {"q01": 3, "q02": 0},
    "entries": {"2026-10-05": 150, "2026-10-06": 120},
    "entries_times": {"2026-10-05": {"from": "09:30", "to": "12:00"}},
}


def judged(raw: dict[str, object]) -> dict[str, Any]:
    return dict(answers(FORM, raw, context=CONTEXT, instruments=INSTRUMENTS).values)


def test_every_kind_of_field_under_its_name() -> None:
    raw = parse_submission(FORM, SENT)
    assert raw["born_on"] == {"day": "5", "month": "10", "year": "1990"}
    assert raw["entries"] == {"2026-10-05": {"from": "09:30", "to": "12:00"}, "2026-10-06": {"hours": "2"}}
    assert set(raw) == set(TYPED) - {"entries_times"}
    assert judged(raw) == TYPED


def test_the_page_s_own_names_never_reach_the_form_and_strange_ones_are_told() -> None:
    strange = {
        "typename": ["x"],
        "people[0].typename": ["x"],
        "entries[2026-10-06].place": ["Rīga"],
        "shown": ["y"],
    }
    found = answers(FORM, parse_submission(FORM, SENT | strange), context=CONTEXT, instruments=INSTRUMENTS)
    assert found.values == TYPED
    assert set(found.dropped) == {"typename", "people[0].typename", "entries[2026-10-06].place", "shown"}


def test_an_empty_page_is_an_empty_form() -> None:
    raw = parse_submission(FORM, {})
    assert raw == {
        "signed": False,
        "purposes": [],
        "people": [],
        "papers": [],
        "questionnaire": {},
        "entries": {},
    }


def test_the_last_value_of_a_name_counts() -> None:
    assert parse_submission(FORM, {"name": ["a", "b"]})["name"] == "b"


def test_one_date_in_one_input() -> None:
    assert judged(parse_submission(FORM, SENT | {"born_on": ["x"]}))["born_on"] == date(1990, 10, 5)
    whole = {name: values for name, values in SENT.items() if not name.startswith("born_on")}
    assert judged(parse_submission(FORM, whole | {"born_on": ["1990-10-05"]}))["born_on"] == date(1990, 10, 5)


def test_typed_values_fill_the_inputs_they_came_from() -> None:
    inputs = fill_inputs(FORM, TYPED)
    assert inputs["paid"] == ["12,50"]
    assert inputs["hours"] == ["1,25"]
    assert inputs["agreed"] == ["false"]
    assert inputs["entries[2026-10-06].hours"] == ["2"]
    assert inputs["people[1].name"] == ["Jānis"]
    assert judged(parse_submission(FORM, inputs)) == TYPED


def test_raw_answers_fill_the_inputs_they_came_from() -> None:
    raw = parse_submission(FORM, SENT)
    assert parse_submission(FORM, fill_inputs(FORM, raw)) == raw


def test_strange_values_fill_inputs_without_harm() -> None:
    fill_inputs(
        FORM,
        {"entries": 7, "people": {"a": 1}, "questionnaire": [1], "born_on": 5, "purposes": "x", "signed": 9},
    )


TEXTS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=30)
FULL = st.fixed_dictionaries(
    {},
    optional={
        "name": TEXTS,
        "hours": st.decimals(min_value=-1000, max_value=1000, places=2),
        "paid": st.integers(0, 10**9),
        "signed": st.booleans(),
        "purposes": st.lists(st.sampled_from(["work", "school", "other"]), unique=True),
        "agreed": st.booleans(),
        "assistant_id": st.just(17),
        "born_on": st.dates(date(1900, 1, 1), date(2199, 12, 31)),
        "questionnaire": st.fixed_dictionaries({"q01": st.integers(0, 3), "q02": st.integers(0, 3)}),
        "entries": st.dictionaries(
            st.dates(date(2026, 10, 6), date(2026, 10, 31)).map(str), st.integers(1, 1440)
        ),
        "people": st.lists(
            st.fixed_dictionaries(
                {
                    "name": TEXTS.filter(str.strip),
                    "since": st.dates(date(1900, 1, 1), date(2199, 12, 31)),
                    "kin": st.booleans(),
                }
            ),
            max_size=5,
        ),
    },
)


@given(FULL)
def test_typed_values_survive_the_page_and_come_back_the_same(values: dict[str, Any]) -> None:
    first = judged(values)
    assert judged(parse_submission(FORM, fill_inputs(FORM, first))) == first


def test_nothing_typed_is_nothing_filled() -> None:
    assert fill_inputs(FORM, NOTHING) == {}
