"""Which passwords are taken (NIST SP 800-63B): long, of anything, but not what is guessed first."""

from __future__ import annotations

import unicodedata

import pytest

from engine.errors import EngineError
from engine.people.easy_passwords import WORDS
from engine.people.passwords import MOST_PASSWORD, hash_password, is_right

NAMES = ("ilze", "Ilze Kalniņa")


@pytest.mark.parametrize(
    "password",
    [
        "pietiekami gara parole",
        "zilonis kāpa kokā",
        "  atstarpes  priekšā",
        "🐘🐘 un vēl divi 🐘",
        "ab12-cd34-ef56-0a1b",  # as the house itself makes them up
        "ilze brauc uz Valmieru ceturtdien",
        "Tr0ub4dor&3xyz",
    ],
)
def test_a_long_password_of_anything_is_taken(password: str) -> None:
    hashed = hash_password(password, NAMES)
    assert is_right(password, hashed)
    assert not is_right(password + " ", hashed)
    assert not is_right(password.upper() if password != password.upper() else "?", hashed)


@pytest.mark.parametrize(
    "password",
    ["Password2026!!", "P4ssw0rd2026!!", "paroleparole", "Parole123456", "manaparole2026", "123456789012",
     "qwertyuiop[]", "abcdefghijkl", "aaaaaaaaaaaa", "abcabcabcabc", "1111-1111-1111", "------------",
     "administrators1", "Slepena Parole!", "riga.riga.2026", "Milestība2026"],
)  # fmt: skip
def test_what_is_guessed_first_is_not(password: str) -> None:
    with pytest.raises(EngineError, match="guessed first"):
        hash_password(password, NAMES)


@pytest.mark.parametrize("password", ["IlzeKalniņa1", "kalnina.ilze1", "ilzeilzeilze1987", "asistents1987x"])
def test_the_own_name_and_the_service_s_are_not_enough(password: str) -> None:
    with pytest.raises(EngineError, match="more than your own name"):
        hash_password(password, NAMES)


@pytest.mark.parametrize(("length", "is_taken"), [(11, False), (12, True), (128, True), (129, False)])
def test_the_length_is_bounded_on_both_sides(length: int, is_taken: bool) -> None:
    password = ("zilonis kāpa kokā un lidoja " * 6)[:length]
    assert MOST_PASSWORD == 128
    if is_taken:
        assert is_right(password, hash_password(password))
    else:
        with pytest.raises(EngineError, match="characters"):
            hash_password(password)


def test_letters_with_marks_are_the_same_however_the_keyboard_makes_them() -> None:
    password = "Ķekars šķēļu āķu"
    assert is_right(unicodedata.normalize("NFD", password), hash_password(password))
    assert is_right(password, hash_password(unicodedata.normalize("NFD", password)))


def test_the_list_is_plain_words() -> None:
    assert len(WORDS) > 100
    assert [word for word in WORDS if not word.isascii() or word != word.lower()] == []
