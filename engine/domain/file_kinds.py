"""What kind of file it is, by its first bytes: a name can say anything."""

from __future__ import annotations

ZIP = b"PK\x03\x04"
PDF = "application/pdf"
CONTAINER = "application/vnd.etsi.asic-e+zip"
KINDS: tuple[tuple[str, bytes, str], ...] = (
    (".pdf", b"%PDF-", PDF),
    (".png", b"\x89PNG\r\n\x1a\n", "image/png"),
    (".jpg", b"\xff\xd8\xff", "image/jpeg"),
    (".jpeg", b"\xff\xd8\xff", "image/jpeg"),
    (".docx", ZIP, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (".odt", ZIP, "application/vnd.oasis.opendocument.text"),
    (".edoc", ZIP, CONTAINER),
    (".asice", ZIP, CONTAINER),
)
"""Ending, first bytes, media type. What can carry macros by itself (.doc, .xlsm) is not among them."""
WITHIN = {".docx": b"word/", ".odt": b"opendocument.text", ".edoc": b"META-INF/", ".asice": b"META-INF/"}
"""What an archive of that ending holds among the names of its parts."""


def media_type_of(file_name: str, content: bytes) -> str | None:
    """The media type where name and content agree on a kind that is taken; else None."""
    for ending, begins, media_type in KINDS:
        if file_name.lower().endswith(ending) and content.startswith(begins):
            within = WITHIN.get(ending)
            return media_type if within is None or within in content else None
    return None


def plain_name(file_name: str) -> str:
    """The name alone: no folders, no control characters, at most 120 characters with its ending."""
    last = file_name.replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(letter for letter in last if letter.isprintable() and letter not in '<>:"|?*').strip(". ")
    stem, dot, ending = name.rpartition(".")
    return f"{stem[:110]}{dot}{ending[:9]}" if dot else name[:120]
