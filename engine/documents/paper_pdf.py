"""Paper: sheets of plain values become one tagged PDF (PDF/UA-1), the same bytes for the same values.

The drawing is paper.typ. It gets the values as one JSON text and reads no file: its root is an empty folder,
packages are looked for there too, and the only fonts are our own and those inside typst, so that every
machine draws the same page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from engine.documents.letter_tree import Tree
from engine.messages_catalogue import msg, say

_compile: Callable[..., bytes] = typst.compile  # its own types want one kind of path for everything
HERE = Path(__file__).resolve().parent
_NUMBER, _LAST = "\x01", "\x02"  # where the page number and the number of pages stand in their sentence

# What our fonts and those of typst can draw: Latin, Greek, Cyrillic, and the usual signs. PDF/UA refuses a
# character without a picture, and a name must never stop a letter.
_DRAWN = (
    "\n -~\u00a0-\u00ac\u00ae-\u036f\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u0484\u0487-\u04ff"
    "\u1e00-\u1eff\u2010-\u2027\u202f-\u2040\u2042\u2044-\u2052\u2054-\u205f\u20a0-\u20c0"
    "\u2122\u2126-\u2151\u2190-\u23ff\u25a0-\u25ff"
)
_UNDRAWN = re.compile(f"[^{_DRAWN}]")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\x00-\x09\x0b-\x1f]")
MISSING_SIGN = "\u25a1"  # an empty square, as forms show a sign that cannot be printed


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes: the municipality's name, its own line, the lines under these, its crest (a PNG) if any."""

    name: str
    lines: tuple[str, ...] = ()
    crest: bytes = b""
    under_name: str = ""  # a registration number, say; a letter's own first lines do not replace it


@dataclass(frozen=True, slots=True)
class Proof:
    """What lets anybody check the paper: sentences, and the same address as a code to scan (SVG)."""

    lines: tuple[Tree, ...]
    scan: str = ""
    scan_alt: str = ""  # what the picture says, for who does not see it


@dataclass(frozen=True, slots=True)
class Sheet:
    """One letter of a paper; its pages are numbered by themselves."""

    language: str
    blocks: Tree  # of letter_tree
    foot: str  # at the left of the foot of each page
    letterhead: Letterhead | None = None
    proof: Proof | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """What becomes one PDF."""

    title: str
    author: str
    language: str
    sheets: Sequence[Sheet]
    made_at: datetime  # stands in the file as its date
    marks: tuple[str, ...] = ()  # what the file is known by; stands in it unseen


@dataclass(frozen=True, slots=True)
class PaperFile:
    """A PDF to read or to print."""

    file_name: str
    content: bytes


def draw(paper: Paper) -> bytes:
    """The PDF: each letter begins on a sheet of its own, front side up."""
    values = {
        "title": _drawable(paper.title),
        "author": _drawable(paper.author),
        "language": paper.language,
        "marks": list(paper.marks),
        "sheets": [_sheet(sheet) for sheet in paper.sheets],
    }
    with TemporaryDirectory() as nothing:
        return _compile(
            _drawing(),
            root=nothing,
            package_path=nothing,
            package_cache_path=nothing,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"paper": json.dumps(values, ensure_ascii=False)},
            pdf_standards=["ua-1"],
            timestamp=int(paper.made_at.timestamp()),
            format="pdf",
        )


def _sheet(sheet: Sheet) -> dict[str, object]:
    before, _, rest = say(
        msg("Page {number} of {last}", number=_NUMBER, last=_LAST), sheet.language
    ).partition(_NUMBER)
    between, _, after = rest.partition(_LAST)
    return {
        "language": sheet.language,
        "blocks": _drawable(sheet.blocks),
        "foot": _drawable(sheet.foot),
        "page_words": [before, between, after],
        "letterhead": None if sheet.letterhead is None else _head(sheet.letterhead, sheet.language),
        "proof": None if sheet.proof is None else _proof(sheet.proof),
    }


def _head(head: Letterhead, language: str) -> dict[str, object]:
    return {
        "name": _drawable(head.name),
        "lines": _drawable([line for line in (head.under_name, *head.lines) if line]),
        "crest": list(head.crest) or None,
        "crest_alt": say(msg("Crest of {name}", name=head.name), language),
    }


def _proof(proof: Proof) -> dict[str, object]:
    return {
        "lines": _drawable(list(proof.lines)),
        "scan": proof.scan or None,
        "scan_alt": _drawable(proof.scan_alt),
    }


def _drawable(value: object) -> object:
    """The same value; in its texts, signs that nobody sees are left out and those without a picture shown."""
    if isinstance(value, str):
        return _UNDRAWN.sub(MISSING_SIGN, _UNSEEN.sub("", value))
    if isinstance(value, Mapping):
        return {name: _drawable(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_drawable(one) for one in value]
    return value


@lru_cache(maxsize=1)
def _drawing() -> bytes:
    return (HERE / "paper.typ").read_bytes()


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[HERE / "fonts"])
