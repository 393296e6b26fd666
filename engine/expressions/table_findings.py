"""What is wrong with a decision table: wrong kinds, unknown functions, gaps, overlaps, dead rules."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from engine.errors import EngineError, Finding, Severity
from engine.expressions.decision_tables import (
    KIND_WORDS,
    DecisionTable,
    HitPolicy,
    Input,
    Output,
    Rule,
    inputs_in_words,
)
from engine.expressions.interpreter import evaluate, unknown_functions
from engine.expressions.table_coverage import (
    Column,
    Parts,
    TooWide,
    can_hold,
    gaps,
    overlaps,
    parts_of,
    reached_alone,
)
from engine.expressions.unary_tests import Kind, fits, matches, mentioned, shown
from engine.expressions.values import Value
from engine.messages_catalogue import Message, msg

MOST_EXAMPLES = 3  # gaps, and overlaps, told at once


def findings(
    table: DecisionTable, *, file: str = "", known_functions: Collection[str] = ()
) -> tuple[Finding, ...]:
    """Everything to mend in the table, with an example input for each gap and overlap.

    Where no finding is an error, `decide` answers for every input its columns allow, as far as its
    output expressions do.
    """
    said = [*_wrong_kinds(table), *_unknown_functions(table, known_functions), *_bare_names(table)]
    if all(severity is not Severity.ERROR for _, _, severity, _ in said):
        said.extend(_coverage(table))
    return tuple(Finding(file, element, rule, severity, message) for element, rule, severity, message in said)


_Said = tuple[str, str, Severity, Message]


def cell(rule: Rule, column: str = "") -> str:
    """How a finding names a row or one of its cells: `rule_3`, `rule_3/score`."""
    return f"rule_{rule.number}/{column}" if column else f"rule_{rule.number}"


def _wrong_kinds(table: DecisionTable) -> Iterator[_Said]:
    for at, column in enumerate(table.inputs):
        for rule in table.rules:
            for value in mentioned(rule.tests[at]):
                if not _may_stand(value, column):
                    yield _error(
                        cell(rule, column.label),
                        "wrong_kind",
                        _kind_sentence(rule, column.label, value, kind=column.kind),
                    )
    for at, output in enumerate(table.outputs):
        for rule in table.rules:
            yield from _wrong_output(rule, output, at)


def _may_stand(value: Value, column: Input) -> bool:
    """Any number may be an end in a column of whole numbers; null may stand everywhere."""
    kind = Kind.NUMBER if column.kind is Kind.INTEGER else column.kind
    return value is None or fits(value, kind)


def _wrong_output(rule: Rule, output: Output, at: int) -> Iterator[_Said]:
    expression = rule.outputs[at]
    if expression.names or expression.functions:
        return
    try:
        value = evaluate(expression, {})
    except EngineError as failed:
        yield _error(cell(rule, output.name), "cannot_be_worked_out", failed.message)
        return
    if value is None:
        return
    if not fits(value, output.kind):
        yield _error(
            cell(rule, output.name), "wrong_kind", _kind_sentence(rule, output.name, value, kind=output.kind)
        )
    elif not matches(output.allowed, value):
        yield _error(
            cell(rule, output.name),
            "not_allowed",
            msg(
                "Row {row}: {value} is not among the values allowed for “{column}”.",
                row=rule.number,
                value=shown(value),
                column=output.name,
            ),
        )


def _kind_sentence(rule: Rule, column: str, value: Value, *, kind: Kind) -> Message:
    return msg(
        "Row {row}: {value} does not fit the column “{column}”, which takes {wanted}.",
        row=rule.number,
        value=shown(value),
        column=column,
        wanted=KIND_WORDS[kind],
    )


def _unknown_functions(table: DecisionTable, known: Collection[str]) -> Iterator[_Said]:
    expressions = [(column.label, column.expression) for column in table.inputs]
    for rule in table.rules:
        expressions += [
            (cell(rule, output.name), one) for output, one in zip(table.outputs, rule.outputs, strict=True)
        ]
    for element, expression in expressions:
        for name in sorted(unknown_functions(expression, known)):
            yield _error(element, "unknown_function", msg("There is no function called “{name}”.", name=name))


def _bare_names(table: DecisionTable) -> Iterator[_Said]:
    """A word without quotation marks in a column of texts is nearly always a text."""
    asked = {name for column in table.inputs for name in column.expression.names}
    for rule in table.rules:
        for output, expression in zip(table.outputs, rule.outputs, strict=True):
            text = expression.text.strip()
            if output.kind is Kind.STRING and text in expression.names and text not in asked:
                yield (
                    cell(rule, output.name),
                    "text_without_quotes",
                    Severity.WARNING,
                    msg(
                        'Row {row}: {text} is read as the value of that name. For a text write "{text}".',
                        row=rule.number,
                        text=text,
                    ),
                )


def _coverage(table: DecisionTable) -> Iterator[_Said]:
    try:
        columns = [
            parts_of(Column(column.kind, column.allowed, tuple(rule.tests[at] for rule in table.rules)))
            for at, column in enumerate(table.inputs)
        ]
        for column, parts in zip(table.inputs, columns, strict=True):
            if not parts:
                yield _error(
                    column.label,
                    "nothing_allowed",
                    msg("The column “{column}” allows no value at all.", column=column.label),
                )
                return
        yield from _unreachable(table, columns)
        if table.hit_policy is HitPolicy.UNIQUE:
            yield from _overlaps(table, columns)
        if table.hit_policy is not HitPolicy.COLLECT:
            yield from _gaps(table, columns)
    except TooWide:
        yield _error(
            table.table_id,
            "too_wide",
            msg("The table has too many rules and values to be checked; split it in two."),
        )


def _unreachable(table: DecisionTable, columns: Sequence[Parts]) -> Iterator[_Said]:
    for at, rule in enumerate(table.rules):
        if not can_hold(columns, at):
            yield _error(
                cell(rule),
                "never_reached",
                msg("Row {row} can never hold: no allowed value fits it.", row=rule.number),
            )
        elif table.hit_policy is HitPolicy.FIRST and not reached_alone(columns, at):
            yield _error(
                cell(rule),
                "never_reached",
                msg("Row {row} is never reached: the rows above it cover it.", row=rule.number),
            )


def _overlaps(table: DecisionTable, columns: Sequence[Parts]) -> Iterator[_Said]:
    for left, right, example in islice(overlaps(columns, len(table.rules)), MOST_EXAMPLES):
        upper, lower = table.rules[left], table.rules[right]
        yield _error(
            cell(lower),
            "overlap",
            msg(
                "Rows {upper} and {lower} both hold, for example for {inputs}. Narrow one of them.",
                upper=upper.number,
                lower=lower.number,
                inputs=_in_words(table, example),
            ),
        )


def _gaps(table: DecisionTable, columns: Sequence[Parts]) -> Iterator[_Said]:
    for example in gaps(columns, among=(1 << len(table.rules)) - 1, most=MOST_EXAMPLES):
        inputs = _in_words(table, example)
        yield _error(table.table_id, "gap", _gap_sentence(table, example, inputs))


def _gap_sentence(table: DecisionTable, example: tuple[Value, ...], inputs: str) -> Message:
    for column, value in zip(table.inputs, example, strict=True):
        if column.kind is Kind.NUMBER and not fits(value, Kind.INTEGER):
            return msg(
                "No row covers {inputs}. Add a row, write the range as [0..19) instead of [0..18], "
                "or make “{column}” a column of whole numbers (type integer).",
                inputs=inputs,
                column=column.label,
            )
    return msg(
        "No row covers {inputs}. Add a row, widen one (>= 30 has no upper end), or state the allowed values.",
        inputs=inputs,
    )


def _in_words(table: DecisionTable, example: tuple[Value, ...]) -> str:
    names = [column.expression.text for column in table.inputs]
    return inputs_in_words(dict(zip(names, example, strict=True)))


def _error(element: str, rule: str, message: Message) -> _Said:
    return element, rule, Severity.ERROR, message
