"""What a bank can print: the SEPA character set, with the letters of Latvian.

The SEPA guidelines (EPC217-08) oblige every bank to pass on the basic Latin set; a community may agree
on more, and the banks of Latvia take Latvian letters in payments between them. Identifications stay
in the basic set, because they travel back to us through every bank on the way.
"""

from __future__ import annotations

import re
import string
import unicodedata

BASIC = frozenset(string.ascii_letters + string.digits + "/-?:().,'+ ")
LATVIAN = frozenset("āčēģīķļņōŗšūžĀČĒĢĪĶĻŅŌŖŠŪŽ")
IDENTIFICATION_LENGTH = 35
NAME_LENGTH = 70
REMITTANCE_LENGTH = 140

_IDENTIFICATION = re.compile(r"[A-Za-z0-9/\-?:().,'+ ]{1,35}")
# Signs outside the set that have a plain twin; anything else without a base letter becomes a full stop.
_TWINS = str.maketrans(
    {
        "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "_": "-",
        '"': "'", "„": "'", "“": "'", "”": "'", "«": "'", "»": "'", "’": "'", "‘": "'", "`": "'", "´": "'",
        "&": "+", ";": ",", "€": "EUR", "№": "Nr.", "…": "...",
        "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "AE",
    }
)  # fmt: skip


def is_identification(text: str) -> bool:
    """Whether a bank takes this as an identification: 1–35 basic characters, no slash at either end."""
    if not _IDENTIFICATION.fullmatch(text) or text != text.strip():
        return False
    return not text.startswith("/") and not text.endswith("/") and "//" not in text


def bank_text(text: str) -> str:
    """The text in letters a Latvian bank prints: others lose their marks, signs become their plain twins.

    Whitespace and control characters become one space. A letter of another script becomes a full stop.
    """
    composed = unicodedata.normalize("NFC", text).translate(_TWINS)
    return " ".join("".join(_printable(character) for character in composed).split())


def says_something(text: str) -> bool:
    """Whether at least one letter or digit is left for a person to read."""
    return any(character.isalnum() for character in text)


def _printable(character: str) -> str:
    if character in BASIC or character in LATVIAN:
        return character
    if character.isspace() or unicodedata.category(character) == "Cc":
        return " "
    base = "".join(part for part in unicodedata.normalize("NFKD", character) if part in BASIC)
    return base or ("" if unicodedata.category(character)[0] in "MC" else ".")
