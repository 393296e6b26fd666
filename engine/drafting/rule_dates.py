"""The next days that a rule of a diagram gives, reckoned with the calendar of the municipality."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from engine.clock import local_day
from engine.domain import working_days
from engine.domain.rights import Actor
from engine.domain.service_month import ServiceMonth
from engine.domain.working_days import Holidays
from engine.drafting import diagram_choices
from engine.drafting.draft_access import tenant
from engine.drafting.draft_paths import process_of
from engine.errors import EngineError
from engine.expressions.calendar_words import calendar_words
from engine.expressions.errors import ExpressionFailed
from engine.expressions.interpreter import Expression, evaluate, parse_expression, unknown_functions
from engine.gate.process_values import WORDS, values_of
from engine.messages_catalogue import msg
from engine.runtime import Runtime

COUNT = 12
MOST_CHARACTERS = 500
PERIOD = "period"
NOON = time(12, 0)


@dataclass(frozen=True, slots=True)
class DateGiven:
    """What the rule gives for one month, or for one day on which the step is reached."""

    day: date | datetime  # a datetime is an instant in UTC
    month: str  # "2026-11" where the rule asks for the month, else ""
    reached: date  # the day on which it is worked out


def next_dates(runtime: Runtime, actor: Actor, draft_id: int, path: str, rule: str) -> list[DateGiven]:
    """The next twelve; EngineError with a sentence where the rule cannot be worked out.

    A rule that asks for `period` is worked out for this month and the eleven after it; any other as if the
    step were reached today and on the first of the months after. Days that only a case knows are then, too.
    """
    parsed = _parsed(rule)
    room = diagram_choices.room_of(runtime, actor, draft_id)
    process_id = process_of(path)
    samples = values_of(room, process_id) if process_id in room.diagrams else {}
    with runtime.reading(tenant(actor, "draft.see")) as session:
        holidays = runtime.rule_book(session).holidays
    return [_given(parsed, samples, holidays, reached) for reached in _days(local_day(runtime.clock.now()))]


def _parsed(rule: str) -> Expression:
    if len(rule) > MOST_CHARACTERS:
        raise EngineError(msg("A rule has at most {most} characters.", most=MOST_CHARACTERS))
    parsed = parse_expression(rule)
    strange = sorted(unknown_functions(parsed, WORDS))
    if strange:
        raise ExpressionFailed(msg("There is no word “{name}” of the calendar.", name=strange[0]))
    return parsed


def _days(today: date) -> Iterator[date]:
    yield today
    month = ServiceMonth.of(today)
    for ahead in range(1, COUNT):
        yield working_days.months_after(month, ahead).first_day


def _given(parsed: Expression, samples: Mapping[str, object], holidays: Holidays, reached: date) -> DateGiven:
    month = str(ServiceMonth.of(reached))
    known = {name: _on(sample, reached) for name, sample in samples.items()} | {PERIOD: month}
    words = calendar_words(datetime.combine(reached, NOON, UTC), holidays)
    value = evaluate(parsed, known, words)
    if type(value) not in {date, datetime}:
        raise ExpressionFailed(msg("A date is needed here."))
    return DateGiven(value, month if PERIOD in parsed.names else "", reached)


def _on(sample: object, reached: date) -> object:
    return reached if type(sample) is date else sample
