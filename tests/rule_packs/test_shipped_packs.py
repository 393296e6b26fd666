"""The shipped rule packs: what they say, and that they say how sure it is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from engine.domain.number_kinds import NUMBER_KINDS
from engine.domain.rules import NumberUnset, Regime, RuleBook, RulePack, Status
from engine.rule_packs import read_folder, read_rule_pack
from engine.settings import ROOT

FOLDER = ROOT / "processes" / "rule_packs"


@pytest.fixture(scope="module")
def book() -> RuleBook:
    return read_folder(FOLDER)


def values(pack: RulePack, key: str) -> list[tuple[str, str, str]]:
    return [(str(n.in_force_from), str(n.value), n.status.value) for n in pack.numbers[key]]


def test_the_packs_that_are_shipped(book: RuleBook) -> None:
    assert sorted(book.packs) == ["proposed_2019", "r316", "r942"]


def test_hourly_rates(book: RuleBook) -> None:
    assert values(book.packs["r316"], "hourly_rate") == [
        ("2021-07-01", "4.50", "confirmed"),
        ("2023-01-01", "4.79", "confirmed"),
        ("2023-04-01", "5.11", "unconfirmed"),
        ("2024-01-01", "5.42", "demo"),
    ]
    assert values(book.packs["proposed_2019"], "hourly_rate") == [
        ("2019-01-01", "3.23", "unconfirmed"),
        ("2020-01-01", "None", "unset"),
        ("2021-07-01", "4.50", "unconfirmed"),
        ("2023-01-01", "4.79", "unconfirmed"),
        ("2023-04-01", "5.11", "unconfirmed"),
        ("2024-01-01", "5.42", "demo"),
    ]


@pytest.mark.parametrize("pack", ["r316", "proposed_2019"])
def test_a_live_installation_has_no_rate_from_2024(pack: str, book: RuleBook) -> None:
    for day in (date(2024, 1, 1), date(2026, 10, 5)):
        with pytest.raises(NumberUnset, match="demonstration"):
            book.of(pack).number("hourly_rate", day)
        assert book.packs[pack].number("hourly_rate", day, accept_demo=True).exact == Decimal("5.42")


def test_the_week(book: RuleBook) -> None:
    proposed, r316 = book.of("proposed_2019"), book.of("r316")
    day = date(2026, 10, 5)
    for rules in (proposed, r316):
        assert rules.number("recipient_hours_per_week", day).limit is None
        assert rules.number("assistant_hours_per_week", day).limit == 40
        assert rules.number("minor_assistant_hours_per_week", day).limit == 35
    assert proposed.number("assistant_hours_per_week", day).status is Status.CONFIRMED  # the seed says so


def test_administration(book: RuleBook) -> None:
    assert values(book.packs["r316"], "administration_per_hour") == [
        ("2021-07-01", "0.23", "unconfirmed"),
        ("2023-04-01", "0.26", "unconfirmed"),
    ]


def test_what_nobody_has_read_is_unset(book: RuleBook) -> None:
    unset = {
        name: [
            (key, str(number.in_force_from))
            for key, numbers in pack.numbers.items()
            for number in numbers
            if number.status is Status.UNSET
        ]
        for name, pack in book.packs.items()
    }
    assert unset == {
        "r316": [("base_hours_childhood_special_care", "2021-07-01")],
        "proposed_2019": [
            ("base_hours_childhood_special_care", "2019-01-01"),
            ("hourly_rate", "2020-01-01"),
        ],
        "r942": [("minimum_hourly_rate_minor", "2014-01-01")],
    }


def test_the_proposed_model_confirms_only_what_the_seed_or_arithmetic_says(book: RuleBook) -> None:
    for numbers in book.packs["proposed_2019"].numbers.values():
        for number in numbers:
            if number.status is Status.CONFIRMED and number.key != "minimum_monthly_wage":
                assert number.source.startswith(("Dokuments „Asistenta pakalpojums", "Aprēķināts")), number
            assert ("Pārņemts no r316" not in number.source) or number.status is not Status.CONFIRMED


def test_every_number_says_who_and_when(book: RuleBook) -> None:
    for pack in book.packs.values():
        regime = Regime(pack.name)
        assert pack.numbers.keys() >= {key for key, kind in NUMBER_KINDS.items() if regime in kind.packs}
        for numbers in pack.numbers.values():
            for number in numbers:
                assert len(number.source) > 8
                assert number.recorded_on >= date(2026, 11, 22)


def test_thresholds_are_not_here() -> None:
    assert [key for key in NUMBER_KINDS if "threshold" in key or "points" in key] == []


def test_comments_and_layout_do_not_change_the_revision(book: RuleBook) -> None:
    text = (FOLDER / "r316.yaml").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#") and line.strip()]
    bare = "\n".join(lines).replace("value: 4.50", "value: '4.5'")
    assert read_rule_pack(bare, "r316.yaml").revision == book.packs["r316"].revision
    changed = text.replace("value: 4.50", "value: 4.51")
    assert read_rule_pack(changed, "r316.yaml").revision != book.packs["r316"].revision


def test_an_amount_is_exactly_what_was_written() -> None:
    text = (FOLDER / "r316.yaml").read_text("utf-8").replace("value: 4.50", "value: 4.3333")
    number = read_rule_pack(text, "r316.yaml").number("hourly_rate", date(2021, 7, 1))
    assert (number.value, type(number.value)) == (Decimal("4.3333"), Decimal)
