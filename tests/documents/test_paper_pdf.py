"""A paper looks as it should: by its picture, its tags, its bytes; and nothing typed does anything in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import Image, ImageChops

from engine.documents import paper_pdf
from engine.documents.letter_tree import Tree, letter_tree, text_parts, words_of
from engine.documents.markdown_text import escaped_block
from engine.documents.paper_pdf import MISSING_SIGN, Letterhead, Paper, Proof, Sheet, draw
from engine.documents.scan_codes import scan_code
from engine.errors import EngineError
from tests.documents.payloads import MARKUP
from tests.documents.pdf_reading import pictures, texts

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
TYPST = [
    "#sys.inputs",
    '#read("/etc/passwd")',
    '#import "@preview/x:1.0.0": *',
    "#panic()",
    "*bold* _emphasis_ `raw`",
    "@ref <label>",
    "$ 1/0 $",
    "\\u{41} \\",
    "] [ ] )",
    "= Heading",
    "// gone /* gone */",
    '"#" + "x"',
    "https://evil.example -- --- ~",
]
SMALL = dict(zip("āčēģīķļņšūž", "acegiklnsuz", strict=True))
LETTERS = SMALL | {letter.upper(): base.upper() for letter, base in SMALL.items()}


def sheet(blocks: Tree, language: str = "lv", **more: object) -> Sheet:
    return Sheet(language, blocks, "Lieta 2026-000001", **more)  # type: ignore[arg-type]


def paper(sheets: Sequence[Sheet], title: str = "Lēmums") -> Paper:
    return Paper(title, "Ogres novads", "lv", sheets, AT)


def letter(markdown: str) -> bytes:
    return draw(paper([sheet(letter_tree(markdown))]))


def seen(signs: str) -> list[Image.Image]:
    """Each sign drawn alone, all at the same place: only where the text stands."""
    pdf = draw(paper([sheet([{"is": "paragraph", "parts": text_parts(sign)}]) for sign in signs]))
    return [picture.crop((240, 200, 340, 320)) for picture in pictures(pdf)[::2]]


def is_letter_of_same_face(letter: Image.Image, base: Image.Image) -> bool:
    """The letter is its base and a mark: it has the base's ink in the middle of the line, more outside."""
    box = ImageChops.invert(base).getbbox()
    assert box is not None
    height = box[3] - box[1]
    middle = (0, box[1] + height // 2, base.width, box[1] + height * 3 // 4)
    apart = ImageChops.difference(letter.crop(middle), base.crop(middle)).getextrema()[1]
    same_middle = isinstance(apart, int | float) and apart < 90
    return same_middle and ImageChops.difference(letter, base).getbbox() is not None


def test_latvian_letters_are_drawn_in_the_face_of_the_others() -> None:
    drawn = dict(zip(LETTERS, seen("".join(LETTERS)), strict=True))
    bases = dict(zip(LETTERS.values(), seen("".join(LETTERS.values())), strict=True))
    wrong = [one for one, base in LETTERS.items() if not is_letter_of_same_face(drawn[one], bases[base])]
    assert wrong == []
    prints = {picture.tobytes() for picture in drawn.values()}
    assert len(prints) == len(LETTERS)  # boxes for missing letters would be alike


def test_the_picture_test_sees_what_it_is_for() -> None:
    """A letter of another face, a letter without its mark, a box: each is seen."""
    base, other, box, foreign = seen("rn" + MISSING_SIGN + "ŗ")  # our font has no ŗ: another face draws it
    assert not is_letter_of_same_face(base, base)
    assert not is_letter_of_same_face(other, base)
    assert not is_letter_of_same_face(box, base)
    assert not is_letter_of_same_face(foreign, base)


def test_a_letter_uses_our_own_font_and_no_font_of_the_machine() -> None:
    pdf = letter("# Lēmums\n\n**Treknāk** un parasti: āčēģīķļņšūž „pēdiņas” – domuzīme, 1 234,56 EUR")
    assert {name.split(b"+")[-1] for name in re.findall(rb"/BaseFont\s*/([\w+-]+)", pdf)} == {
        b"AtkinsonHyperlegibleNext-Regular",
        b"AtkinsonHyperlegibleNext-Bold",
    }


def test_the_same_letter_is_the_same_bytes() -> None:
    assert letter("# A\n\nviens") == letter("# A\n\nviens")
    assert letter("# A\n\nviens") != letter("# A\n\ndivi")


@pytest.mark.parametrize("hostile", [*TYPST, *MARKUP])
def test_what_a_person_typed_stands_as_text(hostile: str) -> None:
    shown = "".join(words_of(block.get("parts")) for block in letter_tree(escaped_block(hostile)))
    pdf = letter(f"Pirms\n\n{escaped_block(hostile)}\n\nPēc")
    (page,) = texts(pdf)
    wanted = str(paper_pdf._drawable(shown))
    assert re.sub(r"\s", "", wanted) in re.sub(r"\s", "", page)
    assert page.startswith("Pirms")
    assert "Pēc" in page
    assert b"/URI" not in pdf


def test_title_foot_head_and_code_take_hostile_text_too() -> None:
    nasty = '#panic("x") ] $ @a \\'
    proof = Proof((text_parts(nasty),), scan_code("https://a.example/" + "x" * 60), nasty)
    one = Sheet("lv", letter_tree("# A"), nasty, Letterhead(nasty, (nasty,)), proof)
    (page,) = texts(draw(Paper(nasty, nasty, "lv", [one], AT)))
    assert page.count(nasty) == 4


def test_a_sign_without_a_picture_is_a_square_and_every_other_sign_is_drawn() -> None:
    (page,) = texts(letter("# A\n\nVārds 語 un 😀, apgriezts\u202e teksts"))
    assert f"Vārds {MISSING_SIGN} un {MISSING_SIGN}, apgriezts teksts" in page
    every = [chr(code) for code in range(0x20, 0x3000) if not paper_pdf._UNDRAWN.match(chr(code))]
    assert len(every) > 2000
    draw(paper([sheet([{"is": "paragraph", "parts": text_parts(" ".join(every))}])]))


def test_tags_language_and_title_are_there_for_who_listens() -> None:
    one = sheet(letter_tree("# Lēmums\n\n- a\n\n| Puse | Vārds |\n|---|---|\n| b | c |"))
    head = Letterhead("Ogres novads", crest=crest())
    other = sheet(letter_tree("# Decision"), "en", letterhead=head, proof=Proof((), scan_code("x"), "a code"))
    pdf = draw(paper([one, other], title="Lēmums lietā 2026-000001"))
    for mark in (
        b"/Marked true",
        b"/StructTreeRoot",
        b"/Lang(lv",
        b"/DisplayDocTitle true",
        b"pdfuaid:part>1<",
    ):
        assert mark.replace(b" ", b"") in pdf.replace(b" ", b""), mark
    tags = set(re.findall(rb"/S\s*/(\w+)", pdf))
    assert {b"H1", b"P", b"L", b"LI", b"Table", b"TH", b"TD", b"Figure"} <= tags
    assert pdf.replace(b" ", b"").count(b"/Alt") >= 2  # the crest and the code


def crest() -> bytes:
    written = BytesIO()
    Image.new("RGB", (8, 8), "red").save(written, "PNG")
    return written.getvalue()


def test_each_letter_begins_on_a_sheet_of_its_own_and_counts_its_own_pages() -> None:
    long = letter_tree("# Garš\n\n" + "\n\n".join(f"Rinda {n}" for n in range(60)))
    pages = texts(
        draw(paper([sheet(letter_tree("# Viens")), sheet(long), sheet(letter_tree("# Trīs"), "en")]))
    )
    assert len(pages) == 5  # the back of the first is white, the second fills front and back
    assert [page[:5].strip() for page in pages] == ["Viens", "", "Garš", "Rinda", "Trīs"]
    counted = ("1. lapa no 1", "1. lapa no 2", "2. lapa no 2", "Page 1 of 1")
    for page, words in zip((pages[0], *pages[2:]), counted, strict=True):
        assert page.endswith(f"Lieta 2026-000001 {words}")


def test_headings_skip_no_level() -> None:
    levels = [block["level"] for block in letter_tree("## A\n\n#### B\n\n# C\n\n### D") if "level" in block]
    assert levels == [1, 2, 1, 2]


@pytest.mark.parametrize("markdown", ["> " * 20 + "x", "**" * 1000 + "x" + "**" * 1000, "- " * 13 + "x"])
def test_what_stands_in_itself_too_deeply_is_refused_with_a_sentence(markdown: str) -> None:
    with pytest.raises(EngineError, match="more than 12 deep"):
        letter_tree(markdown)
