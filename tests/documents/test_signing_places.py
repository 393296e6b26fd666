"""Places to sign stand together on one page, and what proves a paper never stands on a page of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
import pytest
from PIL import Image

from engine.documents.letter_tree import Tree, letter_tree, text_parts
from engine.documents.paper_pdf import Letterhead, Proof, draw
from engine.documents.scan_codes import scan_code
from engine.documents.signing_places import Signed, put_places
from tests.documents.pdf_reading import pictures, texts
from tests.documents.test_paper_pdf import paper, sheet

PARTIES = """## 8. Paraksti

Līgums ir spēkā, kad to parakstījušas visas trīs puses.

| Puse | Vārds |
| --- | --- |
| Saņēmējs vai pārstāvis | Anna Bērziņa |
| Asistents | Jānis Kalniņš |
| Pašvaldība | Valdis Krūmiņš, vadītājs |
"""
PROOF = Proof(
    (text_parts("Ikviens var pārbaudīt"), text_parts("Kods 1F-7K3M")), scan_code("https://a.example"), "x"
)
E_SIGNED = Signed("Ar drošu elektronisko parakstu", "2026. gada 2. februāris")
SIGN_ON = range(480, 600)  # points of a picture: a line as wide as that is one to sign on
INK = bytes(1 if grey < 140 else 0 for grey in range(256))


def contract(lines: int, *signed: Signed | None) -> bytes:
    blocks = letter_tree("# Līgums\n\n" + "\n\n".join(f"Rinda {n}" for n in range(lines)) + "\n\n" + PARTIES)
    put_places(blocks, signed or (None, None, None), "lv")
    return draw(paper([sheet(blocks, letterhead=Letterhead("Ogres novads"), proof=PROOF)]))


def written_lines(picture: Image.Image) -> int:
    """How many lines to sign on a page shows: ink that goes on for long, but not from edge to edge."""
    rows = [picture.crop((0, y, picture.width, y + 1)).tobytes() for y in range(picture.height)]
    long = [max(len(run) for run in _runs(row)) in SIGN_ON for row in rows]
    return sum(1 for above, here in zip([False, *long], long, strict=False) if here and not above)


def _runs(row: bytes) -> list[bytes]:
    return row.translate(INK).split(b"\x00")


def test_each_party_has_a_line_for_the_signature_and_one_for_the_day() -> None:
    (page,) = texts(contract(1))
    for one in (
        "Saņēmējs vai pārstāvis Anna Bērziņa Paraksts Datums",
        "Asistents Jānis Kalniņš Paraksts Datums",
    ):
        assert one in page
    assert "Pašvaldība Valdis Krūmiņš, vadītājs Paraksts Datums" in page
    assert "Puse" not in page  # the table became the places
    assert written_lines(pictures(contract(1), 2)[0]) == 3
    plain = draw(paper([sheet(letter_tree(PARTIES), proof=PROOF)]))
    assert written_lines(pictures(plain, 2)[0]) == 0


def test_who_signed_already_shows_how_and_when_on_the_line() -> None:
    (page,) = texts(contract(1, E_SIGNED, None, None))
    anna = page.partition("Anna Bērziņa")[2].partition("Asistents")[0]
    assert sorted(anna.split()) == sorted(f"{E_SIGNED.how} {E_SIGNED.day} Paraksts Datums".split())
    assert "Jānis Kalniņš Paraksts Datums" in page


def test_a_letter_without_a_table_of_the_parties_stays_as_it_is() -> None:
    for markdown in ("# Lēmums", "# A\n\n| a | b |\n|---|---|\n| c | d |"):
        blocks = letter_tree(markdown)
        put_places(blocks, (None, None, None), "lv")
        assert blocks == letter_tree(markdown)


@pytest.mark.parametrize("lines", range(0, 40, 3))
def test_the_places_and_the_proof_stay_together_wherever_the_page_ends(lines: int) -> None:
    pdf = contract(lines)
    pages = texts(pdf)
    last = pages[-1]
    for part in (
        "8. Paraksti",
        "Saņēmējs vai pārstāvis",
        "Asistents",
        "Valdis Krūmiņš",
        "Ikviens var",
        "Kods 1F",
    ):
        assert part in last, part
        assert sum(part in page for page in pages) == 1, part
    assert [written_lines(picture) for picture in pictures(pdf, 2)][-1] == 3


def endings() -> Iterator[tuple[str, str]]:
    sentence = "Šis ir teikums, kas ir gana garš, lai rindkopa tiktu līdz nākamajai rindai, un vēl mazliet. "
    for count in (1, 2, 3):
        yield f"paragraph of {count}", sentence * count
    for count in range(26, 44, 2):
        yield f"paragraph of {count}", sentence * count
        yield f"list of {count}", "\n".join(f"- punkts {n}" for n in range(count))
        yield f"table of {count}", "| a | b |\n|---|---|\n" + "\n".join(f"| {n} | c |" for n in range(count))


@pytest.mark.parametrize(("name", "ending"), list(endings()))
def test_the_proof_never_stands_alone_nor_in_two_pieces(name: str, ending: str) -> None:
    for lines in range(0, 36, 5):
        filler: Tree = letter_tree("# Lēmums\n\n" + "\n\n".join(f"Rinda {n}" for n in range(lines)))
        pdf = draw(paper([sheet([*filler, *letter_tree(ending)], proof=PROOF)]))
        (with_proof,) = [page for page in texts(pdf) if "Ikviens var" in page or "Kods 1F" in page]
        rest = with_proof.replace("Ikviens var pārbaudīt Kods 1F-7K3M", "").partition("Lieta 2026")[0]
        assert len(rest.strip()) > len("punkts 9"), (name, lines, with_proof)
        assert [scans(pdf, number) for number in range(len(texts(pdf)))].count(1) == 1


def scans(pdf: bytes, page: int) -> int:
    """Whether the code to scan is on a page, whole: as wide as it is high."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        boxes = [one.get_bounds() for one in document[page].get_objects() if one.type == 2]
    finally:
        document.close()
    dark = [box for box in boxes if box[0] < 140 and box[2] - box[0] > 40]
    return len([box for box in dark if abs((box[2] - box[0]) - (box[3] - box[1])) < 1])
