"""Tables that come from outside: read strictly, given back with what to mend, never half."""

from __future__ import annotations

import io
from contextlib import suppress
from datetime import date

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from engine.documents.sent_tables import as_text, cents_in, day_in, month_in, read_table, with_troubles
from engine.errors import EngineError
from engine.messages_catalogue import msg

COLUMNS = (msg("Contract number"), msg("Total, EUR"))
SENT = "\ufeffLīguma numurs;Kopā, EUR;Piezīme\r\nL-1;12,34;=1+1\r\nL-2;-5,00;\r\n"


def test_columns_are_found_in_any_order_and_language() -> None:
    table = read_table(SENT.encode(), COLUMNS)
    assert [table.cell(row, "Contract number") for row in range(2)] == ["L-1", "L-2"]
    other = read_table(b"total, eur;CONTRACT NUMBER\n1;L-9\n", COLUMNS)
    assert (other.cell(0, "Contract number"), other.cell(0, "Total, EUR")) == ("L-9", "1")


def test_the_same_table_comes_back_with_one_column_more_and_can_be_sent_again() -> None:
    table = read_table(SENT.encode(), COLUMNS)
    back = with_troubles(table, {1: [msg("The file is empty.")]}, "lv").decode("utf-8-sig")
    assert back == (
        "Līguma numurs;Kopā, EUR;Piezīme;Kas jālabo\r\nL-1;12,34;'=1+1;\r\nL-2;-5,00;;Fails ir tukšs.\r\n"
    )
    again = read_table(back.encode("utf-8-sig"), COLUMNS)
    assert (list(again.headings), [list(row) for row in again.rows]) == (
        list(table.headings),
        [list(row) for row in table.rows],
    )


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty."),
        ("Līguma numurs;Kopā, EUR\n".encode("utf-16"), "not UTF-8"),
        (b"Contract number;Total, EUR\nL\x00;1\n", "not UTF-8"),
        (b"Contract number;Sum\nL-1;2\n", "“Total, EUR” is missing"),
        (b"Contract number;Total, EUR;Total, EUR\nL;1;1\n", "is there twice"),
        (b"Contract number;Total, EUR\nL-1;1;2\n", "Line 2 has 3 cells, the headings have 2"),
        (b'Contract number;Total, EUR\n"L-1;1\n', "not a table"),
        (b"x" * 450_001, "at most 450 kB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(EngineError, match=sentence):
        read_table(data, COLUMNS)


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("12,34", 1234), ("12.3", 1230), ("1 234,50", 123450), ("1\u00a0234", 123400), ("-5,00", -500),
        ("0", 0), ("", None), ("1,234", None), ("1e3", None), ("12,", None), ("١", None), ("=1", None),
        ("99999999999", None),
    ],
)  # fmt: skip
def test_amounts(text: str, cents: int | None) -> None:
    assert cents_in(text) == cents


@pytest.mark.parametrize(
    ("text", "month"), [("2026-10", "2026-10"), ("10.2026", "2026-10"), ("2026-13", None), ("oktobris", None)]
)
def test_months(text: str, month: str | None) -> None:
    assert month_in(text) == month


@given(st.binary(max_size=300))
def test_whatever_bytes_come_there_is_a_table_or_a_sentence(data: bytes) -> None:
    with suppress(EngineError):
        table = read_table(b"Contract number;Total, EUR\n" + data, COLUMNS)
        assert read_table(with_troubles(table, {}, "en"), COLUMNS).places == table.places


def test_commas_and_workbooks_are_read_as_the_same_table_and_given_back_with_semicolons() -> None:
    wanted = [["L-1", "12.34"], ["L-2", "-5"]]
    commas = read_table(b'Contract number,"Total, EUR"\nL-1,12.34\nL-2,-5\n', COLUMNS)
    assert [list(row) for row in commas.rows] == wanted
    book = io.BytesIO()
    with xlsxwriter.Workbook(book, {"in_memory": True}) as written:
        sheet = written.add_worksheet()
        for at, row in enumerate([["Contract number", "Total, EUR"], ["L-1", 12.34], [], ["L-2", -5]]):
            sheet.write_row(at, 0, row)
        sheet.write_blank(1, 5, None, written.add_format({"bold": True}))
    from_book = read_table(book.getvalue(), COLUMNS)
    assert [list(row) for row in from_book.rows] == wanted
    assert read_table(as_text(from_book).encode(), COLUMNS) == from_book


def test_a_workbook_keeps_long_numbers_that_mean_short_ones() -> None:
    book = io.BytesIO()
    with xlsxwriter.Workbook(book, {"in_memory": True}) as written:
        sheet = written.add_worksheet()
        sheet.write_row(0, 0, ["Contract number", "Total, EUR"])
        sheet.write_row(1, 0, ["L-1", 0.1 + 0.2])
    assert cents_in(read_table(book.getvalue(), COLUMNS).cell(0, "Total, EUR")) == 30


def test_a_column_that_may_be_left_out_reads_as_empty() -> None:
    reason = msg("Reason")
    table = read_table(b"Contract number;Total, EUR\nL-1;2\n", (*COLUMNS, reason), left_out=(reason,))
    assert table.cell(0, "Reason") == ""
    with pytest.raises(EngineError, match="“Reason” is missing"):
        read_table(b"Contract number;Total, EUR\nL-1;2\n", (*COLUMNS, reason))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-04-10", date(2026, 4, 10)), ("10.04.2026", date(2026, 4, 10)), ("1.4.2026.", date(2026, 4, 1)),
        ("46122", date(2026, 4, 10)), ("46122.0", date(2026, 4, 10)), ("31.02.2026", None), ("", None),
        ("April", None), ("2026-13-01", None),
    ],
)  # fmt: skip
def test_days_as_people_programs_and_workbooks_write_them(text: str, day: date | None) -> None:
    assert day_in(text) == day
