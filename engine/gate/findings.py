"""How the rules of the gate say what they found."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

from engine.errors import Finding, Severity
from engine.messages_catalogue import Message, msg


def error(file: str, element: str, rule: str, message: Message) -> Finding:
    """Something that keeps a release from going live."""
    return Finding(file, element, rule, Severity.ERROR, message)


def warning(file: str, element: str, rule: str, message: Message) -> Finding:
    """Something that ought to be mended and does no harm meanwhile."""
    return Finding(file, element, rule, Severity.WARNING, message)


def with_guess(said: Message, name: str, known: Collection[str]) -> Message:
    """The sentence, and the known name that was probably meant."""
    near = get_close_matches(name, sorted(known), n=1)
    return msg("{what} Is “{near}” meant?", what=said, near=near[0]) if near else said


def errors_among(findings: Collection[Finding]) -> list[Finding]:
    """Those that refuse."""
    return [one for one in findings if one.severity is Severity.ERROR]
