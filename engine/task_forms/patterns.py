"""Which regular expressions an owner may write: a subset that cannot run away.

A pattern always has to match the *whole* text; `^` and `$` at its ends may be written or left out.
Allowed: letters, digits and signs; `\\d \\w \\s` and escaped signs; `.`; `[a-zāčē0-9]`; groups with
alternatives `(a|b)`; `? * + {2} {2,5}`. Refused: look-around, back references, flags, lazy signs, and a
repetition of something that itself repeats or has alternatives. What is left has a countable number of
ways to match; a pattern with more than `MAX_WAYS` is refused, so the slowest check stays below a second.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.messages_catalogue import Message, msg

MAX_LENGTH = 200
MAX_WAYS = 200_000
MAX_REPEAT = 200
MAX_DEPTH = 5
ESCAPES = frozenset(r"dws.-+*?()[]{}|^$/\ ")
QUANTIFIER = re.compile(r"[?*+]|\{(\d{1,3})(?:(,)(\d{0,3}))?\}")
CHARACTER_CLASS = re.compile(r"\[\^?(?:[^\[\]\\&~|]|\\[dws.\-+*?()\[\]{}|^$/\\ ])+\]")


class _Refused(Exception):
    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def pattern_fault(pattern: str, longest: int) -> Message | None:
    """Why this pattern is refused for texts of at most `longest` characters; None when it is sound."""
    if len(pattern) > MAX_LENGTH:
        return msg("The pattern is longer than {most} characters.", most=MAX_LENGTH)
    try:
        ways = _Reading(_core(pattern), longest).whole()
    except _Refused as refusal:
        return refusal.message
    if ways > MAX_WAYS:
        return msg("The pattern can match in too many ways; write fewer repetitions.")
    try:
        re.compile(whole_text(pattern))
    except re.error:
        return msg("The pattern cannot be read.")
    return None


def whole_text(pattern: str) -> str:
    """The pattern as `re.search` needs it to match the whole text."""
    return rf"\A(?:{_core(pattern)})\Z"


def _core(pattern: str) -> str:
    start = pattern.removeprefix("^")
    ends_with_sign = start.endswith("$") and not start.endswith(r"\$")
    return start[:-1] if ends_with_sign else start


@dataclass(slots=True)
class _Reading:
    """Reads a pattern from left to right; every method returns in how many ways its part can match."""

    text: str
    longest: int
    at: int = 0
    depth: int = 0

    def whole(self) -> int:
        ways = self.sequence()
        if self.at < len(self.text):
            raise _Refused(_not_allowed(self.text[self.at]))
        return ways

    def sequence(self) -> int:
        ways = 1
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            ways *= self.repeated(self.atom())
        return ways

    def atom(self) -> int:
        sign = self.text[self.at]
        if sign == "(":
            return self.group()
        if sign == "[":
            return self.character_class()
        if sign in "?*+{}]^$":
            raise _Refused(_not_allowed(sign))
        if sign == "\\":
            self.at += 1
            if self.text[self.at : self.at + 1] not in ESCAPES or self.at == len(self.text):
                raise _Refused(_not_allowed(self.text[self.at - 1 : self.at + 1]))
        self.at += 1
        return 1

    def character_class(self) -> int:
        found = CHARACTER_CLASS.match(self.text, self.at)
        if found is None:
            raise _Refused(_not_allowed("["))
        self.at = found.end()
        return 1

    def group(self) -> int:
        self.at += 3 if self.text.startswith("(?:", self.at) else 1
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _Refused(msg("The brackets of the pattern stand too deep in each other."))
        ways = self.sequence()
        while self.text[self.at : self.at + 1] == "|":
            self.at += 1
            ways += self.sequence()
        if self.text[self.at : self.at + 1] != ")":
            raise _Refused(msg("A bracket of the pattern is not closed."))
        self.at += 1
        self.depth -= 1
        return ways

    def repeated(self, ways: int) -> int:
        found = QUANTIFIER.match(self.text, self.at)
        if found is None:
            return ways
        self.at = found.end()
        fewest, most = self.bounds(found)
        if most <= 1:
            return ways + (1 if fewest == 0 else 0)
        if ways > 1:
            raise _Refused(msg("The pattern repeats something that already repeats or has alternatives."))
        return most - fewest + 1

    def bounds(self, found: re.Match[str]) -> tuple[int, int]:
        sign = found.group()
        if not sign.startswith("{"):
            return {"?": (0, 1), "*": (0, self.longest), "+": (1, self.longest)}[sign]
        fewest = int(found.group(1))
        most = fewest if found.group(2) is None else int(found.group(3) or self.longest)
        if not fewest <= most <= MAX_REPEAT:
            raise _Refused(msg("The repetition {sign} of the pattern makes no sense.", sign=sign))
        return fewest, most


def _not_allowed(sign: str) -> Message:
    return msg("The pattern may not hold “{sign}” at this place.", sign=sign)
