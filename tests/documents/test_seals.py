"""A seal holds as long as nothing is changed, names its maker, and leaves the paper as it was."""

from __future__ import annotations

import asyncio
import zlib
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from engine.documents import pdf_guard
from engine.documents.letter_tree import letter_tree
from engine.documents.own_loop import in_own_loop
from engine.documents.paper_pdf import Paper, Sheet, draw
from engine.documents.seals import check, seal
from engine.errors import EngineError, Unusable
from engine.persistence.seal_keys import SealingKey, make_seal_key, open_seal_key
from engine.settings import SealKey

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
PAPER = draw(Paper("Lēmums", "Ogres novads", "lv", [Sheet("lv", letter_tree("# Lēmums"), "x")], AT))


def made_key(folder: Path, name: str = "Ogres novads") -> tuple[SealKey, SealingKey]:
    place = SealKey(folder / f"{name}.p12", folder / f"{name}.txt")
    make_seal_key(place, name, AT)
    return place, open_seal_key(place)


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> SealingKey:
    return made_key(tmp_path_factory.mktemp("key"))[1]


def test_a_sealed_paper_is_intact_and_trusted_with_the_own_root(key: SealingKey) -> None:
    sealed = seal(PAPER, key, AT)
    found = check(sealed, key, AT)
    assert found is not None
    assert found.is_good
    assert (found.name, found.sealed_at) == ("Ogres novads", AT)
    (signature,) = PdfFileReader(BytesIO(sealed)).embedded_signatures
    roots = ValidationContext(trust_roots=[Certificate.load(key.certificate)], moment=AT)
    status = in_own_loop(lambda: validate_pdf_signature(signature, signer_validation_context=roots))
    assert (status.intact, status.valid, status.trusted) == (True, True, True)
    assert status.bottom_line
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"  # PAdES


def test_a_paper_is_sealed_and_checked_inside_another_event_loop(key: SealingKey) -> None:
    async def inside() -> bool:
        found = check(seal(PAPER, key, AT), key, AT)
        return found is not None and found.is_good

    assert in_own_loop(lambda: asyncio.run(inside()))


def test_what_was_drawn_stands_in_the_sealed_file_byte_for_byte_tags_and_all(key: SealingKey) -> None:
    sealed = seal(PAPER, key, AT)
    assert sealed.startswith(PAPER)
    root = PdfFileReader(BytesIO(sealed)).root
    assert root["/MarkInfo"]["/Marked"]
    assert "/K" in root["/StructTreeRoot"]
    assert root["/Lang"] == "lv"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1<" in root["/Metadata"].data
    assert root["/Metadata"].data == PdfFileReader(BytesIO(PAPER)).root["/Metadata"].data


@pytest.mark.parametrize("part", [0.02, 0.3, 0.6, 0.9])
def test_one_changed_byte_breaks_it(key: SealingKey, part: float) -> None:
    sealed = bytearray(seal(PAPER, key, AT))
    sealed[int(len(PAPER) * part)] ^= 1
    try:
        found = check(bytes(sealed), key, AT)
    except EngineError:
        return  # no longer a PDF that can be read
    assert found is None or not found.is_good


def test_what_is_added_later_is_seen(key: SealingKey) -> None:
    added = check(seal(PAPER, key, AT) + b"% more\n", key, AT)
    assert added is not None
    assert not added.is_good


def test_somebody_elses_seal_is_not_ours(key: SealingKey, tmp_path: Path) -> None:
    _, other = made_key(tmp_path, "Ogres novads")  # the same name is not the same key
    found = check(seal(PAPER, other, AT), key, AT)
    assert found is not None
    assert found.is_intact
    assert not found.is_own
    without_key = check(seal(PAPER, other, AT), None, AT)
    assert without_key is not None
    assert not without_key.is_good


def test_an_old_seal_is_still_read_when_the_certificate_has_ended(key: SealingKey) -> None:
    found = check(seal(PAPER, key, AT), key, AT + timedelta(days=4000))
    assert found is not None
    assert found.is_good


def test_an_unsealed_paper_says_so(key: SealingKey) -> None:
    assert check(PAPER, key, AT) is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"%PDF-1.7\n",
        b"%PDF-1.7\n" + b"0 0 obj <<" * 5000,
        PAPER[: len(PAPER) // 2],
        PAPER.replace(b"startxref", b"startxxxx"),
        b"%PDF-1.7\n" + b"[" * 100_000,
    ],
    ids=["nothing", "words", "head", "rubbish", "half", "no end", "deep"],
)
def test_a_file_that_is_no_pdf_gets_one_sentence(key: SealingKey, data: bytes) -> None:
    with pytest.raises(EngineError, match="not a PDF that can be read"):
        check(data, key, AT)


def test_a_file_that_would_fill_the_machine_is_not_read(key: SealingKey) -> None:
    bomb = zlib.compress(bytes(pdf_guard.MOST_UNPACKED + 1), 9)
    packed = b"%PDF-1.7\n1 0 obj <</Filter/FlateDecode>>\nstream\n" + bomb + b"\nendstream"
    assert len(packed) < 100_000
    with pytest.raises(EngineError, match="not built like our letters"):
        check(packed, key, AT)
    with pytest.raises(EngineError, match="not built like our letters"):
        check(PAPER + b"/Filter [/FlateDecode /FlateDecode]", key, AT)
    with pytest.raises(EngineError, match="larger than 4 MB"):
        check(PAPER + bytes(pdf_guard.MOST_BYTES), key, AT)


def test_a_key_that_cannot_be_opened_is_told_of_by_its_file(tmp_path: Path) -> None:
    place, _ = made_key(tmp_path)
    assert place.file.stat().st_mode & 0o777 == 0o600
    assert place.password_file.stat().st_mode & 0o777 == 0o600
    for wrong in (
        SealKey(tmp_path / "none.p12", place.password_file),
        SealKey(place.file, place.file),
        SealKey(place.password_file, place.password_file),
    ):
        with pytest.raises(Unusable, match="cannot be read"):
            open_seal_key(wrong)


def test_a_key_says_nothing_of_itself(key: SealingKey) -> None:
    assert repr(key) == "SealingKey()"
