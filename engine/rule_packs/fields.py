"""Reads single fields of a table: text, date, one word of several; what does not fit becomes a finding."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from engine.messages_catalogue import msg
from engine.rule_packs.findings import Findings
from engine.rule_packs.strict_yaml import Items, Table, Text

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_LONGEST_TEXT = 1_000


@dataclass(frozen=True, slots=True)
class Fields:
    """One table of the file: `element` names it in findings, such as "hourly_rate"."""

    table: Table
    element: str
    findings: Findings

    def only(self, known: Iterable[str], required: Iterable[str]) -> None:
        """Note every key that is not known and every required one that is missing."""
        for key in self.table.parts.keys() - set(known):
            self.findings.unknown(self.element or key, self.table.lines[key], key, known)
        for key in required:
            if key not in self.table.parts:
                missing = msg("“{key}” is missing.", key=key)
                self.findings.add(self.element or key, "missing_key", self.table.line, missing)

    def text(self, key: str) -> str | None:
        """A text that is not empty; None where it is missing or was noted as wrong."""
        part = self.table.parts.get(key)
        if part is None:
            return None
        if (
            isinstance(part, Text)
            and part.text.strip()
            and not part.is_null
            and len(part.text) <= _LONGEST_TEXT
        ):
            return part.text.strip()
        self.findings.add(
            self.element, "wrong_text", self.table.lines[key], msg("“{key}” must be a short text.", key=key)
        )
        return None

    def date(self, key: str) -> date | None:
        """A day written 2026-10-05; None where it is missing or was noted as wrong."""
        text = self.text(key)
        return None if text is None else day_of(text, key, self.table.lines[key], self)

    def word(self, key: str, words: Iterable[str]) -> str | None:
        """One of the words; None where it is missing or was noted as wrong."""
        text, allowed = self.text(key), tuple(words)
        if text is None or text in allowed:
            return text
        self.findings.add(
            self.element,
            "wrong_word",
            self.table.lines[key],
            msg(
                "“{key}” is “{text}”, but must be one of: {words}.",
                key=key,
                text=text,
                words=", ".join(allowed),
            ),
        )
        return None

    def sub_table(self, key: str) -> Table | None:
        """A table below the key; None where it is missing or was noted as wrong."""
        part = self.table.parts.get(key)
        if part is None or isinstance(part, Table):
            return part
        self.findings.add(
            self.element, "not_a_table", part.line, msg("“{key}” must hold keys and values.", key=key)
        )
        return None

    def tables(self, key: str) -> list[Table]:
        """A list of tables below the key; anything else is noted and left out."""
        part = self.table.parts.get(key)
        if part is None:
            return []
        if not isinstance(part, Items) or not part.items:
            self.findings.add(
                self.element,
                "not_a_list",
                part.line,
                msg("“{key}” must be a list that begins with “-”.", key=key),
            )
            return []
        found = [item for item in part.items if isinstance(item, Table)]
        for item in part.items:
            if not isinstance(item, Table):
                self.findings.add(
                    self.element,
                    "not_a_table",
                    item.line,
                    msg("each item of “{key}” must hold keys and values.", key=key),
                )
        return found


def day_of(text: str, key: str, line: int, fields: Fields) -> date | None:
    """The day in the text; None where it was noted as wrong."""
    try:
        found = date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        found = None
    if found is not None and _FIRST_YEAR <= found.year <= _LAST_YEAR:
        return found
    fields.findings.add(
        fields.element,
        "wrong_date",
        line,
        msg("“{key}” is “{text}”; write a day that exists as 2026-10-05.", key=key, text=text),
    )
    return None
