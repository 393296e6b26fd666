"""The ministry's files: read back, added up, attacked."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.documents.claim_files import (
    LINE_COLUMNS,
    SUMMARY,
    ClaimExport,
    ClaimHeader,
    ClaimLine,
    ClaimTotals,
    summed,
    write_claim_lines,
    write_claim_summary,
)
from engine.documents.claim_workbook import write_claim_workbook
from engine.errors import EngineError
from tests.documents.payloads import FORMULAS, MARKUP

HEADER = ClaimHeader(
    municipality_code="0040",
    municipality_name="Saulgriežu novads",
    period="2026-10",
    claim_number="0040/2026-10",
    frozen_on=date(2026, 11, 12),
    opening_balance_cents=-1250,
    received_cents=100_000,
)
LINE = ClaimLine(
    contract_number="L-2026/17",
    recipient_reference="S-104",
    assistant_reference="A-31",
    service_month="2026-10",
    minutes=1205,
    rate=Decimal("5.42"),
    pay_cents=10885,
    admin_cents=522,
)
ADJUSTMENT = replace(
    LINE,
    recipient_reference="S-9",
    service_month="2026-08",
    minutes=-60,
    pay_cents=-542,
    admin_cents=-26,
    adjusts_claim="0040/2026-08",
)


def a_claim(*lines: ClaimLine, **header: Any) -> ClaimExport:
    lines = lines or (LINE, ADJUSTMENT)
    return ClaimExport(replace(HEADER, **header), lines, summed(lines))


def read(written: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline=""), delimiter=";"))


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def test_the_golden_files_are_what_the_ministry_was_promised() -> None:
    golden = Path(__file__).parent / "golden"
    assert write_claim_lines(a_claim()) == (golden / "claim_lines.csv").read_bytes()
    assert write_claim_summary(a_claim()) == (golden / "claim_summary.csv").read_bytes()


def test_a_line_tells_hours_rate_and_sums_and_no_person() -> None:
    assert read(write_claim_lines(a_claim(), "en"))[1] == {
        "Claim number": "0040/2026-10",
        "Municipality code": "0040",
        "Claim month": "2026-10",
        "Contract number": "L-2026/17",
        "Recipient's number": "S-9",
        "Assistant's number": "A-31",
        "Service month": "2026-08",
        "Minutes": "-60",
        "Hours": "-1,00",
        "Rate, EUR/h": "5,4200",
        "Pay, EUR": "-5,42",
        "Transport, EUR": "0,00",
        "Administration, EUR": "-0,26",
        "Total, EUR": "-5,68",
        "Adjusts claim": "0040/2026-08",
    }


def test_the_summary_carries_the_balance_on() -> None:
    (row,) = read(write_claim_summary(a_claim(), "en"))
    assert row["Balance (+) or overspend (−) at the start, EUR"] == "-12,50"
    assert row["Received, EUR"] == "1000,00"
    assert row["Total, EUR"] == "108,39"
    assert row["Balance (+) or overspend (−) at the end, EUR"] == "879,11"
    assert (row["Recipients paid for"], row["Assistants paid"], row["Number of lines"]) == ("1", "1", "2")


claim_lines = st.builds(
    ClaimLine,
    contract_number=st.integers(1, 99_999).map("L-{}".format),
    recipient_reference=st.integers(1, 500).map("S-{}".format),
    assistant_reference=st.integers(1, 500).map("A-{}".format),
    service_month=st.sampled_from(["2026-08", "2026-09", "2026-10"]),
    minutes=st.integers(-20_000, 20_000),
    rate=st.integers(0, 200_000).map(lambda steps: Decimal(steps).scaleb(-4)),
    pay_cents=st.integers(-(10**9), 10**9),
    transport_cents=st.integers(-(10**6), 10**6),
    admin_cents=st.integers(-(10**6), 10**6),
)


@settings(max_examples=60)
@given(st.lists(claim_lines, min_size=1, max_size=20))
def test_both_files_add_up_to_the_totals_of_the_claim(lines: list[ClaimLine]) -> None:
    claim = a_claim(*lines)
    in_csv = [number(row["Total, EUR"]) for row in read(write_claim_lines(claim, "en"))]
    sheet = workbook(write_claim_workbook(claim, "en"))["Claim lines"]
    in_sheet = [Decimal(str(row[13])) for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert in_csv == in_sheet
    assert sum(in_csv) * 100 == claim.totals.total_cents
    assert claim.totals.total_cents == (
        claim.totals.pay_cents + claim.totals.transport_cents + claim.totals.admin_cents
    )
    (summary,) = read(write_claim_summary(claim, "en"))
    assert number(summary["Pay, EUR"]) * 100 == sum(line.pay_cents for line in lines)


def workbook(written: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(written))


def test_the_spreadsheet_says_the_same_as_the_csv() -> None:
    book = workbook(write_claim_workbook(a_claim()))
    assert book.sheetnames == ["Kopsavilkums", "Pārskata rindas"]
    rows = [[cell.value for cell in row] for row in book["Pārskata rindas"].iter_rows()]
    table = list(csv.reader(io.StringIO(write_claim_lines(a_claim()).decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == table[0]
    for cells, texts in zip(rows[1:], table[1:], strict=True):
        for cell, text in zip(cells, texts, strict=True):
            assert (
                (cell or "") == text if isinstance(cell, str | None) else Decimal(str(cell)) == number(text)
            )
    summary = {row[0].value: row[1].value for row in book["Kopsavilkums"].iter_rows()}
    assert len(summary) == len(SUMMARY)
    assert summary["Kopā, EUR"] == 108.39
    assert summary["Pašvaldības kods"] == "0040"


def test_writing_again_gives_the_same_bytes_on_another_day_too() -> None:
    with time_machine.travel("2026-11-12T08:00:00Z", tick=False):
        first = [write(a_claim()) for write in (write_claim_lines, write_claim_summary, write_claim_workbook)]
    with time_machine.travel("2031-07-01T08:00:00Z", tick=False):
        again = [write(a_claim()) for write in (write_claim_lines, write_claim_summary, write_claim_workbook)]
    assert again == first
    assert workbook(first[2]).properties.created == datetime(2026, 11, 12)  # noqa: DTZ001


def test_another_claim_gives_other_bytes() -> None:
    one_cent_more = a_claim(replace(LINE, pay_cents=10886), ADJUSTMENT)
    for write in (write_claim_lines, write_claim_summary, write_claim_workbook):
        assert write(one_cent_more) != write(a_claim())


WRONG_TOTALS = ["minutes", "pay_cents", "transport_cents", "admin_cents", "total_cents"]


@pytest.mark.parametrize("field", WRONG_TOTALS)
def test_totals_that_are_not_the_sums_are_refused(field: str) -> None:
    claim = a_claim()
    wrong: ClaimTotals = replace(claim.totals, **{field: getattr(claim.totals, field) + 1})
    for write in (write_claim_lines, write_claim_summary, write_claim_workbook):
        with pytest.raises(EngineError, match="not the sums"):
            write(replace(claim, totals=wrong))


def named(field: str, reference: Any) -> ClaimLine:
    changes: dict[str, Any] = {field: reference}
    return replace(LINE, **changes)


@pytest.mark.parametrize(
    "reference",
    [
        "",
        "Jānis Bērziņš",
        "JB",
        "J.B.",
        "161175-19997",
        "16117519997",
        "x161175-19997",
        "161175/19997",
        "323691-93794",
        "S1.32369193794",
        "1" * 36,
        "A 1",
        "=1",
    ],
)
@pytest.mark.parametrize("field", ["recipient_reference", "assistant_reference", "contract_number"])
def test_a_person_appears_by_number_only(field: str, reference: str) -> None:
    for write in (write_claim_lines, write_claim_summary, write_claim_workbook):
        with pytest.raises(EngineError, match="Line 1 of the claim") as refused:
            write(a_claim(named(field, reference)))
        assert not reference or reference not in str(refused.value).replace("Line 1", "")


@pytest.mark.parametrize(
    "reference", ["1", "S-104", "2026-000123/1", "2026-000123-00017", "LIG.2026/17", "9" * 35]
)
def test_numbers_of_all_kinds_are_taken(reference: str) -> None:
    for field in ("recipient_reference", "assistant_reference", "contract_number"):
        assert reference.encode() in write_claim_lines(a_claim(named(field, reference)))


def test_no_column_tells_of_health_purpose_or_place() -> None:
    headings = " ".join(str(heading) for heading, _ in LINE_COLUMNS).lower()
    for word in ("name", "code of person", "disability", "purpose", "place", "diagnosis", "group", "birth"):
        assert word not in headings


@pytest.mark.parametrize("month", ["2026-13", "oktobris", "", "2026-1"])
def test_a_month_that_is_none_is_refused(month: str) -> None:
    with pytest.raises(EngineError):
        write_claim_lines(a_claim(period=month))
    with pytest.raises(EngineError):
        write_claim_lines(a_claim(replace(LINE, service_month=month)))


@pytest.mark.parametrize("cents", [1.0, True, Decimal(1)])
def test_no_float_comes_near_money(cents: Any) -> None:
    with pytest.raises(TypeError):
        a_claim(replace(LINE, pay_cents=cents))


def test_no_text_becomes_a_formula() -> None:
    for payload in FORMULAS + MARKUP:
        claim = a_claim(municipality_name=payload, municipality_code=payload)
        for written in (write_claim_lines(claim), write_claim_summary(claim)):
            for border in ";,\t|":
                for row in csv.reader(io.StringIO(written.decode("utf-8-sig")), delimiter=border):
                    assert not [
                        cell
                        for cell in row
                        if cell.strip(" \"'\u00a0")[:1] in set("=@＝＠") and not guarded(cell)
                    ]
        book = workbook(write_claim_workbook(claim))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        assert all(cell.quotePrefix for cell in cells if cell.data_type == "s" and not cell.font.b)


def guarded(cell: str) -> bool:
    """Whether an apostrophe stands between the border and the sign that would begin a formula."""
    return "'" in cell[: len(cell) - len(cell.lstrip(" \"'\u00a0"))]


def test_the_spreadsheet_holds_no_formula_link_or_macro() -> None:
    claim = a_claim(
        municipality_name='=HYPERLINK("https://evil.example")', municipality_code="https://evil.example"
    )
    with zipfile.ZipFile(io.BytesIO(write_claim_workbook(claim))) as parts:
        assert not [name for name in parts.namelist() if "vba" in name.lower() or "external" in name.lower()]
        for name in parts.namelist():
            text = parts.read(name).decode()
            assert "<f>" not in text
            assert "hyperlink " not in text
