"""The Latvian personal code: `ddmmyy-cnnnk` with a birth date, or `32xxxx-xxxxx` (since 2017-07-01) without.

The format is an error. The date and the check digit of the old kind are errors that a supervisor may
override with a reason; the check digit of the new kind is a warning, because no authority confirms it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from engine.errors import Severity
from engine.messages_catalogue import Message, msg

_WRITTEN = re.compile(r"([0-9]{6})[-–‑]?([0-9]{5})")  # people paste dashes of every length
_WEIGHTS = (10, 5, 8, 4, 2, 1, 6, 3, 7, 9)
_CENTURIES = {"0": 1800, "1": 1900, "2": 2000}
_NEW_KIND = "32"


@dataclass(frozen=True, slots=True)
class CodeProblem:
    """One thing wrong with a code; `can_override` = a supervisor may accept it with a reason."""

    rule: str
    severity: Severity
    can_override: bool
    message: Message


@dataclass(frozen=True, slots=True)
class PersonalCode:
    """Eleven digits, written with a hyphen after the sixth."""

    digits: str

    @property
    def is_new_kind(self) -> bool:
        """Whether the code says nothing of the birth date."""
        return self.digits.startswith(_NEW_KIND)

    @property
    def birth_date(self) -> date | None:
        """The birth date inside an old code; None for the new kind and for a date that does not exist."""
        century = _CENTURIES.get(self.digits[6])
        if self.is_new_kind or century is None:
            return None
        day, month, year = (int(self.digits[at : at + 2]) for at in (0, 2, 4))
        try:
            return date(century + year, month, day)
        except ValueError:
            return None

    @property
    def check_digit_fits(self) -> bool:
        """Whether the eleventh digit is the one that the first ten give."""
        weighted = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, self.digits, strict=False))
        return (1 + weighted) % 11 % 10 == int(self.digits[10])

    def __str__(self) -> str:
        return f"{self.digits[:6]}-{self.digits[6:]}"


def read(text: str) -> tuple[PersonalCode | None, tuple[CodeProblem, ...]]:
    """The code in what a person typed, and what is wrong with it; no code where the format is wrong."""
    written = _WRITTEN.fullmatch("".join(text.split()))
    if written is None:
        return None, (_FORMAT,)
    code = PersonalCode(written[1] + written[2])
    problems = []
    if not code.is_new_kind and code.birth_date is None:
        problems.append(_BIRTH_DATE)
    if not code.check_digit_fits:
        problems.append(_CHECK_DIGIT_NEW if code.is_new_kind else _CHECK_DIGIT)
    return code, tuple(problems)


def agrees_with(code: PersonalCode, birth_date: date) -> bool:
    """Whether the code does not contradict the birth date kept beside it; the new kind never does."""
    return code.birth_date is None or code.birth_date == birth_date


_FORMAT = CodeProblem(
    "format",
    Severity.ERROR,
    can_override=False,
    message=msg("A personal code has eleven digits with a hyphen after the sixth, for example 161175-19997."),
)
_BIRTH_DATE = CodeProblem(
    "birth_date",
    Severity.ERROR,
    can_override=True,
    message=msg("The first seven digits of this personal code are not a date of birth."),
)
_CHECK_DIGIT = CodeProblem(
    "check_digit",
    Severity.ERROR,
    can_override=True,
    message=msg("The last digit of this personal code does not fit the others; look for a slip."),
)
_CHECK_DIGIT_NEW = CodeProblem(
    "check_digit_new",
    Severity.WARNING,
    can_override=True,
    message=msg(
        "The last digit of this personal code does not fit the others. "
        "Codes beginning with 32 may be right nevertheless; compare it with the document."
    ),
)
