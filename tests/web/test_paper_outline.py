"""The outline of a printed case is complete and in order, and nothing in it leads nowhere."""

from __future__ import annotations

from ctypes import c_int, create_string_buffer
from dataclasses import replace
from urllib.parse import urlsplit

import pypdfium2
import pytest
from pypdfium2 import raw

from engine.documents import paper_pdf
from engine.documents.letter_tree import Tree, letter_tree, words_of
from engine.documents.paper_pdf import Paper
from tests.documents.pdf_reading import opened
from tests.web.test_case_paper import a_case_with_a_month
from tests.web.test_letter_papers import fetched
from tests.web.town import Town

Mark = tuple[int, str, int]  # level from 0, title, page from 0


def marks(document: pypdfium2.PdfDocument) -> list[Mark]:
    """The outline as a reader's program shows it; a bookmark that leads nowhere has page −1."""
    found = []
    for one in document.get_toc(max_depth=9):
        place = one.get_dest()
        page = None if place is None else place.get_index()
        found.append((one.level, one.get_title(), -1 if page is None else page))
    return found


def links(document: pypdfium2.PdfDocument) -> list[str | int]:
    """Where each link of each page leads: an address, a page from 0, or −1 for nowhere."""
    found = []
    for page in document:
        at, link = c_int(0), raw.FPDF_LINK()
        while raw.FPDFLink_Enumerate(page, at, link):
            found.append(_led(document, link))
        page.close()
    return found


def _led(document: pypdfium2.PdfDocument, link: raw.FPDF_LINK) -> str | int:
    place = raw.FPDFLink_GetDest(document, link)
    if place:
        return int(raw.FPDFDest_GetDestPageIndex(document, place))
    action = raw.FPDFLink_GetAction(link)
    written = create_string_buffer(2000)
    length = raw.FPDFAction_GetURIPath(document, action, written, 2000) if action else 0
    return written.value.decode("ascii") if length else -1


def sound(leads: str | int, pages: int) -> bool:
    """Whether a link leads somewhere: to a page that is there, or to an address with its place named."""
    if isinstance(leads, int):
        return 0 <= leads < pages
    parts = urlsplit(leads)
    return bool(parts.scheme in ("http", "https") and parts.hostname) or (
        parts.scheme in ("mailto", "tel") and bool(parts.path)
    )


def headings(blocks: Tree) -> list[tuple[int, str]]:
    """Level from 0 and words of every heading, in order, those inside other blocks too."""
    found: list[tuple[int, str]] = []
    for block in blocks:
        if block["is"] == "heading":
            found.append((int(str(block["level"])) - 1, words_of(block["parts"])))
        inner = block.get("blocks")
        found += headings(inner) if isinstance(inner, list) else []
    return found


@pytest.fixture
def drawn(town: Town, monkeypatch: pytest.MonkeyPatch) -> tuple[Paper, bytes]:
    """A printed case with its letters, and what it was drawn from."""
    kept: list[Paper] = []

    def _kept(paper: Paper) -> bytes:
        kept.append(paper)
        return paper_pdf.draw(paper)

    monkeypatch.setattr("engine.case_files.case_papers.draw", _kept)
    pdf = fetched(town, "caseworker", a_case_with_a_month(town))
    return kept[0], pdf


def test_every_heading_is_in_the_outline_and_leads_to_its_page(
    drawn: tuple[Paper, bytes],
) -> None:
    paper, pdf = drawn
    wanted = [one for sheet in paper.sheets for one in headings(sheet.blocks)]
    assert len(wanted) > 30
    with opened(pdf) as document:
        found = marks(document)
        pages = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    assert [(level, title) for level, title, _ in found] == wanted
    assert [title for _, title, page in found if not (page >= 0 and title in pages[page])] == []
    assert [page for _, _, page in found] == sorted(page for _, _, page in found)


def test_each_letter_is_a_chapter_of_the_outline(drawn: tuple[Paper, bytes], town: Town) -> None:
    with opened(drawn[1]) as document:
        chapters = [title for level, title, _ in marks(document) if level == 0]
    letters = [
        one for kind in ("application_received", "decision_granted", "contract") for one in town.letters(kind)
    ]
    assert len(chapters) == 1 + len(letters)


def test_every_link_leads_somewhere(drawn: tuple[Paper, bytes]) -> None:
    paper, pdf = drawn
    with opened(pdf) as document:
        assert [one for one in links(document) if not sound(one, len(document))] == []
    linked = letter_tree("# A\n\n[b](https://likumi.lv/x) [c](mailto:a@example.org) [d](#e) [f](file.html)")
    with opened(paper_pdf.draw(replace(paper, sheets=[replace(paper.sheets[0], blocks=linked)]))) as document:
        assert links(document) == ["https://likumi.lv/x", "mailto:a@example.org"]  # the others are words only


@pytest.mark.parametrize("leads", [-1, 12, "https:///a", "mailto:", "file.html", "#a"])
def test_a_link_to_nowhere_is_seen(leads: str | int) -> None:
    assert not sound(leads, 12)
