"""Names that a diagram gives to values."""

from __future__ import annotations

from engine.expressions.interpreter import BUILT_IN_NAMES
from engine.expressions.values import RESERVED_KEYS
from engine.messages_catalogue import Message, msg


def refused_name(name: str) -> Message | None:
    """Why no value can be called so; None where one can."""
    if name.isidentifier() and not name.startswith("_") and name not in BUILT_IN_NAMES | RESERVED_KEYS:
        return None
    return msg("“{name}” cannot be the name of a value; write it like support_level.", name=name[:60])
