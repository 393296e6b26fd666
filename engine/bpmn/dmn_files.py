"""Decision tables as the editor saves them (DMN 1.1 to 1.5), read strictly: findings name row and column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from lxml import etree

from engine.bpmn.xml_safety import check_ids, read_xml
from engine.errors import EngineError, Finding, Refused, Severity
from engine.expressions.decision_tables import DecisionTable, HitPolicy, Input, Output, Rule
from engine.expressions.feel import parse_unary_tests
from engine.expressions.feel_expressions import parse_feel_expression
from engine.expressions.interpreter import BUILT_IN_NAMES, Expression
from engine.expressions.unary_tests import Anything, Kind, UnaryTest
from engine.expressions.values import RESERVED_KEYS
from engine.messages_catalogue import Message, msg

NAMESPACES = frozenset(
    {
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
    }
)
MAX_ROWS = 300
MAX_COLUMNS = 20

KINDS = {
    "string": Kind.STRING,
    "boolean": Kind.BOOLEAN,
    "number": Kind.NUMBER,
    "double": Kind.NUMBER,
    "integer": Kind.INTEGER,
    "long": Kind.INTEGER,
    "date": Kind.DATE,
}
"""The editor's names of types."""


@dataclass(slots=True)
class _Sheet:
    """The file being read, and what was found wrong so far."""

    file: str
    namespace: str
    findings: list[Finding] = field(default_factory=list)

    def say(self, element: str, rule: str, message: Message) -> None:
        self.findings.append(Finding(self.file, element, rule, Severity.ERROR, message))

    def all(self, node: etree._Element, name: str) -> list[etree._Element]:
        return node.findall(f"{{{self.namespace}}}{name}")

    def text(self, node: etree._Element | None) -> str:
        """The text of a clause, entry or list of values; empty where there is none."""
        found = None if node is None else node.findtext(f"{{{self.namespace}}}text")
        return (found or "").strip()

    def below(self, node: etree._Element, name: str) -> etree._Element | None:
        return node.find(f"{{{self.namespace}}}{name}")


def read_decision_tables(data: bytes, file: str) -> DecisionTable:
    """The one decision table of a `.dmn` file; its id is the name of the file.

    Raises Refused with all findings: unsafe XML, no or several tables, a column without a known type,
    a cell that is not in the FEEL subset. Gaps and overlaps are told by `table_findings.findings`.
    """
    root = read_xml(data, file)
    sheet = _Sheet(file, etree.QName(root).namespace or "")
    table = None
    if sheet.namespace not in NAMESPACES or etree.QName(root).localname != "definitions":
        sheet.say("", "not_dmn", msg("This is not a decision table file (DMN)."))
    else:
        sheet.findings.extend(check_ids(root, file))
        table = _read_decision(sheet, root)
    if sheet.findings or table is None:
        raise Refused(sheet.findings)
    return table


def _read_decision(sheet: _Sheet, root: etree._Element) -> DecisionTable | None:
    decisions = sheet.all(root, "decision")
    tables = [table for decision in decisions for table in sheet.all(decision, "decisionTable")]
    if len(decisions) != 1 or len(tables) != 1:
        sheet.say("", "one_table", msg("A file holds exactly one decision, and that is a table."))
        return None
    ((decision,), (table,)) = decisions, tables
    table_id = decision.get("id") or ""
    stem = PurePath(sheet.file).stem
    if table_id != stem:
        sheet.say(
            table_id,
            "decision_id",
            msg(
                "The decision's id “{id}” and the file's name “{name}” must be the same.",
                id=table_id,
                name=stem,
            ),
        )
    _check_language(sheet, root)
    return _read_table(sheet, table, table_id, name=decision.get("name") or table_id)


def _check_language(sheet: _Sheet, root: etree._Element) -> None:
    for node in root.iter(etree.Element):
        language = node.get("expressionLanguage")
        if language is not None and "feel" not in language.lower():
            sheet.say(
                node.get("id") or "",
                "expression_language",
                msg("Cells are written in FEEL, not in {language}.", language=language[:40]),
            )


def _read_table(sheet: _Sheet, table: etree._Element, table_id: str, *, name: str) -> DecisionTable | None:
    columns = sheet.all(table, "input"), sheet.all(table, "output")
    rows = sheet.all(table, "rule")
    if any(len(found) > MAX_COLUMNS for found in columns) or len(rows) > MAX_ROWS:
        sheet.say(
            table_id,
            "table_size",
            msg(
                "A table has at most {rows} rows and {columns} columns a side.",
                rows=MAX_ROWS,
                columns=MAX_COLUMNS,
            ),
        )
        return None
    policy = _hit_policy(sheet, table, table_id)
    inputs = [_read_input(sheet, node, at) for at, node in enumerate(columns[0], 1)]
    outputs = [_read_output(sheet, node, at) for at, node in enumerate(columns[1], 1)]
    if not outputs:
        sheet.say(table_id, "no_output", msg("The table has no output column."))
    _check_names(sheet, [output.name for output in outputs])
    labels = [column.label for column in inputs], [output.name for output in outputs]
    rules = [_read_rule(sheet, node, number, labels=labels) for number, node in enumerate(rows, 1)]
    return DecisionTable(table_id, name, policy, tuple(inputs), tuple(outputs), tuple(rules))


def _hit_policy(sheet: _Sheet, table: etree._Element, table_id: str) -> HitPolicy:
    written = (table.get("hitPolicy") or "UNIQUE").upper()
    if written not in set(HitPolicy) or table.get("aggregation"):
        sheet.say(
            table_id,
            "hit_policy",
            msg(
                "The hit policy must be Unique, First or Collect without a sum, not {written}.",
                written=written,
            ),
        )
        return HitPolicy.UNIQUE
    return HitPolicy(written)


_NOTHING = parse_feel_expression("null")


def _read_input(sheet: _Sheet, node: etree._Element, at: int) -> Input:
    clause = sheet.below(node, "inputExpression")
    text = sheet.text(clause)
    label = node.get("label") or text or f"input_{at}"
    kind = _kind(sheet, label, None if clause is None else clause.get("typeRef"))
    expression = _expression(sheet, label, text, place=msg("Column “{column}”", column=label))
    return Input(label, expression, kind, _allowed(sheet, label, sheet.below(node, "inputValues")))


def _read_output(sheet: _Sheet, node: etree._Element, at: int) -> Output:
    name = node.get("name") or f"output_{at}"
    if not node.get("name"):
        sheet.say(
            name,
            "output_name",
            msg("Output column {number} has no name; its name is the value it sets.", number=at),
        )
    kind = _kind(sheet, name, node.get("typeRef"))
    return Output(name, kind, _allowed(sheet, name, sheet.below(node, "outputValues")))


def _check_names(sheet: _Sheet, names: Sequence[str]) -> None:
    for at, name in enumerate(names):
        if not name.isidentifier() or name.startswith("_") or name in BUILT_IN_NAMES | RESERVED_KEYS:
            sheet.say(
                name,
                "output_name",
                msg("“{name}” cannot be the name of a value; write it like support_level.", name=name),
            )
        elif name in names[:at]:
            sheet.say(name, "output_name", msg("Two output columns are called “{name}”.", name=name))


def _kind(sheet: _Sheet, column: str, written: str | None) -> Kind:
    kind = KINDS.get((written or "").rpartition(":")[2].lower())
    if kind is None:
        sheet.say(
            column,
            "column_type",
            msg(
                "The column “{column}” needs a type: {types}.",
                column=column,
                types="string, number, integer, boolean, date",
            ),
        )
    return kind or Kind.STRING


def _allowed(sheet: _Sheet, column: str, node: etree._Element | None) -> UnaryTest:
    return _unary_tests(
        sheet, column, sheet.text(node), place=msg("Allowed values of “{column}”", column=column)
    )


def _read_rule(
    sheet: _Sheet, node: etree._Element, number: int, *, labels: tuple[list[str], list[str]]
) -> Rule:
    asked, answered = (sheet.all(node, entry) for entry in ("inputEntry", "outputEntry"))
    if len(asked) != len(labels[0]) or len(answered) != len(labels[1]):
        sheet.say(
            f"rule_{number}", "cells", msg("Row {row} does not have one cell for each column.", row=number)
        )
        return Rule(number, (), ())
    tests = [
        _unary_tests(sheet, f"rule_{number}/{label}", sheet.text(entry), place=_place(number, label))
        for label, entry in zip(labels[0], asked, strict=True)
    ]
    outputs = [
        _expression(sheet, f"rule_{number}/{label}", sheet.text(entry), place=_place(number, label))
        for label, entry in zip(labels[1], answered, strict=True)
    ]
    return Rule(number, tuple(tests), tuple(outputs), _annotation(sheet, node))


def _place(row: int, column: str) -> Message:
    return msg("Row {row}, column “{column}”", row=row, column=column)


def _annotation(sheet: _Sheet, node: etree._Element) -> str:
    written = node.findtext(f"{{{sheet.namespace}}}description") or sheet.text(
        sheet.below(node, "annotationEntry")
    )
    return written.strip()


def _unary_tests(sheet: _Sheet, element: str, text: str, *, place: Message) -> UnaryTest:
    try:
        return parse_unary_tests(text)
    except EngineError as refused:
        sheet.say(element, "cell", msg("{place}: {reason}", place=place, reason=refused.message))
        return Anything()


def _expression(sheet: _Sheet, element: str, text: str, *, place: Message) -> Expression:
    if not text:
        sheet.say(
            element,
            "empty_cell",
            msg("{place}: {reason}", place=place, reason=msg("Nothing is written; for no value write null.")),
        )
        return _NOTHING
    try:
        return parse_feel_expression(text)
    except EngineError as refused:
        sheet.say(element, "cell", msg("{place}: {reason}", place=place, reason=refused.message))
        return _NOTHING
