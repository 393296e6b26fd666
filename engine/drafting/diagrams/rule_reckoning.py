"""What a rule of a diagram gives on a day, worked out with sample values of its process."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from engine.domain.service_month import ServiceMonth
from engine.domain.working_days import Holidays
from engine.errors import EngineError
from engine.expressions.calendar_words import calendar_words
from engine.expressions.errors import ExpressionFailed
from engine.expressions.interpreter import Expression, evaluate, parse_expression, unknown_functions
from engine.gate.process_values import WORDS
from engine.messages_catalogue import msg

MOST_CHARACTERS = 500
PERIOD = "period"
NOON = time(12, 0)


def parsed_rule(rule: str) -> Expression:
    """The checked rule; EngineError with a sentence where it is none."""
    if len(rule) > MOST_CHARACTERS:
        raise EngineError(msg("A rule has at most {most} characters.", most=MOST_CHARACTERS))
    parsed = parse_expression(rule)
    strange = sorted(unknown_functions(parsed, WORDS))
    if strange:
        raise ExpressionFailed(msg("There is no word “{name}” of the calendar.", name=strange[0]))
    return parsed


def given(
    parsed: Expression, samples: Mapping[str, object], holidays: Holidays, reached: date
) -> date | datetime:
    """The day or the instant; ExpressionFailed where the rule gives something else."""
    month = str(ServiceMonth.of(reached))
    known = {name: _on(sample, reached) for name, sample in samples.items()} | {PERIOD: month}
    words = calendar_words(datetime.combine(reached, NOON, UTC), holidays)
    value = evaluate(parsed, known, words)
    if not isinstance(value, date):
        raise ExpressionFailed(msg("A date is needed here."))
    return value


def _on(sample: object, reached: date) -> object:
    return reached if type(sample) is date else sample
