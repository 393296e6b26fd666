"""When a month must be signed by, as its diagram says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from engine.errors import EngineError
from engine.expressions.calendar_words import as_instant
from engine.expressions.interpreter import evaluate, parse_expression
from engine.messages_catalogue import msg
from engine.runtime import LoadedRelease, Runtime, Session

PROCESS = "monthly_confirmation"
DEADLINE = "deadline_passed"  # its timer: from then on the month is late


def deadline_of(
    runtime: Runtime, session: Session, release: LoadedRelease, values: Mapping[str, object]
) -> datetime:
    """The instant from which a month that begins with these values is late."""
    rule = release.definitions[PROCESS].timer_rule(DEADLINE)
    if rule is None:
        raise EngineError(msg("The process {process} has no timer {timer}.", process=PROCESS, timer=DEADLINE))
    return as_instant(evaluate(parse_expression(rule), values, runtime.words(session)))
