"""A new value in a pack's text: nothing else moves, and the strict reader has the last word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from engine.domain.number_kinds import NUMBER_KINDS
from engine.domain.rules import DatedNumber, Status, Unit
from engine.errors import EngineError, Refused
from engine.rule_packs import read_rule_pack
from engine.rule_packs.pack_writer import NewValue, write_value
from tests.house.source_files import ROOT

TODAY = date(2026, 11, 29)
NEW = NewValue(
    key="hourly_rate",
    value="6.10",
    status=Status.CONFIRMED,
    in_force_from=date(2027, 1, 1),
    source="MK 316: '5. pielikums', 2. punkts # jauns",
    recorded_on=TODAY,
    announced_on=date(2026, 11, 20),
    remark="Proposal 7: tā lemts\nministrijā",
)


def text_of(pack: str) -> bytes:
    return (ROOT / "processes" / "rule_packs" / f"{pack}.yaml").read_bytes()


def spans(values: tuple[DatedNumber, ...]) -> list[tuple[date, date | None, object]]:
    return [(one.in_force_from, one.in_force_to, one.value) for one in values]


def test_a_new_value_stands_below_the_old_ones_and_all_other_lines_stay() -> None:
    before = text_of("r316")
    written, pack = write_value(before, "r316.yaml", NEW)
    last = pack.numbers["hourly_rate"][-1]
    assert (str(last.value), last.source, last.announced_on) == ("6.10", NEW.source, NEW.announced_on)
    added = [line for line in written.decode().splitlines() if line not in before.decode().splitlines()]
    assert any(line.strip() == "# Proposal 7: tā lemts ministrijā" for line in added)
    kept = iter(written.decode().splitlines())
    assert all(line in kept for line in before.decode().splitlines()), "a line was lost or moved"
    assert len(written.splitlines()) - len(before.splitlines()) == 7


@pytest.mark.parametrize("unit", Unit)
def test_a_number_of_every_unit_can_be_changed(unit: Unit) -> None:
    regime, key = next((min(kind.packs), key) for key, kind in NUMBER_KINDS.items() if kind.unit is unit)
    text, kind = text_of(regime), NUMBER_KINDS[key]
    pack = read_rule_pack(text, f"{regime}.yaml")
    last = pack.numbers[key][-1]
    new = replace(
        NEW,
        key=key,
        value=kind.choices[0] if kind.choices else "1",
        in_force_from=date(2030, 1, 1) if last.in_force_to is None else last.in_force_from,
    )
    _, after = write_value(text, f"{regime}.yaml", new)
    others = {name: found for name, found in pack.numbers.items() if name != key}
    assert {name: found for name, found in after.numbers.items() if name != key} == others
    assert after.numbers[key][-1].source == NEW.source


def test_a_value_between_two_others_counts_until_the_next_one() -> None:
    new = replace(NEW, in_force_from=date(2023, 2, 1))
    _, pack = write_value(text_of("r316"), "r316.yaml", new)
    values = pack.numbers["hourly_rate"]
    place = next(at for at, one in enumerate(values) if one.in_force_from == new.in_force_from)
    assert values[place + 1].in_force_from == date(2023, 4, 1)
    assert pack.number("hourly_rate", date(2023, 3, 31)).source == NEW.source
    assert pack.number("hourly_rate", date(2023, 4, 1), accept_demo=True).source != NEW.source


def test_a_value_inside_an_ending_one_takes_over_its_end() -> None:
    text = text_of("r942")
    before = read_rule_pack(text, "r942.yaml").numbers["purpose_hours_work"]
    assert before[-1].in_force_to == date(2021, 12, 31)
    new = replace(NEW, key="purpose_hours_work", value="6", in_force_from=date(2020, 5, 1))
    _, pack = write_value(text, "r942.yaml", new)
    first, second = pack.numbers["purpose_hours_work"][-2:]
    assert (first.in_force_to, second.in_force_from) == (date(2020, 4, 30), date(2020, 5, 1))
    assert second.in_force_to == date(2021, 12, 31)


def test_a_value_from_the_same_day_takes_the_place_of_the_old_one() -> None:
    text = text_of("r316")
    old = read_rule_pack(text, "r316.yaml").numbers["base_hours_childhood_special_care"]
    assert old[0].status is Status.UNSET
    new = replace(
        NEW, key="base_hours_childhood_special_care", value="90", in_force_from=old[0].in_force_from
    )
    _, pack = write_value(text, "r316.yaml", new)
    assert spans(pack.numbers[new.key])[0] == (old[0].in_force_from, old[0].in_force_to, 90)
    assert len(pack.numbers[new.key]) == len(old)


def test_a_number_that_an_older_text_lacks_is_put_below_the_others() -> None:
    lines = text_of("r316").decode().split("\n\n")
    lacking = "\n\n".join(part for part in lines if "audit_retention_years" not in part)
    new = replace(NEW, key="audit_retention_years", value="11", in_force_from=date(2021, 7, 1))
    _, pack = write_value(lacking.encode(), "r316.yaml", new)
    assert spans(pack.numbers[new.key]) == [(date(2021, 7, 1), None, 11)]


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"value": "abc"}, "wrong_value"),
        ({"value": "5.12345"}, "wrong_value"),
        ({"value": "500"}, "too_large"),
        ({"value": "null"}, "wrong_value"),
        ({"value": "5\n    hourly: 1"}, "wrong_value"),
        ({"value": ""}, "wrong_text"),
        ({"announced_on": date(2026, 12, 1)}, "recorded_before_announced"),
        ({"in_force_from": date(1980, 1, 1)}, "wrong_date"),
        ({"source": "x" * 1001}, "wrong_text"),
    ],
)
def test_what_would_not_be_sound_is_refused_by_the_strict_reader(
    changed: dict[str, object], rule: str
) -> None:
    with pytest.raises(Refused) as refused:
        write_value(text_of("r316"), "r316.yaml", replace(NEW, **changed))  # type: ignore[arg-type]
    assert rule in {finding.rule for finding in refused.value.findings}


def test_days_that_nothing_is_said_of_are_refused() -> None:
    new = replace(NEW, key="purpose_hours_work", value="6", in_force_from=date(2022, 3, 1))
    with pytest.raises(Refused) as refused:
        write_value(text_of("r942"), "r942.yaml", new)
    assert [finding.rule for finding in refused.value.findings] == ["gap"]


def test_a_text_laid_out_in_one_line_is_left_alone() -> None:
    text = text_of("r316").decode()
    start = text.index("  hourly_rate:\n")
    end = text.index("\n\n", start)
    value = "{value: 5, in_force_from: 2021-07-01, status: demo, source: x, recorded_on: 2026-11-22}"
    one_line = f"  hourly_rate: {{unit: eur_per_hour, values: [{value}]}}"
    with pytest.raises((EngineError, Refused)):
        write_value((text[:start] + one_line + text[end:]).encode(), "r316.yaml", NEW)
