"""Reads single fields of a table: what does not fit leaves a finding with its line."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from engine.errors import Finding, Severity
from engine.messages_catalogue import Message, msg
from engine.scenarios.lined_yaml import Items, Part, Scalar, Table, plain

MOST_FINDINGS = 50


@dataclass(slots=True)
class Notebook:
    """The findings of one file."""

    file: str
    findings: list[Finding] = field(default_factory=list)

    def add(self, line: int, rule: str, what: Message) -> None:
        """Note an error; line 0 means the whole file."""
        said = msg("Line {line}: {what}", line=line, what=what) if line else what
        if len(self.findings) < MOST_FINDINGS:
            element = f"line {line}" if line else ""
            self.findings.append(Finding(self.file, element, rule, Severity.ERROR, said))


@dataclass(frozen=True, slots=True)
class Fields:
    """One table of the file."""

    table: Table
    notebook: Notebook

    def line(self, key: str) -> int:
        """The line of a key; of the table where it is missing."""
        return self.table.lines.get(key, self.table.line)

    def wrong(self, key: str, what: Message) -> None:
        """Note that the value of a key does not fit."""
        self.notebook.add(self.line(key), "wrong_value", what)

    def only(self, known: Collection[str], needed: Collection[str] = ()) -> None:
        """Note every key that is not known and every needed one that is missing."""
        for key in self.table.parts:
            if key not in known:
                self.notebook.add(self.line(key), "unknown_key", unknown(key, known))
        for key in needed:
            if key not in self.table.parts:
                self.notebook.add(self.table.line, "missing_key", msg("“{key}” is missing.", key=key))

    def text(self, key: str, default: str = "") -> str:
        """A short text."""
        value = self._value(key, default)
        if isinstance(value, str) and len(value) <= 300:
            return value.strip()
        self.wrong(key, msg("“{key}” must be a short text.", key=key))
        return default

    def word(self, key: str, words: Collection[str], default: str) -> str:
        """One of the words."""
        value = self.text(key, default)
        if value not in words:
            self.notebook.add(self.line(key), "unknown_word", unknown(value, words))
            return default
        return value

    def day(self, key: str, default: date) -> date:
        """A day."""
        value = self._value(key, default)
        if isinstance(value, date):
            return value
        self.wrong(key, msg("“{key}” must be a day such as 2026-10-05.", key=key))
        return default

    def whole(self, key: str, default: int, most: int) -> int:
        """A whole number from 0 to `most`."""
        value = self._value(key, default)
        if type(value) is int and 0 <= value <= most:
            return value
        self.wrong(key, msg("“{key}” must be a whole number from 0 to {most}.", key=key, most=most))
        return default

    def table_at(self, key: str) -> Fields | None:
        """The table under a key; None where it is missing or something else."""
        part = self.table.parts.get(key)
        if isinstance(part, Table):
            return Fields(part, self.notebook)
        if part is not None:
            self.wrong(key, msg("“{key}” must hold keys and values.", key=key))
        return None

    def values(self, key: str) -> Mapping[str, object]:
        """The plain values under a key."""
        found = self.table_at(key)
        value = {} if found is None else plain(found.table)
        return value if isinstance(value, dict) else {}

    def tables(self, key: str) -> list[Fields]:
        """The tables of the list under a key."""
        part = self.table.parts.get(key)
        if isinstance(part, Items) and part.items:
            for item in part.items:
                if not isinstance(item, Table):
                    what = msg("each item of “{key}” must hold keys and values.", key=key)
                    self.notebook.add(item.line, "wrong_value", what)
            return [Fields(item, self.notebook) for item in part.items if isinstance(item, Table)]
        if part is not None:
            self.wrong(key, msg("“{key}” must be a list that begins with “-”.", key=key))
        return []

    def words(self, key: str) -> tuple[str, ...]:
        """A list of short texts; one text alone is a list of one."""
        part = self.table.parts.get(key)
        found = part.items if isinstance(part, Items) else () if part is None else (part,)
        texts = [item.value for item in found if isinstance(item, Scalar) and isinstance(item.value, str)]
        if len(texts) != len(found):
            self.wrong(key, msg("“{key}” must be a list of names.", key=key))
        return tuple(texts)

    def _value(self, key: str, default: object) -> object:
        part: Part | None = self.table.parts.get(key)
        if part is None:
            return default
        return part.value if isinstance(part, Scalar) else part


def unknown(name: str, known: Collection[str]) -> Message:
    """The sentence for a name that is not known here, with the one that was probably meant."""
    near = get_close_matches(name[:60], sorted(known), n=1)
    if near:
        return msg("“{key}” is not known here. Did you mean “{guess}”?", key=name[:60], guess=near[0])
    return msg("“{key}” is not known here.", key=name[:60])
