"""Forms are read strictly: a sound one becomes typed values, a broken one a finding on its field."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.errors import Refused, Severity
from engine.task_forms import check_form, read_form
from engine.task_forms.fields import (
    Checkbox,
    DynamicList,
    Group,
    NumberField,
    NumberUnit,
    Option,
    Radio,
    Select,
    TextField,
    Wording,
)
from tests.task_forms.builders import file_of, form_of, options, part

BROKEN = Path(__file__).parent / "broken"
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load((BROKEN / "expected.yaml").read_text("utf-8"))


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_broken_form_is_named_with_its_field_and_a_sentence(name: str) -> None:
    expected = EXPECTED[name]
    findings = check_form((BROKEN / name).read_bytes(), f"forms/{name}")
    matching = [
        found for found in findings if (found.rule, found.element) == (expected["rule"], expected["element"])
    ]
    assert matching, [f"{found.rule} {found.element!r} {found.message}" for found in findings]
    assert expected["sentence"] is None or expected["sentence"] in [str(found.message) for found in matching]
    assert {found.file for found in findings} == {f"forms/{name}"}


def test_every_broken_file_is_expected() -> None:
    files = {path.relative_to(BROKEN).as_posix() for path in BROKEN.rglob("*.json")}
    assert files == set(EXPECTED)


def test_the_same_month_component_is_sound_in_another_process() -> None:
    words = file_of(part("textarea", "place"))
    assert check_form(words, "forms/assistant_service/sample.json") == []
    assert check_form(words, "forms/monthly_confirmation/sample.json") != []


def test_a_refusal_carries_all_errors_and_no_warnings() -> None:
    words = file_of({"type": "textfield", "key": "typename", "label": "Vārds"})
    with pytest.raises(Refused) as refused:
        read_form(words, "forms/assistant_service/sample.json")
    assert [found.rule for found in refused.value.findings] == ["reserved_key"]
    assert {found.severity for found in refused.value.findings} == {Severity.ERROR}


def test_a_missing_translation_does_not_refuse_the_form() -> None:
    words = file_of({"type": "textfield", "key": "name", "label": "Vārds"})
    [finding] = check_form(words, "forms/assistant_service/sample.json")
    assert (finding.rule, finding.severity) == ("english_missing", Severity.WARNING)
    [field] = read_form(words, "forms/assistant_service/sample.json").fields()
    assert field.label.said("en") == "Vārds"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b" " * (256 * 1024 + 1), "The file is too large: 256 kB, at most 256 kB."),
        (b"\xff\xfe{\x00", "The file is not UTF-8 text."),
        (b"", "The JSON breaks off at line 1, column 1."),
        (b"[" * 100_000, "The file is nested too deeply: at most 14 levels."),
        (b'{"a": 1e400000000}', "The number 1e400000000 is too long."),
        (b'{"a": ' + b"9" * 5000 + b"}", "The number 99999999999999999999 is too long."),
        (b'{"a": -Infinity}', "“-Infinity” is not a number."),
        (b"null", "The file must be one object with names and values."),
    ],
)
def test_what_is_no_json_of_ours_is_one_sentence(data: bytes, sentence: str) -> None:
    [finding] = check_form(data, "forms/assistant_service/sample.json")
    assert str(finding.message) == sentence


@pytest.mark.parametrize("value", [None, 7, "=(", [], [[]], {"a": {}}, True])
@pytest.mark.parametrize("name", ["title", "components", "i18n", "id", "type"])
def test_a_wrong_type_anywhere_is_a_finding_and_never_a_crash(name: str, value: object) -> None:
    data = json.loads(file_of(part("textfield", "name")))
    data[name] = value
    findings = check_form(json.dumps(data).encode(), "forms/assistant_service/sample.json")
    assert findings != [] or (name, value) == ("title", "=(")


SOUND = part("radio", "asked", **options("a"), validate={"required": True}, conditional={"hide": "=False"})


@pytest.mark.parametrize(
    "value", [7, [], [[]], ["x"], {"a": {}}, {"en": 7}, {"en": {"label": 7}}, "=(", None]
)
@pytest.mark.parametrize(
    "name", ["label", "key", "values", "validate", "conditional", "properties", "i18n", "type"]
)
def test_a_wrong_type_in_a_component_never_crashes(name: str, value: object) -> None:
    findings = check_form(file_of({**SOUND, name: value}), "forms/assistant_service/sample.json")
    assert findings != [] or (name, value) == ("label", "=(")


def test_components_become_typed_values() -> None:
    form = form_of(
        part("textfield", "name", validate={"required": True, "maxLength": 40, "pattern": "^[A-Z]{2}$"}),
        part("number", "hours", validate={"min": 0, "max": 24}, decimalDigits=2),
        part("number", "paid", properties={"unit": "euro_cents"}),
        part("radio", "agreed", **options("true", "false")),
        part("select", "assistant_id", valuesKey="assistants"),
        {
            "type": "group",
            "label": "Kopa",
            "i18n": {"en": {"label": "Group"}},
            "components": [part("checkbox", "ok")],
        },
        part("dynamiclist", "people", components=[part("textfield", "name")], properties={"max_rows": "3"}),
    )
    name, hours, paid, agreed, assistant, ok, people = form.fields()
    assert isinstance(name, TextField)
    assert (name.required, name.max_length, name.pattern) == (True, 40, "^[A-Z]{2}$")
    assert isinstance(hours, NumberField)
    assert (hours.minimum, hours.maximum, hours.decimals) == (Decimal(0), Decimal(24), 2)
    assert isinstance(paid, NumberField)
    assert paid.unit is NumberUnit.EURO_CENTS
    assert isinstance(agreed, Radio)
    assert agreed.is_yes_no
    assert agreed.options[0] == Option("true", Wording("true", "true"))
    assert isinstance(assistant, Select)
    assert assistant.options_from == "assistants"
    assert isinstance(ok, Checkbox)
    assert isinstance(form.components[5], Group)
    assert isinstance(people, DynamicList)
    assert people.max_rows == 3


def test_what_the_form_editor_adds_is_accepted() -> None:
    component = part("textfield", "name", id="Field_1abc", layout={"row": "Row_1", "columns": None})
    data = json.loads(file_of(component))
    data |= {"exporter": {"name": "form-js", "version": "1.23"}, "executionPlatform": "x", "versionTag": "1"}
    assert check_form(json.dumps(data).encode(), "forms/assistant_service/sample.json") == []


def test_the_date_label_of_the_form_editor_is_the_label() -> None:
    component = {"type": "datetime", "subtype": "date", "key": "born_on", "dateLabel": "Diena"}
    [field] = form_of({**component, "i18n": {"en": {"label": "Day"}}}).fields()
    assert field.label == Wording("Diena", "Day")
