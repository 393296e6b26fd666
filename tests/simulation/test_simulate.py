"""A simulation's accounts, added up again from what it exported, by other means than the house's own."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from engine.domain.service_month import ServiceMonth
from engine.simulation.simulate import Played, Wanted, simulate

pytestmark = pytest.mark.early
CENT = Decimal("0.01")
FILES = ("entries.csv", "lines.csv", "rates.csv")


@dataclass(frozen=True, slots=True)
class Export:
    """What was played, and the folder with its accounts."""

    played: Played
    folder: Path

    def rows(self, name: str) -> list[dict[str, str]]:
        """The rows of one file, by the names in its heading."""
        with (self.folder / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Export:
    """Five cases, two months."""
    folder = tmp_path_factory.mktemp("simulate") / "deep" / "export"
    wanted = Wanted(cases=5, months=2, seed=1, first=ServiceMonth(2022, 7), export=folder)
    return Export(simulate(wanted), folder)


def test_the_pay_added_up_from_the_lines_is_what_was_booked(export: Export) -> None:
    lines = export.rows("lines.csv")
    pays = [
        (Decimal(line["payable_minutes"]) * Decimal(line["rate_eur_per_hour"]) / 60).quantize(
            CENT, rounding=ROUND_HALF_UP
        )
        for line in lines
    ]
    assert [Decimal(line["pay_eur"]) for line in lines] == pays
    assert sum(pays) > 0
    assert sum(pays) * 100 == export.played.pay_cents == export.played.pay_cents_expected


def test_every_entry_sums_to_nothing(export: Export) -> None:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in export.rows("entries.csv"):
        sums[row["entry_id"]] += Decimal(row["amount_eur"])
    assert len(sums) > 5
    assert {entry: total for entry, total in sums.items() if total != Decimal("0.00")} == {}


def test_the_state_pay_in_the_entries_is_the_same(export: Export) -> None:
    booked = sum(
        Decimal(row["amount_eur"]) for row in export.rows("entries.csv") if row["account"] == "state_pay"
    )
    assert booked * 100 == export.played.pay_cents


def test_every_rate_of_a_line_stands_among_the_rates(export: Export) -> None:
    rates = {(row["rule_pack"], row["rate_eur_per_hour"]) for row in export.rows("rates.csv")}
    assert {(row["rule_pack"], row["rate_eur_per_hour"]) for row in export.rows("lines.csv")} <= rates


def test_what_is_told_is_counted_by_state(export: Export) -> None:
    played = export.played
    assert sum(played.states.values()) == played.cases == 5
    assert sum(played.claim_states.values()) == played.claims
    assert sum(played.month_states.values()) >= len(
        {(r["contract_number"], r["service_month"]) for r in export.rows("lines.csv")}
    )
    assert sorted(path.name for path in export.folder.iterdir()) == sorted(FILES)


def test_hours_signed_are_those_of_the_signed_months(export: Export) -> None:
    """Here everything signed was payable, so the lines' minutes are the signed ones."""
    minutes = sum(int(line["payable_minutes"]) for line in export.rows("lines.csv"))
    wanted = (Decimal(minutes) / 60).quantize(CENT, rounding=ROUND_HALF_UP)
    assert export.played.hours_signed == wanted
    assert -export.played.hours_signed.as_tuple().exponent == 2  # type: ignore[operator]
