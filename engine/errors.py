"""The few kinds of trouble, each written for the person who can mend it.

Pages and the command line map them once: nobody else catches them.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from engine.messages_catalogue import Message, msg


class EngineError(Exception):
    """A refusal with one clear sentence; nothing was changed."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class NotFound(EngineError):
    """The thing does not exist, or this person may not know that it does."""


class NotAllowed(EngineError):
    """This person may not do this; shown exactly like NotFound where existence is a secret."""


class StaleVersion(EngineError):
    """Somebody else changed it first; `theirs` holds what they sent, `mine` what was refused."""

    def __init__(self, message: Message, *, mine: Mapping[str, object], theirs: Mapping[str, object]) -> None:
        super().__init__(message)
        self.mine = mine
        self.theirs = theirs


class Outrun(EngineError):
    """What others committed meanwhile changes what this step must do: it is done anew."""


class InvalidAnswers(EngineError):
    """What was sent does not fit the form: field key → sentence."""

    def __init__(self, fields: Mapping[str, Message]) -> None:
        super().__init__(msg("Some answers need another look."))
        self.fields = fields


class BusinessError(EngineError):
    """A foreseen outcome that the diagram answers with an error boundary event of this code."""

    def __init__(self, code: str, message: Message) -> None:
        super().__init__(message)
        self.code = code


class Unusable(EngineError):
    """The installation cannot work like this: a port in use, a folder not writable, a foreign database."""


class Erased(EngineError):
    """The data were there and were erased for good: the sentence says when."""


class NoRoom(Unusable):
    """The database has no room to write; nothing was changed, and everything goes on when there is room."""


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"  # refuses publishing
    WARNING = "warning"  # style; publishing goes on


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend in a file of the process owners' rooms."""

    file: str
    element: str  # id of the element, key of the field, row of the table; "" for the whole file
    rule: str  # short snake_case name of the rule that spoke
    severity: Severity
    message: Message


class Refused(EngineError):
    """Owners' files were not accepted; the findings say where and how to mend."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(msg("{count} things must be mended first.", count=len(findings)))
        self.findings = tuple(findings)


def places_of(trouble: BaseException) -> list[str]:
    """The places a failure passed on its way, without its sentence, which may name people."""
    return [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(trouble.__traceback__)
    ]


_AT = "element "


def came_at(trouble: BaseException, element_id: str) -> None:
    """Note at which element of a diagram a failure came; the innermost note counts."""
    trouble.add_note(f"{_AT}{element_id}")


def element_of(trouble: BaseException) -> str:
    """The element at which a failure came; "" where that is not known."""
    notes: Sequence[str] = getattr(trouble, "__notes__", ())
    return next((one.removeprefix(_AT) for one in notes if one.startswith(_AT)), "").strip()
