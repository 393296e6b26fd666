"""One object of an owner's file while it is read: a question about it either answers or leaves a finding."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches

from engine.errors import Finding, Severity
from engine.messages_catalogue import Message, msg
from engine.task_forms.fields import Wording

LONGEST_WORDING = 4000
LONGEST_EXPRESSION = 1000
MOST_FINDINGS = 200  # nobody mends more in one go


@dataclass(slots=True)
class Notebook:
    """The findings of one file, in the order they were made."""

    file: str
    findings: list[Finding] = field(default_factory=list)

    def error(self, element: str, rule: str, message: Message) -> None:
        """Something that refuses the file."""
        self._note(Finding(self.file, element, rule, Severity.ERROR, message))

    def warning(self, element: str, rule: str, message: Message) -> None:
        """Something that ought to be mended."""
        self._note(Finding(self.file, element, rule, Severity.WARNING, message))

    def has_errors(self) -> bool:
        """Whether something refuses the file."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)

    def _note(self, finding: Finding) -> None:
        if finding not in self.findings and len(self.findings) < MOST_FINDINGS:
            self.findings.append(finding)


@dataclass(slots=True)
class Part:
    """An object of the file, the name by which findings call it, and its English words."""

    data: Mapping[str, object]
    element: str
    notebook: Notebook
    english: Mapping[str, object] = field(default_factory=dict)

    def only(self, allowed: Collection[str]) -> None:
        """Leave a finding for every name that is not allowed here."""
        for name in self.data:
            if name not in allowed:
                self.error("unknown_key", unknown_name(name, allowed))

    def error(self, rule: str, message: Message) -> None:
        """A finding about this object."""
        self.notebook.error(self.element, rule, message)

    def text(self, name: str, default: str = "") -> str:
        """The text under this name; `default` where it is missing."""
        value = self.data.get(name, default)
        if isinstance(value, str) and len(value) <= LONGEST_WORDING:
            return value
        self.error(
            "wrong_type",
            msg("“{name}” must be a text of at most {most} characters.", name=name, most=LONGEST_WORDING),
        )
        return default

    def flag(self, name: str) -> bool:
        """Yes or no; no where it is missing."""
        value = self.data.get(name, False)
        if isinstance(value, bool):
            return value
        self.error("wrong_type", msg("“{name}” must be true or false.", name=name))
        return False

    def whole(self, name: str, default: int, most: int) -> int:
        """A whole number from 0 to `most`; the form editor writes some as text, so that is taken too."""
        value = self.data.get(name, default)
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
            value = int(value)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most:
            return value
        self.error(
            "wrong_type", msg("“{name}” must be a whole number from 0 to {most}.", name=name, most=most)
        )
        return default

    def decimal(self, name: str) -> Decimal | None:
        """A number, or None where it is missing."""
        value = self.data.get(name)
        if value is None or (isinstance(value, int | Decimal) and not isinstance(value, bool)):
            return None if value is None else Decimal(value)
        self.error("wrong_type", msg("“{name}” must be a number.", name=name))
        return None

    def wording(self, name: str, *, needed: bool = False) -> Wording:
        """The words under this name in both languages; a missing English is a warning."""
        wording = Wording(self.text(name).strip(), self._english(name))
        if needed and not wording.lv:
            self.error(
                "label_missing", msg("“{name}” is missing: people would not know what is asked.", name=name)
            )
        if wording.lv and not wording.en:
            self.notebook.warning(
                self.element, "english_missing", msg("The English of “{name}” is missing.", name=name)
            )
        return wording

    def _english(self, name: str) -> str:
        value = self.english.get(name, "")
        if isinstance(value, str) and len(value) <= LONGEST_WORDING:
            return value.strip()
        self.error("wrong_type", msg("The English of “{name}” must be a text.", name=name))
        return ""

    def inner(self, name: str) -> Part:
        """The object under this name; an empty one where it is missing."""
        value = self.data.get(name, {})
        if not isinstance(value, dict):
            self.error("wrong_type", msg("“{name}” must be an object with names and values.", name=name))
            value = {}
        return Part(value, self.element, self.notebook)

    def objects(self, name: str, most: int) -> list[Mapping[str, object]]:
        """The list of objects under this name."""
        value = self.data.get(name, [])
        if isinstance(value, list) and len(value) <= most and all(isinstance(item, dict) for item in value):
            return value
        self.error(
            "wrong_type", msg("“{name}” must be a list of at most {most} objects.", name=name, most=most)
        )
        return []


def unknown_name(name: str, allowed: Collection[str]) -> Message:
    """The sentence for a name that is not known here, with the one that was probably meant."""
    close = get_close_matches(name[:60], sorted(allowed), 1)
    if close:
        return msg("“{name}” is not known here; did you mean “{close}”?", name=name[:60], close=close[0])
    return msg("“{name}” is not known here.", name=name[:60])
