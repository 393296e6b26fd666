"""Personal codes: the published vectors, and who may overrule what."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.personal_code import PersonalCode, agrees_with, read
from engine.errors import Severity

VALID_OLD = {
    "161175-19997": date(1975, 11, 16),
    "180565-05610": date(1865, 5, 18),
    "290212-29381": date(2012, 2, 29),
    "211244-14874": date(1944, 12, 21),
    "290156-11605": date(1956, 1, 29),
    "061193-06460": date(1893, 11, 6),  # the check sum is 10, the digit 0
}
VALID_NEW = ["323691-93794", "321412-91101", "323106-55350"]
WRONG = {
    "290213-29381": ["birth_date", "check_digit"],  # 2013 had no 29 February
    "180565-05611": ["check_digit"],
    "161375-19997": ["birth_date", "check_digit"],  # month 13
    "161175-39997": ["birth_date", "check_digit"],  # no century has the digit 3
    "323691-93795": ["check_digit_new"],
}


def rules_of(text: str) -> list[str]:
    return [problem.rule for problem in read(text)[1]]


@pytest.mark.parametrize(("text", "born"), VALID_OLD.items())
def test_old_codes_that_are_right(text: str, born: date) -> None:
    code, problems = read(text)
    assert (str(code), problems) == (text, ())
    assert code is not None
    assert (code.birth_date, code.is_new_kind) == (born, False)


@pytest.mark.parametrize("text", VALID_NEW)
def test_new_codes_that_are_right(text: str) -> None:
    code, problems = read(text)
    assert (str(code), problems) == (text, ())
    assert code is not None
    assert (code.birth_date, code.is_new_kind) == (None, True)


@pytest.mark.parametrize(("text", "rules"), WRONG.items())
def test_what_is_wrong(text: str, rules: list[str]) -> None:
    assert rules_of(text) == rules


def test_who_may_overrule_what() -> None:
    found = {
        problem.rule: (problem.severity, problem.can_override)
        for text in ("1234", "161375-19997", "180565-05611", "323691-93795")
        for problem in read(text)[1]
    }
    assert found == {
        "format": (Severity.ERROR, False),
        "birth_date": (Severity.ERROR, True),
        "check_digit": (Severity.ERROR, True),
        "check_digit_new": (Severity.WARNING, True),
    }


@pytest.mark.parametrize(
    "text", ["16117519997", " 161175-19997 ", "161175 - 19997", "161175–19997", "161175 19997"]
)
def test_spellings_that_people_use(text: str) -> None:
    code, problems = read(text)
    assert (str(code), problems) == ("161175-19997", ())


@pytest.mark.parametrize(
    "text",
    ["", "161175-1999", "161175-199977", "1611751-9997", "16117a-19997", "161175--19997", "١٦١١٧٥-١٩٩٩٧"],
)
def test_other_spellings_give_no_code(text: str) -> None:
    code, problems = read(text)
    assert code is None
    assert [problem.rule for problem in problems] == ["format"]


def test_the_birth_date_beside_the_code() -> None:
    assert agrees_with(PersonalCode("16117519997"), date(1975, 11, 16))
    assert not agrees_with(PersonalCode("16117519997"), date(1975, 11, 17))
    assert agrees_with(PersonalCode("32369193794"), date(1975, 11, 17))


@given(st.integers(0, 9_999_999_999))
def test_the_check_digit_of_any_ten_digits(first_ten: int) -> None:
    """The second way of writing the rule: (1101 - sum of digits × 1, 6, 3, 7, 9, 10, 5, 8, 4, 2) mod 11."""
    digits = f"{first_ten:010d}"
    weighted = sum(w * int(d) for w, d in zip((1, 6, 3, 7, 9, 10, 5, 8, 4, 2), digits, strict=True))
    expected = (1101 - weighted) % 11 % 10
    fitting = [k for k in range(10) if PersonalCode(f"{digits}{k}").check_digit_fits]
    assert fitting == [expected]
