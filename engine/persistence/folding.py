"""Text as it is searched: no diacritics, case or double blanks, so that `abolina` finds `Āboliņa`."""

from __future__ import annotations

import unicodedata


def fold(*words: str | None) -> str:
    """The words joined by one blank, lower case, diacritics dropped; missing words are skipped."""
    joined = " ".join(word for word in words if word)
    spread = unicodedata.normalize("NFKD", joined)
    plain = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return " ".join(plain.casefold().split())
