"""A decision table in a draft: what it asks, its test row, cases kept with it, its rules in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from engine.drafting.drafts.draft_paths import FileKind, kind_of, path_for
from engine.drafting.tables import table_cases, table_sheets
from engine.drafting.tables.table_case_texts import with_case, without_case
from engine.drafting.tables.table_files import read_table
from engine.drafting.tables.table_questions import Question, questions, read_typed, typed_as
from engine.drafting.tables.table_words import in_words
from engine.errors import EngineError, InvalidAnswers, NotFound
from engine.expressions.unary_tests import Kind
from engine.messages_catalogue import say
from engine.scenarios import read_table_cases
from engine.settings import ROOT
from tests.drafting.changing import begun, swap, text
from tests.processes.driver import Story

TABLE = "processes/assessment_questionnaire/support_level.dmn"
CASES = "processes/assessment_questionnaire/support_level.cases.yaml"
ELIGIBILITY = "processes/assistant_service/eligibility.dmn"


def test_the_test_row_says_the_rule_and_a_gap_says_why(story: Story) -> None:
    owner, draft = story.actor("process_owner"), begun(story)
    sheet = table_sheets.find(story.runtime, owner, draft, TABLE, {"score": "12"})
    assert sheet.row is not None
    assert sheet.row.trial is not None
    assert (sheet.row.trial.rules, sheet.row.trial.outputs) == (
        (2,),
        {"support_level": "large", "coefficient": 1},
    )
    swap(story, draft, TABLE, "[12..23]", "[13..23]")
    sheet = table_sheets.find(story.runtime, owner, draft, TABLE, {"score": "12"})
    assert sheet.row is not None
    assert sheet.row.trial is not None
    assert sheet.row.trial.outputs is None
    assert sheet.row.trial.refusals == {number: ("Punktu summa",) for number in (1, 2, 3)}
    gap = [one for one in sheet.found.page.findings if one.rule == "gap"]
    assert ["score = 12" in str(one.message) for one in gap] == [True]
    red = [one.name for one in sheet.cases if not one.is_green]
    assert red == ["Trešdaļa punktu"]


def test_a_case_is_kept_with_what_came_out_and_taken_out_again(story: Story) -> None:
    owner, draft = story.actor("process_owner"), begun(story)
    before = text(story, draft, CASES)
    table_cases.keep(story.runtime, owner, draft, TABLE, '  Vidū:  "18" ', {"score": "18"})
    kept = text(story, draft, CASES)
    assert kept.startswith(before)
    last = read_table_cases(kept.encode(), CASES).cases[-1]
    assert (last.name, last.inputs) == ('Vidū: "18"', {"score": 18})
    assert last.outputs == {"support_level": "large", "coefficient": 1}
    table_cases.drop(story.runtime, owner, draft, TABLE, last.name)
    assert text(story, draft, CASES) == before


def test_what_cannot_be_kept_says_why_and_changes_nothing(story: Story) -> None:
    owner, draft = story.actor("process_owner"), begun(story)
    before = text(story, draft, CASES)
    with pytest.raises(InvalidAnswers) as wrong:
        table_cases.keep(story.runtime, owner, draft, TABLE, "x", {"score": "divpadsmit"})
    assert "Punktu summa" in str(wrong.value.fields["score"])
    for name, score, words in (
        ("x", "40", "not among"),
        ("", "12", "a name"),
        ("Trešdaļa punktu", "12", "Two"),
    ):
        with pytest.raises(EngineError, match=words):
            table_cases.keep(story.runtime, owner, draft, TABLE, name, {"score": score})
    with pytest.raises(NotFound):
        table_cases.keep(story.runtime, owner, draft, CASES, "x", {"score": "12"})
    with pytest.raises(NotFound):
        table_cases.keep(story.runtime, story.actor("auditor"), draft, TABLE, "x", {"score": "12"})
    assert text(story, draft, CASES) == before


def test_a_table_that_cannot_be_read_is_no_failure(story: Story) -> None:
    owner, draft = story.actor("process_owner"), begun(story)
    swap(story, draft, TABLE, "[12..23]", "[12..")
    sheet = table_sheets.find(story.runtime, owner, draft, TABLE, {"score": "12"})
    assert (sheet.table, sheet.row, sheet.cases) == (None, None, [])
    with pytest.raises(EngineError, match="mended"):
        table_cases.keep(story.runtime, owner, draft, TABLE, "x", {"score": "12"})


def test_columns_are_asked_by_their_kind() -> None:
    table = read_table((ROOT / ELIGIBILITY).read_bytes(), ELIGIBILITY)
    assert table is not None
    asked = {one.name: one for one in questions(table)}
    assert asked["disability_group"].options == ["I", "II", "III", "child"]
    assert asked["declared_here"].kind is Kind.BOOLEAN
    assert asked["declared_here"].label == "Deklarēts šajā pašvaldībā"


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (Kind.INTEGER, "12", 12),
        (Kind.NUMBER, "2,50", Decimal("2.50")),
        (Kind.NUMBER, "-3", -3),
        (Kind.STRING, "12", "12"),
        (Kind.BOOLEAN, "false", False),
        (Kind.DATE, "2026-10-31", date(2026, 10, 31)),
        (Kind.DATE, "31.10.2026.", date(2026, 10, 31)),
        (None, '["a", 1]', ["a", 1]),
        (Kind.INTEGER, "", None),
    ],
)
def test_what_is_typed_becomes_a_value_and_back(kind: Kind | None, typed: str, value: object) -> None:
    asked = Question("x", "X", kind)
    read = read_typed([asked], {"x": typed})
    assert (read.wrong, read.values["x"], type(read.values["x"])) == ({}, value, type(value))
    if not isinstance(value, list):
        assert read_typed([asked], {"x": typed_as(asked, read.values["x"])}).values["x"] == value


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (Kind.INTEGER, "12.5"),
        (Kind.NUMBER, "9" * 40),
        (Kind.BOOLEAN, "yes"),
        (Kind.DATE, "2026-02-30"),
        (None, "__import__('os')"),
        (None, "["),
    ],
)
def test_what_is_no_value_is_told_at_its_field(kind: Kind | None, typed: str) -> None:
    assert read_typed([Question("x", "X", kind)], {"x": typed}).wrong.keys() == {"x"}


def test_remarks_and_indents_of_the_file_stay() -> None:
    file = b'# paraugs\ncases:\n- name: "A"\n  inputs: {score: 1}\n  outputs: {coefficient: 0}\n  # beigas'
    longer = with_case(
        file, CASES, "B", {"score": None, "day": date(2026, 1, 2)}, {"coefficient": Decimal("1.5")}
    )
    assert longer.startswith(file + b"\n")
    second = read_table_cases(longer, CASES).cases[1]
    assert second.inputs == {"score": None, "day": date(2026, 1, 2)}
    assert second.outputs == {"coefficient": Decimal("1.5")}
    assert without_case(longer, CASES, "B") == file + b"\n"
    assert read_table_cases(without_case(longer, CASES, "A"), CASES).cases[0].name == "B"
    assert without_case(without_case(longer, CASES, "A"), CASES, "B") == b"cases: []\n"
    assert with_case(b"cases: []\n", CASES, "C", {}, {"x": [True]}).startswith(b'cases:\n  - name: "C"')


def test_the_rules_are_said_in_words() -> None:
    table = read_table((ROOT / TABLE).read_bytes(), TABLE)
    assert table is not None
    second = in_words(table)[1]
    assert [say(one, "lv") for one in second.conditions] == ["“Punktu summa” ir no 12 līdz 23"]
    assert [say(one, "en") for one in second.conditions] == ["“Punktu summa” is from 12 to 23"]
    assert second.answers == [("support_level", '"large"'), ("coefficient", "1")]


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("< 5", "is less than 5"),
        (">= 19", "is at least 19"),
        ("(0..1]", "is more than 0, at most 1"),
        ("[0..1)", "is from 0 to less than 1"),
        ("]0..1[", "is more than 0, less than 1"),
        ("1, 2", "is one of: 1, 2"),
        ("1, [3..4]", "is 1 or is from 3 to 4"),
        ("not(1, 2)", "does not fit this: is one of: 1, 2"),
        ("null", "is empty"),
    ],
)
def test_every_kind_of_cell_has_its_words(cell: str, words: str) -> None:
    table = read_table(
        (ROOT / TABLE).read_bytes().replace(b"[12..23]", cell.replace("<", "&lt;").encode()), TABLE
    )
    assert table is not None
    assert [say(one, "en") for one in in_words(table)[1].conditions] == [f"“Punktu summa” {words}"]


def test_a_release_has_a_place_for_cases() -> None:
    assert kind_of(CASES) is FileKind.CASES
    assert path_for(FileKind.CASES, "assistant_service", "eligibility") == ELIGIBILITY.replace(
        ".dmn", ".cases.yaml"
    )
    assert kind_of("processes/rule_packs/x.cases.yaml") is None
