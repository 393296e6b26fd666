"""Containers signed elsewhere: who signed, does it hold for everything, is the signer believed."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import EngineError, Unusable
from engine.signed_files.certificates import TrustList, read_trust_list
from engine.signed_files.found import FileKind, SignedFile
from engine.signed_files.reading import read_signed_file
from tests.signed_files.hands import (
    NOW,
    SIGNED_AT,
    UNTIL,
    Holder,
    clock,
    issuer,
    packed,
    person,
    signature_xml,
    signed_container,
    trust,
)

ELSEWHERE = Path(__file__).parent / "made_elsewhere"
PAPERS = {"Līgums 1.pdf": b"%PDF-1.7 no matter what", "pielikums.txt": "Ēdienkarte".encode()}


@pytest.fixture(scope="module")
def root() -> Holder:
    return issuer()


@pytest.fixture(scope="module")
def anna(root: Holder) -> Holder:
    return person(root)


def problems(found: SignedFile) -> list[str]:
    return [str(one.problem) for one in found.signatures if one.problem is not None]


def rewritten(data: bytes, **changed: bytes | None) -> bytes:
    """The container with files changed, added or (None) left out; `__` stands for a dot or slash."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        files = {name: old.read(name) for name in old.namelist()} | changed
        for name, content in files.items():
            if content is not None:
                new.writestr(name, content)
    return made.getvalue()


def test_a_container_of_another_implementation_is_understood() -> None:
    authority = read_trust_list([("authority.pem", (ELSEWHERE / "authority.pem").read_bytes())])
    data = (ELSEWHERE / "contract.asice").read_bytes()
    found = read_signed_file(data, authority, datetime(2026, 11, 30, tzinfo=UTC))
    [signature] = found.signatures
    assert (found.kind, found.documents, found.is_sound) == (FileKind.CONTAINER, ["Līgums 1.txt"], True)
    assert (signature.name, signature.personal_code) == ("ANNA BĒRZIŅA", "010560-11011")
    assert signature.signed_at == datetime(2026, 11, 29, 8, 12, 2, tzinfo=UTC)
    assert (signature.is_trusted, signature.is_time_stamped) == (True, False)


@pytest.mark.parametrize("name", ["Līgums 1.txt", "META-INF/signatures0.xml"])
def test_one_byte_changed_in_it_is_seen(name: str) -> None:
    data = (ELSEWHERE / "contract.asice").read_bytes()
    with zipfile.ZipFile(BytesIO(data)) as archive:
        before = archive.read(name)
    old, new = (b"asistenta", b"asistentu") if name.endswith("txt") else (b"2026-11-29T08", b"2026-11-29T07")
    assert before.count(old) == 1
    found = read_signed_file(rewritten(data, **{name: before.replace(old, new)}), TrustList(), NOW)
    assert problems(found) == [
        "The signature does not belong to this document: one of them was changed after signing."
    ]


def test_every_file_of_the_container_must_be_signed(anna: Holder) -> None:
    whole = read_signed_file(signed_container(anna, PAPERS), TrustList(), NOW)
    assert whole.is_sound
    assert whole.signatures[0].signed_at == SIGNED_AT
    partly = read_signed_file(signed_container(anna, PAPERS, leave_out="pielikums.txt"), TrustList(), NOW)
    assert problems(partly) == ["The signature does not cover the file pielikums.txt."]
    slipped_in = rewritten(signed_container(anna, PAPERS), **{"vēl.txt": b"x"})
    assert problems(read_signed_file(slipped_in, TrustList(), NOW)) == [
        "The signature does not cover the file vēl.txt."
    ]


def test_two_people_sign_one_container(root: Holder, anna: Holder) -> None:
    janis = person(root, "200585-11110")
    both = packed(PAPERS, signature_xml(anna, PAPERS), signature_xml(janis, PAPERS))
    found = read_signed_file(both, trust(root), NOW)
    assert found.is_sound
    assert [one.personal_code for one in found.signatures] == ["010560-11011", "200585-11110"]


def test_another_persons_certificate_does_not_take_a_signature_over(root: Holder, anna: Holder) -> None:
    other = person(root, "200585-11110")
    xml = signature_xml(anna, PAPERS)
    for before, after in ((anna, other), (other, anna)):
        opening = b"<ds:X509Certificate>"
        first = opening + _base64(after) + b"</ds:X509Certificate>" + opening
        swapped = signature_xml(before, PAPERS).replace(opening, first)
        assert len(problems(read_signed_file(packed(PAPERS, swapped), trust(root), NOW))) == 1
    assert problems(read_signed_file(packed(PAPERS, xml), trust(root), NOW)) == []


def _base64(holder: Holder) -> bytes:
    xml = signature_xml(holder, PAPERS)
    return xml.split(b"<ds:X509Certificate>")[1].split(b"<")[0]


def test_whether_the_signer_is_believed_is_for_the_list_to_say(root: Holder, anna: Holder) -> None:
    data = signed_container(anna, PAPERS)

    def believed(who: TrustList, at: datetime = NOW) -> bool | None:
        found = read_signed_file(data, who, at)
        assert found.is_sound  # the signature itself holds either way
        return found.signatures[0].is_trusted

    assert believed(trust(root)) is True
    assert believed(trust(issuer())) is False
    assert believed(TrustList()) is None
    assert believed(trust(root), UNTIL + timedelta(days=1)) is False
    for_letters = signed_container(person(root, key_encipherment=True), PAPERS)
    assert read_signed_file(for_letters, trust(root), NOW).signatures[0].is_trusted is False


def test_a_time_stamp_says_when_and_keeps_an_expired_certificate_good(root: Holder, anna: Holder) -> None:
    late = UNTIL - timedelta(days=1)
    stamped = signed_container(anna, PAPERS, stamp=clock(root))
    [signature] = read_signed_file(stamped, trust(root), late).signatures
    assert (signature.is_time_stamped, signature.signed_at, signature.is_trusted) == (True, SIGNED_AT, True)
    nobodys = signed_container(anna, PAPERS, stamp=clock(issuer()))
    [signature] = read_signed_file(nobodys, trust(root), NOW).signatures
    assert (signature.is_time_stamped, signature.signed_at) == (False, SIGNED_AT)


def test_a_stamp_of_another_signature_counts_for_nothing(root: Holder, anna: Holder) -> None:
    stamp = signature_xml(anna, PAPERS, clock(root)).split(b"<xades:UnsignedProperties")[1]
    stamp = b"<xades:UnsignedProperties" + stamp.split(b"</xades:UnsignedProperties>")[0]
    fresh = signature_xml(anna, {"cits.txt": b"x"}).replace(
        b"</xades:SignedProperties>", b"</xades:SignedProperties>" + stamp + b"</xades:UnsignedProperties>"
    )
    [signature] = read_signed_file(packed({"cits.txt": b"x"}, fresh), trust(root), NOW).signatures
    assert (signature.problem, signature.is_time_stamped) == (None, False)


NOTHING = b'<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>'
BOMB = b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'
UNREADABLE = {
    "text": (b"Labdien", "Only PDF, .asice and .edoc"),
    "empty": (b"", "Only PDF, .asice and .edoc"),
    "half a ZIP": (packed(PAPERS)[:100], "damaged"),
    "another ZIP": (packed(PAPERS, kind="asic-s"), "not an ASiC-E or .edoc"),
    "entities": (packed(PAPERS, BOMB), "cannot be checked here"),
    "no XML": (packed(PAPERS, b"<"), "cannot be checked here"),
    "nothing in the signature": (packed(PAPERS, NOTHING), "cannot be checked here"),
    "many files": (packed({f"{n}.txt": b"" for n in range(60)}), "more than 50 files"),
    "a bomb": (packed({f"{n}.bin": bytes(7_000_000) for n in range(10)}), "too large"),
    "half a PDF": (b"%PDF-1.7\n1 0 obj", "damaged or locked"),
}  # fmt: skip


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_gets_one_sentence(name: str) -> None:
    data, words = UNREADABLE[name]
    with pytest.raises(EngineError, match=words):
        read_signed_file(data, TrustList(), NOW)


def test_an_unsigned_container_has_no_signatures() -> None:
    found = read_signed_file(packed(PAPERS), TrustList(), NOW)
    assert (found.signatures, found.is_sound) == ([], False)


@given(st.data())
def test_no_change_of_a_signed_file_goes_unseen_or_breaks_the_reader(data: st.DataObject) -> None:
    """One byte of the signature's XML: a problem or a sentence, or it says what it said before."""
    place = data.draw(st.integers(0, len(SEALED) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda new: new != SEALED[place]))
    changed = SEALED[:place] + bytes([byte]) + SEALED[place + 1 :]
    try:
        found = read_signed_file(packed({"a.txt": b"aaa"}, changed), TrustList(), NOW)
    except EngineError:
        return
    before = read_signed_file(packed({"a.txt": b"aaa"}, SEALED), TrustList(), NOW)
    assert not found.is_sound or told(found) == told(before)


def told(found: SignedFile) -> list[tuple[object, ...]]:
    return [(one.name, one.personal_code, one.signed_at) for one in found.signatures]


SEALED = signature_xml(person(issuer()), {"a.txt": b"aaa"})


def test_the_trust_list_names_the_file_that_is_none() -> None:
    with pytest.raises(Unusable, match=r"notes\.txt is not a certificate"):
        read_trust_list([("notes.txt", b"hello")])
