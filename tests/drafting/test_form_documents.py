"""Forms turned over by the editor: untouched ones keep every byte, conditions read as people write them."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.drafting.forms import form_documents, form_parts_moved, form_settings, form_texts, show_if
from engine.drafting.forms.form_changes import put_list, put_settings
from engine.drafting.forms.form_documents import Part
from engine.drafting.forms.form_settings import Shape
from engine.drafting.forms.show_if import Compared, Row, ShowIf
from engine.errors import EngineError, InvalidAnswers
from engine.settings import ROOT
from engine.task_forms import check_form
from engine.task_forms.component_reader import READERS
from engine.task_forms.conditions import worked_out
from engine.task_forms.fields import Wording
from engine.task_forms.terms import NO_WORDS

FORMS = sorted(ROOT.glob("forms/*/*.json"))
EMPTY = {"type": "default", "id": "x", "schemaVersion": 19, "title": "A", "i18n": {"en": {"title": "A"}}}


def read(path: Path) -> Part:
    """A shipped form."""
    form = form_documents.read(path.read_bytes())
    assert form is not None
    return form


def as_it_stands(part: Part) -> dict[str, str]:
    """What a browser sends of a component that nobody touched."""
    sent = {"_flags": "1"}
    for one in form_settings.of_kind(part):
        value = form_settings.found(part, one)
        text = "" if value is None else str(value)
        if one.shape in (Shape.WORDS, Shape.LONG_WORDS):
            sent |= {
                f"{one.name}.lv": text,
                f"{one.name}.en": str(form_settings.english(part, one.path[-1]) or ""),
            }
        elif one.shape is Shape.FLAG:
            sent |= {one.name: "1"} if value else {}
        else:
            sent[one.name] = text.removeprefix("=") if one.shape is Shape.FORMULA else text
    return sent


def conditions() -> Iterator[str]:
    """Every condition of the shipped forms."""
    for path in FORMS:
        for _, part in form_documents.walk(read(path)):
            hide = form_settings.found(part, form_settings.HIDE)
            if isinstance(hide, str):
                yield hide


def test_every_shipped_form_keeps_its_bytes_when_nothing_was_touched() -> None:
    assert len(FORMS) > 50
    for path in FORMS:
        form = read(path)
        for _, part in form_documents.walk(form):
            put_settings(part, as_it_stands(part))
            put_list(part, form_settings.listed(part))
        form_texts.put_texts(form, {one.address: (one.lv, one.en) for one in form_texts.texts(form)})
        assert form_documents.written(form) == path.read_bytes(), path.name


def test_the_palette_is_what_a_form_may_hold_and_each_new_piece_is_sound() -> None:
    kinds = {str(base.get("type", kind)) for kind, base in form_parts_moved.KINDS.items()}
    assert kinds == READERS.keys()
    form: Part = {**EMPTY, "components": []}
    for kind in form_parts_moved.KINDS:
        form_parts_moved.add(form, kind, Wording(f"Jauns {kind}", f"New {kind}"))
    found = {one.rule for one in check_form(form_documents.written(form), "forms/p/x.json")}
    assert found == {"no_instrument", "empty_group"} & found
    assert len(form_documents.keys(form)) == len(kinds) + 2 - 4  # yes and no, a row's own; four have no key


def test_a_key_is_never_taken_nor_reserved() -> None:
    assert form_parts_moved.key_for("Šķīries?", set()) == "skiries"
    assert form_parts_moved.key_for("Šķīries?", {"skiries"}) == "skiries_2"
    assert form_parts_moved.key_for("case_id", set()) == "case_id_2"
    assert form_parts_moved.key_for("12", set()) == "field_12"
    with pytest.raises(EngineError):
        form_parts_moved.add({"components": []}, "iframe", Wording("x"))


def test_nearly_every_condition_reads_as_rows_and_is_written_as_it_was() -> None:
    found = list(conditions())
    rows = [(hide, read) for hide in found if (read := show_if.read(hide)) is not None]
    assert len(found) > 150
    assert len(rows) > 0.95 * len(found)
    for hide, read_rows in rows:
        assert show_if.read(show_if.written(read_rows)) == read_rows, hide


@pytest.mark.parametrize(
    ("row", "shown", "hidden"),
    [
        (Row("a", Compared.IS, "x"), ["x"], ["y", None]),
        (Row("a", Compared.IS_NOT, "x"), ["y", None], ["x"]),
        (Row("a", Compared.IS, value=True), [True], [False, None]),
        (Row("a", Compared.HAS, "x"), [["x", "y"]], [["y"], [], None]),
        (Row("a", Compared.HAS_NOT, "x"), [["y"], [], None], [["x"]]),
        (Row("a", Compared.OVER, 5), [6], [5, 4, None]),
        (Row("a", Compared.AT_LEAST, 5), [6, 5], [4, None]),
        (Row("a", Compared.UNDER, -5), [-6], [-5, None]),
        (Row("a", Compared.AT_MOST, 5), [5], [6, None]),
        (Row("a", Compared.GIVEN), ["", 0], [None]),
        (Row("a", Compared.EMPTY), [None], ["x"]),
    ],
)
def test_a_row_shows_for_what_it_says(row: Row, shown: list[object], hidden: list[object]) -> None:
    for is_any in (False, True):
        rows = ShowIf((row, Row("other", Compared.IS, 'sa"y')), is_any)
        hide = show_if.written(rows)
        assert show_if.read(hide) == ShowIf(list(rows.rows), is_any)
        other = None if is_any else 'sa"y'
        for value in [*shown, *hidden]:
            is_hidden = worked_out(hide, {"a": value, "other": other}, NO_WORDS)
            assert is_hidden is (value in hidden and not any(value is one for one in shown)), (hide, value)


def test_a_formula_is_shown_the_other_way_round_and_comes_back() -> None:
    assert show_if.as_shown("=today() >= last_day(period)") == "not (today() >= last_day(period))"
    assert show_if.from_shown("not (today() >= last_day(period))") == "=today() >= last_day(period)"
    assert show_if.from_shown("a == b") == "=not (a == b)"
    assert show_if.as_shown("=not (a == b)") == "a == b"
    assert show_if.read("=a == b") is None
    assert show_if.read("=(a ==") is None


def test_a_number_that_is_none_is_told_and_an_entry_keeps_what_else_it_holds() -> None:
    with pytest.raises(InvalidAnswers) as told:
        put_settings({"type": "number"}, {"minimum": "daudz", "decimals": "2,5"})
    assert told.value.fields.keys() == {"minimum", "decimals"}
    part: Part = {
        "type": "radio",
        "values": [{"label": "A", "value": "a", "hide": "=x"}, {"label": "B", "value": "b"}],
    }
    put_list(part, [form_settings.Listed("b", "Be", "Bee"), form_settings.Listed("a", "A", "")])
    assert part == {
        "type": "radio",
        "values": [{"label": "Be", "value": "b"}, {"label": "A", "value": "a", "hide": "=x"}],
        "i18n": {"en": {"values": {"b": "Bee"}}},
    }


NONSENSE: tuple[object, ...] = (
    *(None, 1, -1.5, True, "", [], {}, "x", [1], [None], [[]], {"en": 1}, "=((", "\ud800"),
    {"en": {"label": 5, "values": 3}},
)


def places_in(value: object) -> list[tuple[Any, Any]]:
    """Every holder with each of its names or numbers."""
    if not isinstance(value, dict | list):
        return []
    own = [(value, name) for name in (value if isinstance(value, dict) else range(len(value)))]
    return [*own, *(one for holder, name in own for one in places_in(holder[name]))]


def test_a_form_full_of_nonsense_is_turned_over_or_left_to_its_text() -> None:
    chosen, turned = random.Random(6), 0  # noqa: S311 -- the same nonsense each time
    for _ in range(250):
        form = read(ROOT / "forms/ministry_claim/approve_claim.json")
        for _ in range(3):
            holder, name = chosen.choice(places_in(form))
            holder[name] = copy.deepcopy(chosen.choice(NONSENSE))
        again = form_documents.read(json.dumps(form).encode())
        if again is None:
            continue
        turned += 1
        for _, part in form_documents.walk(again):
            put_settings(
                part, {"_flags": "1", "label.lv": "a", "label.en": "b", "suffix.lv": "c", "prefill": "x"}
            )
            put_list(part, [form_settings.Listed("a", "b", "c")])
        every = form_texts.texts(again)
        form_texts.put_texts(again, {one.address: ("ā", "a") for one in every})
        assert form_documents.read(form_documents.written(again)) == again
    assert turned > 150
