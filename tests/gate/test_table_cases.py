"""Test cases beside a decision table: read strictly, asked by the gate, told with their name and the row."""

from __future__ import annotations

import pytest

from engine.bpmn.dmn_files import read_decision_tables
from engine.errors import Finding
from engine.expressions.table_trials import try_table
from engine.gate.release import check_files
from engine.scenarios import check_table_cases, read_table_cases
from engine.settings import ROOT

TABLE = "processes/assessment_questionnaire/support_level.dmn"
CASES = "processes/assessment_questionnaire/support_level.cases.yaml"
LEVELS = (ROOT / TABLE).read_bytes()
SOUND = 'cases:\n  - name: "Trešdaļa"\n    inputs: {score: 12}\n    outputs: {coefficient: 1}\n'


def told(cases: str, *, table: bytes = LEVELS, is_whole: bool = False) -> list[Finding]:
    """What the gate says of the cases of a table."""
    files = {TABLE: table, CASES: cases.encode()}
    return [one for one in check_files(files, is_whole=is_whole, is_complete=False) if one.file == CASES]


def test_a_case_that_is_answered_as_written_is_not_told() -> None:
    assert told(SOUND) == []


def test_a_case_that_differs_is_told_with_its_name_and_the_row() -> None:
    (found,) = told(SOUND.replace("coefficient: 1", "coefficient: 2"))
    assert (found.rule, found.element) == ("case_differs", "line 2")
    for words in ("Trešdaļa", "“coefficient” is 1, expected was 2", "Row 2 holds"):
        assert words in str(found.message)


def test_a_changed_table_makes_its_case_red() -> None:
    table = LEVELS.replace(b"[12..23]", b"[13..23]").replace(b"[0..11]", b"[0..12]")
    (found,) = told(SOUND, table=table)
    assert "Row 1 holds" in str(found.message)


def test_a_value_that_fits_no_row_is_told_with_the_reason() -> None:
    (found,) = told(SOUND, table=LEVELS.replace(b"[12..23]", b"[13..23]"))
    assert "no rule for score = 12" in str(found.message)


def test_yes_is_not_one() -> None:
    (found,) = told(SOUND.replace("coefficient: 1", "coefficient: true"))
    assert found.rule == "case_differs"


def test_names_that_the_table_does_not_know_are_told_with_the_one_meant() -> None:
    (found,) = told(SOUND.replace("score:", "scores:"))
    assert (found.rule, "“score”" in str(found.message)) == ("unknown_name", True)
    (found,) = told(SOUND.replace("{coefficient:", "{coeficient:"))
    assert (found.rule, "“coefficient”" in str(found.message)) == ("unknown_name", True)


def test_cases_without_their_table_are_told_in_a_whole_room() -> None:
    files = {CASES: SOUND.encode()}
    assert [one.rule for one in check_files(files, is_whole=True, is_complete=False)] == ["no_table"]
    assert check_files(files, is_whole=False, is_complete=False) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("- 1\n", "not_yaml"),
        ("cases: 1\n", "wrong_value"),
        ("case: []\n", "unknown_key"),
        ("{}\n", "missing_key"),
        (SOUND.replace("inputs", "input"), "unknown_key"),
        (SOUND.replace('"Trešdaļa"', '""'), "wrong_value"),
        (SOUND.replace("{coefficient: 1}", "{}"), "wrong_value"),
        (SOUND + SOUND.removeprefix("cases:\n"), "wrong_value"),
        ("cases: &a\n  - *a\n", "not_yaml"),
        (
            "cases:\n"
            + SOUND.removeprefix("cases:\n").replace("  - name", "  - !!python/name:os.system name"),
            "not_yaml",
        ),
    ],
)
def test_what_cannot_be_a_list_of_cases_is_told(text: str, rule: str) -> None:
    assert rule in {one.rule for one in check_table_cases(text.encode(), CASES)}


def test_no_case_yet_is_no_mistake() -> None:
    assert check_table_cases(b"cases: []\n", CASES) == []


def test_every_row_of_the_tables_that_come_with_the_service_has_a_case() -> None:
    for path in sorted(ROOT.glob("processes/*/*.dmn")):
        cases = path.with_name(f"{path.stem}.cases.yaml")
        files = {one.relative_to(ROOT).as_posix(): one.read_bytes() for one in (path, cases)}
        assert check_files(files, is_whole=False, is_complete=False) == [], path.name
        table = read_decision_tables(path.read_bytes(), path.name)
        kept = read_table_cases(cases.read_bytes(), cases.name).cases
        reached = {number for one in kept for number in try_table(table, one.inputs).rules}
        assert reached == {rule.number for rule in table.rules}, path.name
