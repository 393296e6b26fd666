"""What every noun stands on: who asks, in which language, how an operation is written down."""

from __future__ import annotations

from engine.integrations.scopes import Scope
from engine.messages_catalogue import msg
from engine.runtime import Runtime
from web.api.door import actor, caller
from web.api.operations import Operation
from web.api.words import language, said

__all__ = ["NO_PAGE", "Operation", "Runtime", "Scope", "actor", "caller", "language", "msg", "said"]

NO_PAGE = msg("There is no such thing, or it is not for you.")
