"""Does the sums of a printed text again: every "… = …" that stands in it, by what is printed alone.

reckoned("10 h 1 min = 601 minutes; 601 × €5.4200 ÷ 60 = €54.29.", "en") → ["10 h 1 min = 601", …]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

SEPARATORS = {"lv": ("\u00a0 ", ","), "en": (",", ".")}  # of thousands, of decimals
TIMES = {"st.": 60, "h": 60, "min": 1}
WORDS = ("koeficients", "coefficient")  # may stand before a factor
SIGNS = "+−×÷()"


class WrongSum(AssertionError):
    """What is printed is not what comes out."""


def reckoned(text: str, language: str) -> list[str]:
    """Every equation of the text, each found to be right; WrongSum with the first that is not."""
    found = []
    lines = text.replace("\u00a0", " ").splitlines()
    for left, right in (one for line in lines for one in _equations(line, language)):
        got, printed = _value(left, language), _number(right, language)
        places = len(right.partition(SEPARATORS[language][1])[2])
        rounded = _rounded(got, places)
        if rounded != printed:
            raise WrongSum(f"{' '.join(left)} = {rounded}, not {right}")
        found.append(f"{' '.join(left)} = {right}")
    return found


def _rounded(value: Fraction, places: int) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _equations(text: str, language: str) -> Iterator[tuple[list[str], str]]:
    thousands, point = SEPARATORS[language]
    decimals = rf"(?:{re.escape(point)}\d+)?"
    number = rf"\d{{1,3}}(?:[{re.escape(thousands)}]\d{{3}})+{decimals}|\d+{decimals}"
    tokens = re.findall(rf"{number}|[{re.escape(SIGNS)}=%€;.:]|st\.|[^\W\d]+", text)
    for place, token in enumerate(tokens):
        if token == "=":
            left = list(_left(tokens[:place], language))
            right = next(one for one in tokens[place + 1 :] if one != "€")
            if left:  # an address may hold "=" too
                yield left, right


def _left(before: list[str], language: str) -> list[str]:
    """The run of numbers and signs that ends here."""
    kept: list[str] = []
    for token in reversed(before):
        if token[0].isdigit() or token in TIMES or token in (*SIGNS, "%"):
            kept.append(token)
        elif token not in ("€", *WORDS):
            break
    return kept[::-1]


def _number(token: str, language: str) -> Decimal:
    thousands, point = SEPARATORS[language]
    plain = "".join(one for one in token if one not in thousands or one == point)
    return Decimal(plain.replace(point, "."))


def _value(tokens: list[str], language: str) -> Fraction:
    rest = list(tokens)
    value = _sum(rest, language)
    assert not rest, f"not understood: {tokens}"
    return value


def _sum(rest: list[str], language: str) -> Fraction:
    value = _product(rest, language)
    while rest and rest[0] in "+−":
        sign = 1 if rest.pop(0) == "+" else -1
        value += sign * _product(rest, language)
    return value


def _product(rest: list[str], language: str) -> Fraction:
    is_time = len(rest) > 1 and rest[1] in TIMES
    value = _part(rest, language)
    if is_time and rest and rest[0] == "×":
        value /= 60  # hours at a price for the hour
    while rest and rest[0] in "×÷":
        times = rest.pop(0) == "×"
        other = _part(rest, language)
        value = value * other if times else value / other
    return value


def _part(rest: list[str], language: str) -> Fraction:
    first = rest.pop(0)
    if first == "(":
        value = _sum(rest, language)
        assert rest.pop(0) == ")"
        return value
    value = Fraction(_number(first, language))
    if rest and rest[0] == "%":
        rest.pop(0)
        return value / 100
    if rest and rest[0] in TIMES:
        value *= TIMES[rest.pop(0)]
        return value + (_part(rest, language) if rest and rest[0][0].isdigit() else 0)
    return value
