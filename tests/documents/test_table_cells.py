"""Cells and the two dialects of CSV."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.documents.table_cells import Cell, hours, office_csv, plain_csv, text_cell
from engine.payment_files import payroll
from tests.documents.payloads import FORMULAS, MARKUP


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Jānis Bērziņš", "Jānis Bērziņš"),
        ("L-2026/17", "L-2026/17"),
        ("=1+1", "'=1+1"),
        ("  -1", "'-1"),
        ("\t\r\n@x", "'@x"),
        ('"=1', "\"'=1"),
        ("a;=1, +2", "a;'=1, '+2"),
        ("a\nb\x00c\u202ed", "a b c d"),
        ("2 - 1 = 1", "2 - 1 = 1"),
        ("", ""),
    ],
)
def test_text_stays_text(typed: str, written: str) -> None:
    assert text_cell(typed) == written


@given(st.text())
def test_no_text_starts_a_formula_and_none_breaks_the_line(text: str) -> None:
    cell = text_cell(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert "\n" not in cell
    cell.encode()


def test_payroll_keeps_the_same_rule() -> None:
    for payload in FORMULAS + MARKUP:
        assert payroll.text_cell(payload) == text_cell(payload)


@given(st.lists(st.lists(st.text().map(text_cell), min_size=2, max_size=4), max_size=5))
def test_what_is_written_can_be_read_again(rows: list[list[str]]) -> None:
    expected = [[text_cell(cell) for cell in row] for row in rows]
    office = office_csv(rows).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(office, newline=""), delimiter=";")) == expected
    plain = io.StringIO(newline="")
    assert plain_csv(plain, rows) == len(rows)
    assert list(csv.reader(io.StringIO(plain.getvalue(), newline=""))) == expected


def test_numbers_keep_their_places_in_both_dialects() -> None:
    row: list[Cell] = [Decimal("-0.05"), Decimal("1234567.50"), Decimal("5.4200"), 7, "5.11"]
    assert office_csv([row]) == b"\xef\xbb\xbf-0,05;1234567,50;5,4200;7;5.11\r\n"
    plain = io.StringIO(newline="")
    plain_csv(plain, [row])
    assert plain.getvalue() == "-0.05,1234567.50,5.4200,7,5.11\n"


@pytest.mark.parametrize(
    ("minutes", "shown"), [(0, "0.00"), (1, "0.02"), (1205, "20.08"), (-90, "-1.50"), (21, "0.35")]
)
def test_hours_are_shown_to_a_hundredth(minutes: int, shown: str) -> None:
    assert str(hours(minutes)) == shown
