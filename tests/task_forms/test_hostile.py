"""Whatever is sent: typed values or InvalidAnswers, in little time, and nothing that could not be stored."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import InvalidAnswers
from engine.expressions.values import tree_size
from engine.task_forms import (
    Form,
    check_form,
    check_instrument,
    fill_inputs,
    parse_submission,
    prefill,
    read_form,
    validate,
)
from tests.task_forms.builders import file_of, form_of, options, part, small_instrument

ROOT = Path(__file__).parents[2]
INSTRUMENTS = {"small": small_instrument().instrument, "assistance_need_12": small_instrument().instrument}
CONTEXT = {
    "assistants": [{"value": 17, "label": "Jānis"}],
    "providers": [],
    "period": "2026-10",
    "days_with_times": ["2026-10-05"],
}
EVERYTHING = form_of(
    part("textfield", "name", validate={"pattern": "[a-z]+(-[a-z]{2,8})?", "minLength": 2}),
    part("textfield", "code", properties={"check": "personal_code"}),
    part("textfield", "account", properties={"check": "iban"}),
    part("textfield", "mail", properties={"check": "email"}),
    part("textarea", "note", properties={"required_when": "=hours > 3"}),
    part("number", "hours", decimalDigits=2, validate={"min": 0, "max": 24}),
    part("number", "paid", properties={"unit": "euro_cents"}),
    part("checkbox", "signed"),
    part("checklist", "purposes", **options("work", "other")),
    part("radio", "agreed", **options("true", "false")),
    part("select", "assistant_id", valuesKey="assistants"),
    part("datetime", "born_on", subtype="date", properties={"earliest": "since", "latest": "since"}),
    part("datetime", "since", subtype="date", conditional={"hide": "=agreed != True"}),
    part("dynamiclist", "people", components=[part("textfield", "name"), part("number", "age")]),
    part("filepicker", "papers", multiple=True),
    part("questionnaire", "questionnaire", properties={"instrument": "small"}),
    part("month_entries", "entries"),
    {"type": "expression", "key": "double", "expression": "=hours * 2"},
)
OURS = sorted((ROOT / "forms").rglob("*.json"))
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=10**20)
    | st.floats()
    | st.decimals()
    | st.dates()
    | st.text(max_size=40)
    | st.sampled_from(
        ["true", "false", "NaN", "-1", "1e9", "2026-10-05", "work", "17", "\x00", "\ud800", "__class__"]
    )
)
NAMES = (
    st.sampled_from([field.key for field in EVERYTHING.fields()])
    | st.text(max_size=12)
    | st.sampled_from(
        [
            "typename",
            "__builtins__",
            "data_objects",
            "q01",
            "hours",
            "minutes",
            "from",
            "to",
            "day",
            "month",
            "year",
            "2026-10-05",
            "2026-10-06",
            "2026-W01-1",
        ]
    )
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=12,
)


def judged(form: Form, sent: Mapping[str, object]) -> Mapping[str, object] | None:
    """The values, or None for a refusal whose sentences can be said."""
    try:
        values = validate(form, sent, instruments=INSTRUMENTS, context=CONTEXT).values
    except InvalidAnswers as refusal:
        refused = refusal.fields
    else:
        refused = {}
    if refused:
        assert all(str(said) for said in refused.values())
        return None
    assert is_storable(values)
    assert set(values) <= {field.key for field in form.fields()} | {"entries_times"}
    return values


def is_storable(value: object) -> bool:
    """Only kinds the instance keeps; no NaN, no surrogate, no key the engine could stumble over."""
    tree_size(dict(value) if isinstance(value, Mapping) else value)
    json.dumps(value, allow_nan=False, default=str, ensure_ascii=False).encode()
    return True


@given(st.dictionaries(NAMES, ANYTHING, max_size=20))
@settings(max_examples=150)
def test_any_answers_give_values_or_sentences(sent: dict[str, object]) -> None:
    judged(EVERYTHING, sent)


@given(st.dictionaries(NAMES | st.text(max_size=30), st.lists(st.text(max_size=20), max_size=3), max_size=20))
@settings(max_examples=80)
def test_any_browser_gives_values_or_sentences(flat: dict[str, list[str]]) -> None:
    raw = parse_submission(EVERYTHING, flat)
    judged(EVERYTHING, raw)
    fill_inputs(EVERYTHING, raw)


@given(st.sampled_from(OURS), st.dictionaries(st.text(max_size=8), ANYTHING, max_size=3), st.data())
@settings(max_examples=80)
def test_our_own_forms_stand_firm(path: Path, context: dict[str, object], data: st.DataObject) -> None:
    form = read_form(path.read_bytes(), path.relative_to(ROOT).as_posix())
    keys = [field.key for field in form.fields()]
    sent = data.draw(st.dictionaries(st.sampled_from(keys), ANYTHING, max_size=8))
    judged(form, sent)
    prefill(form, {**context, **sent})
    fill_inputs(form, {**context, **sent})


@pytest.mark.parametrize(
    "sent",
    [
        {"typename": "datetime.datetime", "data_objects": {}, "__builtins__": {}, "len": 1, "": 1},
        {"name": "x" * 10_000_000, "note": "y" * 10_000_000},
        {f"field_{number}": "x" for number in range(10_000)},
        {"people": [{"typename": "x", "name": "a"}] * 150},
        {"people": [{"name": "x"}] * 100_000},
        {"entries": {f"day {number}": {"hours": "1"} for number in range(100_000)}},
        {"questionnaire": {f"q{number}": 1 for number in range(100_000)}},
        {"purposes": ["work"] * 100_000},
        {"papers": ["a"] * 100_000},
        {"hours": "9" * 1_000_000, "paid": 10**5000},
        {"hours": float("nan"), "paid": Decimal("sNaN")},
        {"born_on": {"day": "9" * 100_000, "month": {}, "year": []}},
        {"name": "e" + "\u0301" * 15_000},
        {"name": "\u202e" * 100, "note": "\ufffe"},
        {"code": "1" * 19_000, "mail": "a@" + "b." * 9_000 + "lv", "account": "LV" * 9_000},
    ],
    ids=range(15),
)
def test_hostile_answers_are_answered_quickly(sent: dict[str, object]) -> None:
    start = time.perf_counter()
    values = judged(EVERYTHING, {"signed": True, **sent})
    assert values is None or not {"typename", "__builtins__", "data_objects", "len", ""} & set(values)
    assert time.perf_counter() - start < 2


def test_a_deep_answer_is_no_answer() -> None:
    deep: Any = "x"
    for _ in range(500):
        deep = [deep]
    for field in EVERYTHING.fields():
        judged(EVERYTHING, {"signed": True, field.key: deep})
        judged(EVERYTHING, {"signed": True, field.key: {"q01": deep, "2026-10-05": deep, "day": deep}})


def test_moments_and_objects_are_no_answers() -> None:
    for field in EVERYTHING.fields():
        for sent in (
            datetime(2026, 10, 5, 9, 0, tzinfo=UTC),
            date(2026, 10, 5),
            object(),
            b"x",
            {1, 2},
            range(3),
            judged,
        ):
            judged(EVERYTHING, {"signed": True, field.key: sent})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=15,
)
FORM_WORDS = [
    "type",
    "key",
    "label",
    "values",
    "validate",
    "conditional",
    "properties",
    "i18n",
    "components",
    "text",
]
PARTS = st.dictionaries(
    st.sampled_from(
        [*FORM_WORDS, "path", "columns", "dataSource", "subtype", "expression", "valuesKey", "id"]
    ),
    JSON
    | st.sampled_from(
        ["radio", "group", "number", "table", "text", "datetime", "dynamiclist", "=a", {"en": {}}]
    ),
    max_size=8,
)


@given(st.lists(PARTS, max_size=4))
@settings(max_examples=100)
def test_any_file_gives_findings_and_never_a_crash(components: list[dict[str, Any]]) -> None:
    for finding in check_form(file_of(*components), "forms/monthly_confirmation/sample.json"):
        assert str(finding.message)


@given(st.binary(max_size=200) | JSON.map(lambda value: json.dumps(value).encode()))
@settings(max_examples=80)
def test_any_bytes_give_findings_and_never_a_crash(data: bytes) -> None:
    assert check_form(data, "forms/assistant_service/sample.json")
    assert check_instrument(data, "processes/questionnaires/small.yaml")
