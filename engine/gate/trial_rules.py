"""Every expression of a diagram, tried with sample values: a timer must give a date, a person an id."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime

from engine.bpmn.diagram_parts import Diagram, Place, Text
from engine.errors import EngineError, Finding
from engine.expressions.calendar_words import as_instant, duration
from engine.expressions.errors import ExpressionFailed
from engine.expressions.interpreter import Expression, Script, evaluate, execute, unknown_functions
from engine.gate.expression_rules import WORDS, parse
from engine.gate.findings import error, warning
from engine.gate.process_values import WORDS as CALENDAR
from engine.gate.sample_values import START_RULE_VALUES
from engine.messages_catalogue import msg

MOST_ROUNDS = 500
YES_OR_NO = frozenset({Place.CONDITION, Place.COMPLETION, Place.LOOP_CONDITION, Place.EVENT_CONDITION})
_BOUNDED = re.compile(r"\s*(?:(?P<count>\d+)|min\(.+,\s*(?P<most>\d+)\s*\))\s*", re.DOTALL)


def trial_findings(diagram: Diagram, values: Mapping[str, object]) -> Iterator[Finding]:
    """What cannot be worked out, or gives something else than is needed there."""
    for text in diagram.texts:
        if text.place is Place.CARDINALITY:
            yield from _rounds(diagram, text)
        if text.place is Place.TIMER_CYCLE:
            continue
        try:
            parsed = parse(text)
        except EngineError:
            continue
        known = START_RULE_VALUES if text.place is Place.START_RULE else values
        is_known = parsed.names <= known.keys() | _assigned(parsed)
        if is_known and not unknown_functions(parsed, CALENDAR):
            yield from _tried(diagram, text, parsed, known)


def _assigned(parsed: Expression | Script) -> frozenset[str]:
    return parsed.assigned if isinstance(parsed, Script) else frozenset()


def _tried(
    diagram: Diagram, text: Text, parsed: Expression | Script, values: Mapping[str, object]
) -> Iterator[Finding]:
    try:
        if isinstance(parsed, Script):
            execute(parsed, values, CALENDAR)
            return
        value = evaluate(parsed, values, CALENDAR)
        NEEDED.get(text.place, _anything)(value)
    except EngineError as failed:
        sentence = msg("{place}: {reason}", place=WORDS[text.place], reason=failed.message)
        yield error(diagram.file, text.element_id, "cannot_be_worked_out", sentence)
        return
    if text.place in YES_OR_NO and not isinstance(value, bool):
        sentence = msg("{place} does not say yes or no; compare with == or != None.", place=WORDS[text.place])
        yield warning(diagram.file, text.element_id, "not_yes_or_no", sentence)


def _rounds(diagram: Diagram, text: Text) -> Iterator[Finding]:
    found = _BOUNDED.fullmatch(text.text)
    most = found["count"] or found["most"] if found else ""
    if found is None or len(most) > 6 or int(most) > MOST_ROUNDS:
        sentence = msg(
            "At most {most} rounds can be run: write a number up to {most}, or min(…, {most}).",
            most=MOST_ROUNDS,
        )
        yield error(diagram.file, text.element_id, "too_many_rounds", sentence)


def _anything(value: object) -> None:
    """Every value will do."""


def _a_day(value: object) -> None:
    if type(value) not in {date, datetime}:
        raise ExpressionFailed(msg("A date is needed here."))


def _people(value: object) -> None:
    found = value if isinstance(value, list) else [value]
    if not all(type(one) is int or one is None for one in found):
        raise ExpressionFailed(msg("The id of a person is needed here, for example assistant_id."))


def _a_list(value: object) -> None:
    if not isinstance(value, list | dict):
        raise ExpressionFailed(msg("A list is needed here."))


NEEDED: Mapping[Place, Callable[[object], object]] = {
    Place.TIMER_DATE: as_instant,
    Place.TIMER_DURATION: duration,
    Place.START_RULE: as_instant,
    Place.DUE: _a_day,
    Place.PERSON: _people,
    Place.COLLECTION: _a_list,
}
"""What a place needs; it raises ExpressionFailed for anything else."""
