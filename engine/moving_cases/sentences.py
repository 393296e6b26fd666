"""A sentence that may be kept with a case of a plan."""

from __future__ import annotations

from engine.messages_catalogue import Message
from engine.persistence.types import spread
from engine.values_json import NotAValue, dumps


def storable(message: Message) -> Message:
    """The sentence, in English words where one of its values cannot be kept."""
    try:
        dumps(spread(message))
    except NotAValue:
        return Message("{what}", {"what": str(message)})
    return message
