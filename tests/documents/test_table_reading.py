"""Tables that offices send: separators, code pages, workbooks of two makers, and files that mean harm."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import openpyxl
import pytest
import xlsxwriter

from engine.documents import workbook_reading
from engine.documents.table_cells import office_csv
from engine.documents.table_reading import MAX_BYTES, read_table
from engine.errors import EngineError
from engine.takeovers.takeover_cells import read_day

SHEET = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHARED = '<c t="s"><v>7</v></c>'
OUTSIDE = '<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def cells(data: bytes) -> list[dict[str, str]]:
    return [dict(row.cells) for row in read_table(data).rows]


def sheet_of(cell: str) -> str:
    return f"<worksheet {MAIN}><sheetData><row>{cell}</row></sheetData></worksheet>"


def workbook(sheet: str, **others: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr(SHEET, sheet)
        for name, text in others.items():
            book.writestr(f"xl/{name}.xml", text)
    return file.getvalue()


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1257"])
def test_csv_of_every_maker(separator: str, encoding: str) -> None:
    text = separator.join(["Name", "city"]) + "\r\n\r\n" + separator.join(["Jānis Bērziņš", "Cēsis"]) + "\n"
    table = read_table(text.encode(encoding))
    assert table.columns == ("name", "city")
    assert [(row.line, dict(row.cells)) for row in table.rows] == [
        (3, {"name": "Jānis Bērziņš", "city": "Cēsis"})
    ]


def test_what_was_marked_against_formulas_is_read_as_it_was() -> None:
    texts = ["=1+1", "+371 26000001", "-5", "@here", "O'Neil", "'quoted"]
    table = office_csv([["a", "b", "c", "d", "e", "f"], texts])
    assert cells(table) == [dict(zip("abcdef", texts, strict=True))]


def test_a_workbook_of_another_maker() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["code", "day", "hours", "yes"])
    sheet.append(["010560-11011", date(2026, 12, 1), 12.5, True])
    sheet.append([])
    sheet.append([None, None, None, None])
    sheet.append(["x"])
    file = io.BytesIO()
    book.save(file)
    first, last = read_table(file.getvalue()).rows
    assert first.cells["code"] == "010560-11011"
    assert read_day(first.cells["day"]) == date(2026, 12, 1)
    assert (first.cells["hours"], first.cells["yes"], last.line) == ("12.5", "yes", 5)


def test_a_workbook_of_ours_with_a_formula_and_rich_text() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["a", "b"])
        sheet.write_formula(1, 0, "=1+1", value=2)
        sheet.write_rich_string(1, 1, book.add_format({"bold": True}), "Ber", "ziņa")
    assert cells(file.getvalue()) == [{"a": "2", "b": "Berziņa"}]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty."),
        (b"\n\n", "The file is empty."),
        (b"a;b;a\n1;2;3\n", "The column a stands twice in the heading."),
        (b"a;b\n1;2;3\n", "Line 2 has more cells than the heading."),
        (b"\x00\x01\x02", "This is neither CSV nor a workbook"),
        (b"PK\x03\x04 and nothing else", "This is neither CSV nor a workbook"),
        (workbook("<worksheet"), "This is neither CSV nor a workbook"),
        (workbook(sheet_of(SHARED)), "This is neither CSV nor a workbook"),
        (
            workbook(OUTSIDE + sheet_of('<c t="inlineStr"><is><t>&e;</t></is></c>')),
            "This is neither CSV nor a workbook",
        ),
        (b"x" * (MAX_BYTES + 1), "The file is too large"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(EngineError, match=sentence.replace(".", r"\.")):
        read_table(data)


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_reading, "MAX_PART", 10_000)
    with pytest.raises(EngineError, match="too large"):
        read_table(workbook("<worksheet>" + " " * 1_000_000 + "</worksheet>"))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        ("1.12.2026.", date(2026, 12, 1)),
        ("01.12.2026", date(2026, 12, 1)),
        ("2026-12-01 00:00:00", date(2026, 12, 1)),
        ("46357", date(2026, 12, 1)),
        ("31.02.2026", None),
        ("12/01/2026", None),
        ("0026-12-01", None),
        ("99999", None),
    ],
)
def test_days_as_people_and_workbooks_write_them(text: str, day: date | None) -> None:
    assert read_day(text) == day
