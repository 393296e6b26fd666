"""One line under a question: where its start value came from."""

from __future__ import annotations

from dataclasses import dataclass

from engine.messages_catalogue import Message


@dataclass(frozen=True, slots=True)
class OriginLine:
    """What is said under a question."""

    text: Message
    before: str | None = None  # what stood there at first, where it was changed
