"""PDFs signed elsewhere."""

from __future__ import annotations

import asyncio
import zlib
from io import BytesIO

import pytest
import typst
from pyhanko.pdf_utils.generic import NumberObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from engine.documents.own_loop import in_own_loop
from engine.errors import EngineError
from engine.signed_files.certificates import TrustList
from engine.signed_files.found import FileKind
from engine.signed_files.reading import read_signed_file
from tests.signed_files.hands import NOW, SIGNED_AT, Holder, clock, issuer, person, trust

PLAIN: bytes = typst.compile(b"= L\xc4\xabgums")


def signed(data: bytes, by: Holder, field: str = "Anna", stamp: Holder | None = None) -> bytes:
    certificate, key = by.for_pyhanko
    signer = SimpleSigner(certificate, key, SimpleCertificateStore())  # type: ignore[no-untyped-call]
    stamper = None if stamp is None else DummyTimeStamper(*stamp.for_pyhanko, fixed_dt=SIGNED_AT)
    pdf_signer = PdfSigner(
        PdfSignatureMetadata(field_name=field),
        signer,
        timestamper=stamper,
        new_field_spec=SigFieldSpec(field),
    )
    made = BytesIO()
    writer = IncrementalPdfFileWriter(BytesIO(data))
    in_own_loop(lambda: asyncio.run(pdf_signer.async_sign_pdf(writer, output=made)))
    return made.getvalue()


@pytest.fixture(scope="module")
def root() -> Holder:
    return issuer()


def test_a_signed_pdf_says_who_and_when(root: Holder) -> None:
    data = signed(PLAIN, person(root), stamp=clock(root))
    found = read_signed_file(data, trust(root), NOW)
    [signature] = found.signatures
    assert (found.kind, found.is_sound) == (FileKind.PDF, True)
    assert (signature.name, signature.personal_code, signature.is_trusted) == (
        "ANNA BĒRZIŅA",
        "010560-11011",
        True,
    )
    assert (signature.signed_at, signature.is_time_stamped) == (SIGNED_AT, True)
    assert read_signed_file(data, trust(issuer()), NOW).signatures[0].is_trusted is False
    assert read_signed_file(data, TrustList(), NOW).signatures[0].is_trusted is None


def test_two_people_sign_one_pdf(root: Holder) -> None:
    both = signed(signed(PLAIN, person(root)), person(root, "200585-11110"), "Janis")
    found = read_signed_file(both, trust(root), NOW)
    assert found.is_sound
    assert [one.personal_code for one in found.signatures] == ["010560-11011", "200585-11110"]


def test_a_byte_changed_after_signing_is_seen(root: Holder) -> None:
    data = signed(PLAIN, person(root))
    place = data.index(b"/Type /Page") if b"/Type /Page" in data else 200
    changed = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
    [signature] = read_signed_file(changed, trust(root), NOW).signatures
    assert signature.problem is not None


def test_what_is_written_behind_the_signature_is_seen(root: Holder) -> None:
    writer = IncrementalPdfFileWriter(BytesIO(signed(PLAIN, person(root))))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page["/Rotate"] = NumberObject(90)  # type: ignore[no-untyped-call]
    writer.update_container(page)
    made = BytesIO()
    writer.write(made)  # type: ignore[no-untyped-call]
    [signature] = read_signed_file(made.getvalue(), trust(root), NOW).signatures
    assert str(signature.problem) == "The PDF was changed after it was signed."


def test_an_unsigned_pdf_has_no_signatures() -> None:
    assert read_signed_file(PLAIN, TrustList(), NOW).signatures == []


def test_a_pdf_that_would_fill_the_machine_is_not_read(root: Holder) -> None:
    bomb = zlib.compress(bytes(70_000_000), 9)
    head = b"%PDF-1.7\n1 0 obj<</Filter/FlateDecode/Length "
    swollen = head + str(len(bomb)).encode() + b">>stream\n" + bomb + b"\nendstream endobj"
    with pytest.raises(EngineError, match="too large to be checked"):
        read_signed_file(swollen, trust(root), NOW)
