"""Conditions, start values and limits in a form: made of values that exist, and tried with samples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.errors import EngineError, Finding
from engine.expressions.feel_expressions import parse_feel_expression
from engine.expressions.interpreter import evaluate, unknown_functions
from engine.gate.expression_rules import unknown_name_findings
from engine.gate.findings import error
from engine.gate.form_samples import expressions_in, names_known_in
from engine.gate.process_values import WORDS
from engine.gate.room import Room
from engine.task_forms import Form


def form_expression_findings(
    room: Room, path: str, form: Form, values: Mapping[str, object]
) -> Iterator[Finding]:
    """Each condition, start value and limit: made of values that exist, and tried with samples."""
    known = {**values, **names_known_in(form, room.instruments)}
    for element, text in expressions_in(form):
        try:
            parsed = parse_feel_expression(text)
        except EngineError:
            continue  # told by the form's own reader
        unknown = list(unknown_name_findings(path, element, parsed, known))
        yield from unknown
        if not unknown and not unknown_functions(parsed, WORDS):
            try:
                evaluate(parsed, known, WORDS)
            except EngineError as failed:
                yield error(path, element, "cannot_be_worked_out", failed.message)
