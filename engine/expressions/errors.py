"""The two ways an expression can go wrong: it may not be written like this, or it could not be worked out."""

from __future__ import annotations

from engine.errors import EngineError


class ExpressionRefused(EngineError):
    """The text is not in our language; seen when it is read, before any value is known."""


class ExpressionFailed(EngineError):
    """The text is sound, but not with these values: one is missing, has the wrong kind, or is too big."""
