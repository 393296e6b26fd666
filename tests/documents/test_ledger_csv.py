"""The ledger's files: anyone adds them up with nothing but a CSV reader."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.documents.ledger_csv import (
    LINE_COLUMNS,
    EntryRow,
    LineRow,
    RateRow,
    export_ledger,
    write_entries,
    write_lines,
    write_rates,
)
from engine.domain.money import pay_cents
from engine.errors import Unusable
from tests.documents.payloads import FORMULAS

DAY = date(2026, 11, 6)
ENTRY = EntryRow("E-1", DAY, "0040", "state_pay", 10885, "2026-10", "L-17", "0040/2026-10")
RATE = RateRow("proposed_2019", "hourly_rate", date(2024, 1, 1), Decimal("5.42"), "demo", "DOMAIN, 6.2")


def a_line(minutes: int, rate: Decimal) -> LineRow:
    return LineRow(
        "0040", "L-17", "2026-10", "proposed_2019", minutes, rate, pay_cents(minutes, rate), state="paid"
    )


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_each_file_has_its_heading_and_its_columns() -> None:
    sheets = [io.StringIO(newline="") for _ in range(3)]
    counts = [
        write_entries(sheets[0], [ENTRY]),
        write_rates(sheets[1], [RATE]),
        write_lines(sheets[2], [a_line(1205, Decimal("5.42"))]),
    ]
    assert counts == [1, 1, 1]
    entries, rates, lines = (sheet.getvalue().splitlines(keepends=True) for sheet in sheets)
    assert entries == [
        "entry_id,posted_on,municipality,account,amount_eur,service_month,contract_number,claim_number\n",
        "E-1,2026-11-06,0040,state_pay,108.85,2026-10,L-17,0040/2026-10\n",
    ]
    assert rates == [
        "rule_pack,name,in_force_from,rate_eur_per_hour,status,source\n",
        'proposed_2019,hourly_rate,2024-01-01,5.4200,demo,"DOMAIN, 6.2"\n',
    ]
    assert lines == [
        ",".join(LINE_COLUMNS) + "\n",
        "0040,L-17,2026-10,proposed_2019,1205,5.4200,108.85,,paid\n",
    ]


@given(st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 200_000)), max_size=40))
def test_the_pay_is_found_again_from_minutes_and_rate(months: list[tuple[int, int]]) -> None:
    lines = [a_line(minutes, Decimal(steps).scaleb(-4)) for minutes, steps in months]
    sheet = io.StringIO(newline="")
    write_lines(sheet, lines)
    again = [
        (Decimal(row["payable_minutes"]) * Decimal(row["rate_eur_per_hour"]) / 60).quantize(
            Decimal("0.01"), ROUND_HALF_UP
        )
        for row in read(sheet.getvalue())
    ]
    assert [str(amount) for amount in again] == [row["pay_eur"] for row in read(sheet.getvalue())]
    assert sum(again, Decimal(0)) * 100 == sum(line.pay_cents for line in lines)


@given(st.lists(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=5), max_size=8))
def test_the_postings_of_each_entry_sum_to_zero_in_the_file_too(entries: list[list[int]]) -> None:
    rows = [
        EntryRow(f"E-{number}", DAY, "0040", f"account_{place}", cents)
        for number, amounts in enumerate(entries)
        for place, cents in enumerate([*amounts, -sum(amounts)])
    ]
    sheet = io.StringIO(newline="")
    assert write_entries(sheet, iter(rows)) == len(rows)
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in read(sheet.getvalue()):
        sums[row["entry_id"]] += Decimal(row["amount_eur"])
    assert len(sums) == len(entries)
    assert not any(sums.values())


def test_the_folder_is_made_and_holds_three_files(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    for _ in range(2):  # writing again replaces, it does not append
        export_ledger(folder, entries=[ENTRY], rates=[RATE], lines=[a_line(60, Decimal("5.42"))])
    assert sorted(path.name for path in folder.iterdir()) == ["entries.csv", "lines.csv", "rates.csv"]
    assert [len(path.read_text("utf-8").splitlines()) for path in folder.iterdir()] == [2, 2, 2]


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    taken = tmp_path / "file"
    taken.write_text("a")
    for folder in (taken, taken / "below"):
        with pytest.raises(Unusable, match="cannot be written"):
            export_ledger(folder, entries=[], rates=[], lines=[])


def test_no_text_becomes_a_formula() -> None:
    for payload in FORMULAS:
        sheet = io.StringIO(newline="")
        write_entries(sheet, [EntryRow(payload, DAY, payload, payload, 1, payload, payload, payload)])
        (row,) = read(sheet.getvalue())
        assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize("cents", [1.0, True])
def test_no_float_comes_near_money(cents: int) -> None:
    with pytest.raises(TypeError):
        write_entries(io.StringIO(), [EntryRow("E", DAY, "0040", "a", cents)])
