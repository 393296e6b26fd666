"""The first sheet of a workbook (.xlsx) as rows of text; nothing in it is run or followed.

A workbook is a ZIP of XML. Formulas are not worked out: the value that was saved beside one counts. Days
stand in it as numbers of days since 1899-12-30, and stay numbers here.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import IO

from lxml import etree

from engine.documents.table_cells import clean
from engine.errors import EngineError
from engine.messages_catalogue import msg

MAX_PART = 200_000_000  # bytes of one part once it is unpacked
MAX_COLUMNS = 200
_SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_TAGS = {name: _MAIN + name for name in ("row", "c", "v", "t", "si", "rPh", "is")}


def read_workbook(data: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    """(line, cells) of the first sheet; EngineError where this is no workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            names = sorted((one for one in book.namelist() if _SHEETS.fullmatch(one)), key=_in_order)
            if not names:
                raise _unreadable()
            texts = _shared_texts(book)
            with _part(book, names[0]) as sheet:
                yield from _lines(sheet, texts)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, ValueError, IndexError, NotImplementedError) as trouble:
        raise _unreadable() from trouble


def _in_order(name: str) -> tuple[int, str]:
    return len(name), name  # sheet2 before sheet10


def _unreadable() -> EngineError:
    return EngineError(msg("This is neither CSV nor a workbook (.xlsx)."))


def _part(book: zipfile.ZipFile, name: str) -> IO[bytes]:
    if book.getinfo(name).file_size > MAX_PART:
        raise EngineError(msg("The file is too large; send it in parts of at most {count} MB.", count=20))
    return book.open(name)


def _walk(part: IO[bytes], tag: str) -> Iterator[etree._Element]:
    """The elements of this name, each thrown away once it was looked at."""
    found = etree.iterparse(
        part, tag=_TAGS[tag], resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    for _, element in found:
        if element.getroottree().docinfo.doctype:
            raise _unreadable()
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _shared_texts(book: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    with _part(book, "xl/sharedStrings.xml") as part:
        return [_text_of(one) for one in _walk(part, "si")]


def _text_of(element: etree._Element) -> str:
    """The text of all runs, without the reading aids of other scripts."""
    aids = {text for aid in element.iter(_TAGS["rPh"]) for text in aid.iter(_TAGS["t"])}
    return clean("".join(run.text or "" for run in element.iter(_TAGS["t"]) if run not in aids))


def _lines(sheet: IO[bytes], texts: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    line = 0
    for row in _walk(sheet, "row"):
        line = int(row.get("r", line + 1))
        cells: list[str] = []
        for cell in row.iterchildren(_TAGS["c"]):
            at = _column(cell.get("r"), len(cells))
            cells += [""] * (at + 1 - len(cells))
            cells[at] = _value(cell, texts)
        yield line, cells


def _column(place: str | None, following: int) -> int:
    """The number of a column, from 0: "C5" is 2."""
    found = _PLACE.fullmatch(place or "")
    number = following
    if found is not None:
        number = 0
        for letter in found[1]:
            number = number * 26 + ord(letter) - 64
        number -= 1
    if number >= MAX_COLUMNS:
        raise _unreadable()
    return number


def _value(cell: etree._Element, texts: Sequence[str]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _text_of(cell)
    value = cell.findtext(_TAGS["v"]) or ""
    if kind == "s":
        return texts[int(value)]
    if kind == "b":
        return "yes" if value == "1" else "no"
    return clean(value)
