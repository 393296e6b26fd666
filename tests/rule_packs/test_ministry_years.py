"""The ministry's table: the shipped file, and what is wrong with others."""

from __future__ import annotations

import pytest

from engine.domain.ministry_years import rounding_notice
from engine.errors import Refused, Severity
from engine.gate import check_one
from engine.messages_catalogue import say
from engine.rule_packs import check_ministry_years, read_ministry_years
from engine.rule_packs.ministry_reader import MINISTRY_YEARS
from engine.settings import ROOT

SHIPPED = (ROOT / MINISTRY_YEARS).read_bytes()
HEAD = "name: ministry_years\nsource: LM\nyears:\n"
SOUND = (
    "{year: 2018, kind: spent, pay: 13790776, transport: 401423, administration: 1135376, total: 15327575}"
)


def _sentences(content: str | bytes) -> list[str]:
    with pytest.raises(Refused) as refused:
        read_ministry_years(content, "x.yaml")
    return [say(one.message, "en") for one in refused.value.findings]


def test_the_shipped_table_is_the_printed_one() -> None:
    table = read_ministry_years(SHIPPED, MINISTRY_YEARS)
    assert [one.years for one in table.years] == ["2013", "2014", "2015", "2016", "2017", "2018", "2019–2020"]
    year = table.of(2018)
    assert year is not None
    assert (year.pay, year.transport, year.administration) == (13_790_776, 401_423, 1_135_376)
    assert year.total == 15_327_575
    last = table.years[-1]
    assert (last.total, last.lines, last.was_spent) == (15_836_070, (), False)
    assert table.of(2019) is None
    assert "Labklājības ministrija" in table.source


def test_at_03_one_euro_is_a_notice_and_no_refusal() -> None:
    table = read_ministry_years(SHIPPED, MINISTRY_YEARS)
    notices = {one.years: notice for one in table.years if (notice := rounding_notice(one))}
    assert list(notices) == ["2013", "2015", "2016"]
    assert "2474145" in say(notices["2013"], "lv")
    assert "2474144" in say(notices["2013"], "lv")
    assert check_one(MINISTRY_YEARS, SHIPPED) == []  # whoever entered them noted it


def test_a_rounded_total_that_nobody_noted_is_a_warning() -> None:
    imported = SHIPPED.replace(b", rounded: yes", b"")
    found = check_one("loose.yaml", imported)
    assert [one.element for one in found] == ["2013", "2015", "2016"]
    assert {one.severity for one in found} == {Severity.WARNING}
    assert len(read_ministry_years(imported, "x.yaml").years) == 7


def test_at_03_more_is_refused_with_a_sentence() -> None:
    off_by_two = HEAD + f"  - {SOUND.replace('total: 15327575', 'total: 15327577')}\n"
    (said,) = _sentences(off_by_two)
    assert said.startswith("Line 4: 2018: the lines add up to 15327575, but the total is 15327577;")
    assert [one.rule for one in check_ministry_years(off_by_two, "x.yaml")] == ["wrong_total"]


@pytest.mark.parametrize(
    ("years", "says"),
    [
        (f"  - {SOUND[:-1]}, rounded: yes}}\n", "does not belong here"),
        (f"  - {SOUND}\n  - {SOUND}\n", "each year stands once"),
        ("  - {year: 2018, kind: spent, pay: 5, total: 5}\n", "stand together"),
        ("  - {year: 2018, kind: spent, total: 5.50}\n", "“total” is “5.50”"),
        ("  - {year: 18, kind: spent, total: 5}\n", "must be a year"),
        ("  - {year: 2018, kind: guessed, total: 5}\n", "must be one of: spent, available"),
        ("  - {year: 2018, kind: spent, total: 5, sum: 5}\n", "“sum” is not known here"),
        ("  - {year: 2019, last_year: 2018, kind: spent, total: 5}\n", "must be a year"),
        ("  - {year: 2018, kind: spent}\n", "“total” is missing"),
    ],
)
def test_what_is_wrong_is_said(years: str, says: str) -> None:
    assert says in " ".join(_sentences(HEAD + years))
