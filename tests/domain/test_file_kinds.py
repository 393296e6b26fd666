"""A file is what its content says; its name is made harmless."""

from __future__ import annotations

import pytest

from engine.domain.file_kinds import media_type_of, plain_name

PDF, ZIP = b"%PDF-1.7", b"PK\x03\x04"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("A.PDF", PDF, "application/pdf"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "image/png"),
        ("a.edoc", ZIP + b"META-INF/manifest.xml", "application/vnd.etsi.asic-e+zip"),
        ("a.odt", ZIP + b"oasis.opendocument.text", "application/vnd.oasis.opendocument.text"),
        ("a.pdf", ZIP, None),
        ("a.jpg", PDF, None),
        ("a.docx", ZIP + b"xl/workbook.xml", None),
        ("a.exe", b"MZ", None),
        ("pdf", PDF, None),
        ("a.pdf", b"", None),
    ],
)  # fmt: skip
def test_name_and_content_must_agree(name: str, content: bytes, kind: str | None) -> None:
    assert media_type_of(name, content) == kind


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("C:\\mape\\atzinums.pdf", "atzinums.pdf"),
        ("../../etc/passwd", "passwd"),
        ("ārsta “izziņa”.pdf", "ārsta “izziņa”.pdf"),
        ('a"b<c>.pdf', "abc.pdf"),
        ("a\r\nb.pdf", "ab.pdf"),
        (f"{'a' * 300}.pdf", f"{'a' * 110}.pdf"),
    ],
)
def test_a_name_is_made_harmless(sent: str, kept: str) -> None:
    assert plain_name(sent) == kept
