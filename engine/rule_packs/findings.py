"""Collects what is wrong with one file, with the line in the sentence."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from engine.errors import Finding, Refused, Severity
from engine.messages_catalogue import Message, msg

_MOST = 100  # nobody mends more at once, and a hostile file must not cost memory


class Findings:
    """The findings of one file, in the order of its lines; at most a hundred are kept."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: list[tuple[int, Finding]] = []

    def add(self, element: str, rule: str, line: int, what: Message) -> None:
        """Note an error; line 0 means the file as a whole and puts no line into the sentence."""
        if len(self._found) >= _MOST:
            return
        said = msg("Line {line}: {what}", line=line, what=what) if line else what
        self._found.append((line, Finding(self.file, element, rule, Severity.ERROR, said)))

    def unknown(self, element: str, line: int, key: str, known: Iterable[str]) -> None:
        """Note a key that does not belong here, with the nearest one that does."""
        if len(self._found) >= _MOST:
            return
        near = difflib.get_close_matches(key, sorted(known), n=1)
        if near:
            what = msg("“{key}” is not known here. Did you mean “{guess}”?", key=key, guess=near[0])
        else:
            what = msg("“{key}” is not known here.", key=key)
        self.add(element, "unknown_key", line, what)

    def forget(self, rules: Iterable[str]) -> None:
        """Drop what was noted under these rules."""
        dropped = set(rules)
        self._found = [pair for pair in self._found if pair[1].rule not in dropped]

    @property
    def all(self) -> list[Finding]:
        """Everything found so far, sorted by line."""
        return [finding for _, finding in sorted(self._found, key=lambda pair: pair[0])]

    def refuse_any(self) -> None:
        """Raise `Refused` when anything was found."""
        if self._found:
            raise Refused(self.all)
