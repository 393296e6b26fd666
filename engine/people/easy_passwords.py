"""Passwords that whoever guesses tries first (NIST SP 800-63B, 3.1.1.2): refused, with the reason.

The words stand in a file beside this one, which says where they are from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from engine.messages_catalogue import Message, msg

WORDS = frozenset(
    word
    for line in Path(__file__).with_suffix(".txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)
SERVICE = ("asistents", "asistenti", "asistenta")
LEFT_OVER = 8  # signs that a password must have beside the own names and the name of the service
KEYS = (
    "01234567890123456789",
    "09876543210987654321",
    "abcdefghijklmnopqrstuvwxyz",
    "zyxwvutsrqponmlkjihgfedcba",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1qaz2wsx3edc4rfv5tgb",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
)
"""Keys in a row."""
_PLAIN = str.maketrans("āčēģīķļņšūž@$", "acegiklnsuzas")
_DIGITS = str.maketrans("01345", "oleas")  # as people write letters
COMMON = msg(
    "This is one of the passwords that are guessed first. Take a few words that only you put together."
)
OWN = msg("Take a password that is more than your own name or the name of this service.")


def why_easy(password: str, own_words: Iterable[str] = ()) -> Message | None:
    """Why it would be guessed soon; None for one that may be taken. `own_words`: the person's names."""
    plain = password.casefold().translate(_PLAIN)
    letters = re.sub(r"[\W_]+", "", plain)
    core = re.sub(r"^\d+|\d+$", "", letters)
    is_common = any(one in WORDS or _is_twice(one) for one in (core, letters, core.translate(_DIGITS)))
    if is_common or _repeats(letters) or any(letters and letters in row for row in KEYS):
        return COMMON
    left = letters
    for word in sorted(_names(own_words), key=len, reverse=True):
        left = left.replace(word, "")
    return OWN if left != letters and len(left) < LEFT_OVER else None


def _names(own_words: Iterable[str]) -> set[str]:
    found = {part for words in own_words for part in re.split(r"[\W_]+", words.casefold().translate(_PLAIN))}
    return {part for part in found if len(part) >= 3} | set(SERVICE)


def _is_twice(core: str) -> bool:
    """Two listed words in a row, or one of them twice."""
    return any(core[:at] in WORDS and core[at:] in WORDS for at in range(3, len(core) - 2))


def _repeats(letters: str) -> bool:
    """One short piece over and over: "aaaaaaaaaaaa", "abcabcabcabc"."""
    return not letters or re.fullmatch(r"(.{1,4}?)\1{2,}.{0,3}", letters) is not None
