"""Every number of the domain notes is in a pack with its value, day and status, and nothing else is."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.domain.rules import DatedNumber, NumberUnset, RulePack, Rules, Status
from engine.messages_catalogue import say
from engine.rule_packs import read_folder
from engine.settings import ROOT

# BaseLoader keeps every value as the text that was written
LIST = yaml.load((Path(__file__).parent / "domain_numbers.yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506
BOOK = read_folder(ROOT / "processes" / "rule_packs")
ALL = [
    pytest.param(pack, number, id=f"{name} {number.key} {number.in_force_from}")
    for name, pack in BOOK.packs.items()
    for numbers in pack.numbers.values()
    for number in numbers
]


def _said(number: DatedNumber) -> str:
    if number.status is Status.UNSET:
        return "unset"
    is_exact = isinstance(number.value, Decimal)
    value = f"{number.exact.normalize():f}" if is_exact else str(number.value)
    return f"{value} {number.status}"


@pytest.mark.parametrize("named", LIST["numbers"], ids=lambda named: f"{named['pack']} {named['number']}")
def test_the_number_is_in_its_pack(named: Mapping[str, Any]) -> None:
    assert set(named) <= {"domain", "pack", "number", "values", "ends"}
    numbers = BOOK.packs[named["pack"]].numbers[named["number"]]
    assert {number.in_force_from.isoformat(): _said(number) for number in numbers} == named["values"]
    last = numbers[-1].in_force_to
    assert (last and last.isoformat()) == named.get("ends")


def test_the_list_is_complete_and_names_nothing_twice() -> None:
    named = [(one["pack"], one["number"]) for one in LIST["numbers"]]
    named += [(pack, key) for pack, keys in LIST["by_the_system"].items() for key in keys]
    assert sorted(named) == sorted((name, key) for name, pack in BOOK.packs.items() for key in pack.numbers)


@pytest.mark.parametrize(("pack", "number"), ALL)
def test_what_is_unset_or_made_up_stops_a_live_installation(pack: RulePack, number: DatedNumber) -> None:
    live = Rules(pack)
    if number.status in (Status.CONFIRMED, Status.UNCONFIRMED):
        assert live.number(number.key, number.in_force_from) == number
        return
    with pytest.raises(NumberUnset) as refused:
        live.number(number.key, number.in_force_from)
    for language, words in (("en", pack.name), ("lv", "processes/rule_packs/")):
        assert words in say(refused.value.message, language)
        assert number.key in say(refused.value.message, language)


@pytest.mark.parametrize(("pack", "number"), ALL)
def test_a_number_that_has_ended_stops_the_calculation(pack: RulePack, number: DatedNumber) -> None:
    if number.in_force_to is None:
        return
    later = [one for one in pack.numbers[number.key] if one.in_force_from > number.in_force_to]
    after = number.in_force_to.replace(year=number.in_force_to.year + 30)
    if not later:
        with pytest.raises(NumberUnset, match=number.key):
            Rules(pack, accept_demo=True).number(number.key, after)


def test_no_administration_share_is_above_the_highest() -> None:
    r942 = BOOK.of("r942")
    for share in r942.pack.numbers["administration_percent"]:
        assert share.exact <= r942.number("administration_percent_most", share.in_force_from).exact
