"""The letters and identifications banks take."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import EngineError
from engine.payment_files.account_numbers import checked_iban
from engine.payment_files.payment_text import BASIC, LATVIAN, bank_text, is_identification
from tests.payment_files.builders import latvian_iban


@given(st.text())
def test_any_text_becomes_one_line_of_letters_a_bank_prints(text: str) -> None:
    printed = bank_text(text)
    assert set(printed) <= BASIC | LATVIAN
    assert printed == " ".join(printed.split())
    assert bank_text(printed) == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Jānis Bērziņš", "Jānis Bērziņš"),
        ("Ja\u0304nis", "Jānis"),  # the same letter typed as two characters
        ("Müller-Lüdenscheid", "Muller-Ludenscheid"),
        ("Łukasz Ørsted", "Lukasz Orsted"),
        ("a\tb\r\nc\x00d", "a b c d"),
        ("Roberts\u202egnp", "Robertsgnp"),
        ("5 € 日", "5 EUR ."),
    ],
)
def test_names_come_out_as_banks_print_them(typed: str, printed: str) -> None:
    assert bank_text(typed) == printed


@pytest.mark.parametrize("text", ["A", "a" * 35, "ASI-2026-10/1", "x (1) y", "+'.,?:"])
def test_identifications_banks_take(text: str) -> None:
    assert is_identification(text)


@pytest.mark.parametrize("text", ["", " a", "a ", "a" * 36, "/a", "a/", "a//b", "ā", "a\n", "a;b", "a_b"])
def test_identifications_banks_refuse(text: str) -> None:
    assert not is_identification(text)


@pytest.mark.parametrize(
    "typed", ["LV80 BANK 0000 4351 9500 1", "lv80bank0000435195001", " LV80-BANK-0000435195001"]
)
def test_an_account_number_is_kept_without_spaces(typed: str) -> None:
    assert checked_iban(typed) == "LV80BANK0000435195001"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "LV",
        "LV80BANK0000435195002",  # a digit wrong
        "LV80BANK000043519500",  # one short
        "LV80BANK00004351950011",  # one long
        "LV80BANK000043519500Ā",
        "LV801234000435195001",  # a bank written in digits
        "XX80BANK0000435195001",
        "LV80BANK0000435195001\n; DROP",
    ],
)
def test_an_account_number_that_is_none_is_refused_without_being_repeated(typed: str) -> None:
    with pytest.raises(EngineError) as refused:
        checked_iban(typed)
    assert "BANK" not in str(refused.value)


@given(st.integers(0, 10**13 - 1), st.integers(4, 20), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(number: int, place: int, step: int) -> None:
    sound = latvian_iban(number)
    if not sound[place].isdigit():
        return
    broken = sound[:place] + str((int(sound[place]) + step) % 10) + sound[place + 1 :]
    with pytest.raises(EngineError):
        checked_iban(broken)
