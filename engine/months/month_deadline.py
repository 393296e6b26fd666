"""When a month must be signed by, as its diagram says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from engine.errors import EngineError
from engine.expressions.calendar_words import as_instant
from engine.expressions.interpreter import evaluate, parse_expression
from engine.messages_catalogue import msg
from engine.runtime import LoadedRelease, Runtime, Session

DEADLINES = {"monthly_confirmation": "deadline_passed", "monthly_report_r942": "report_deadline_passed"}
"""Process of a month → its timer: from then on the month is late."""
BY_MONTH, BY_PURPOSE = DEADLINES


def deadline_of(
    runtime: Runtime, session: Session, release: LoadedRelease, process: str, values: Mapping[str, object]
) -> datetime:
    """The instant from which a month of this process that begins with these values is late."""
    timer = DEADLINES[process]
    rule = release.definitions[process].timer_rule(timer)
    if rule is None:
        raise EngineError(msg("The process {process} has no timer {timer}.", process=process, timer=timer))
    return as_instant(evaluate(parse_expression(rule), values, runtime.words(session)))
