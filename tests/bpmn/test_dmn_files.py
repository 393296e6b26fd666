"""Decision table files as the editor writes them, and what is told about others."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

import pytest

from engine.bpmn.dmn_files import MAX_ROWS, NAMESPACES, read_decision_tables
from engine.errors import Refused, Severity
from engine.expressions.decision_tables import HitPolicy, decide
from engine.expressions.table_findings import findings
from engine.expressions.unary_tests import Anything, Interval, Kind, OneOf

FILE = "processes/assessment_questionnaire/support_level.dmn"

AS_THE_EDITOR_WRITES = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"
 xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/" xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/"
 xmlns:modeler="http://camunda.org/schema/modeler/1.0" id="Definitions_0x1" name="DRD" namespace="http://x"
 exporter="dmn-js (https://demo.bpmn.io/dmn)" exporterVersion="17.10.2">
  <decision id="support_level" name="Atbalsta līmenis">
    <decisionTable id="DecisionTable_1" hitPolicy="FIRST">
      <input id="Input_1" label="Punkti" modeler:width="192">
        <inputExpression id="InputExpression_1" typeRef="integer">
          <text>score</text>
        </inputExpression>
        <inputValues id="UnaryTests_0"><text>[0..36]</text></inputValues>
      </input>
      <input id="Input_2">
        <inputExpression id="InputExpression_2" typeRef="string"><text>age_group</text></inputExpression>
        <inputValues id="UnaryTests_9"><text>"adult","child"</text></inputValues>
      </input>
      <output id="Output_1" label="Līmenis" name="support_level" typeRef="string" />
      <output id="Output_2" name="coefficient" typeRef="integer">
        <outputValues id="UnaryTests_8"><text>0,1,2</text></outputValues>
      </output>
      <annotation name="Annotations"/>
      <rule id="DecisionRule_1">
        <description>Par maz punktu</description>
        <inputEntry id="UnaryTests_1"><text>[0..18]</text></inputEntry>
        <inputEntry id="UnaryTests_2"><text>"adult"</text></inputEntry>
        <outputEntry id="LiteralExpression_1"><text>"none"</text></outputEntry>
        <outputEntry id="LiteralExpression_2"><text>0</text></outputEntry>
      </rule>
      <rule id="DecisionRule_2">
        <inputEntry id="UnaryTests_3"><text></text></inputEntry>
        <inputEntry id="UnaryTests_4"><text>-</text></inputEntry>
        <outputEntry id="LiteralExpression_3"><text>"large"</text></outputEntry>
        <outputEntry id="LiteralExpression_4"><text>
          0 + 1
        </text></outputEntry>
        <annotationEntry><text>Pārējie</text></annotationEntry>
      </rule>
    </decisionTable>
  </decision>
  <dmndi:DMNDI><dmndi:DMNDiagram id="DMNDiagram_1">
  <dmndi:DMNShape id="DMNShape_1" dmnElementRef="support_level">
  <dc:Bounds height="80" width="180" x="150" y="150"/></dmndi:DMNShape></dmndi:DMNDiagram></dmndi:DMNDI>
</definitions>
"""


def test_a_table_as_the_editor_writes_it() -> None:
    table = read_decision_tables(AS_THE_EDITOR_WRITES.encode(), FILE)
    assert (table.table_id, table.name, table.hit_policy) == (
        "support_level",
        "Atbalsta līmenis",
        HitPolicy.FIRST,
    )
    assert [(one.label, one.expression.text, one.kind, one.allowed) for one in table.inputs] == [
        ("Punkti", "score", Kind.INTEGER, Interval(0, 36)),
        ("age_group", "age_group", Kind.STRING, OneOf(("adult", "child"))),
    ]
    assert [(one.name, one.kind, one.allowed) for one in table.outputs] == [
        ("support_level", Kind.STRING, Anything()),
        ("coefficient", Kind.INTEGER, OneOf((0, 1, 2))),
    ]
    assert [(rule.number, rule.tests, rule.annotation) for rule in table.rules] == [
        (1, (Interval(0, 18), OneOf(("adult",))), "Par maz punktu"),
        (2, (Anything(), Anything()), "Pārējie"),
    ]
    assert findings(table) == ()
    decided = decide(table, {"score": 5, "age_group": "child"})
    assert (decided.outputs, decided.matched) == ({"support_level": "large", "coefficient": 1}, (2,))


@pytest.mark.parametrize("namespace", sorted(NAMESPACES))
def test_all_versions_of_dmn(namespace: str) -> None:
    text = AS_THE_EDITOR_WRITES.replace("https://www.omg.org/spec/DMN/20191111/MODEL/", namespace)
    assert len(read_decision_tables(text.encode(), FILE).rules) == 2


SCORE = '<input><inputExpression typeRef="number"><text>score</text></inputExpression></input>'


def table(
    *,
    inputs: str = SCORE,
    outputs: str = '<output id="O1" name="level" typeRef="string"/>',
    rows: Sequence[Sequence[str]] = (("-", '"x"'),),
    asked: int = 1,
    head: str = 'hitPolicy="UNIQUE"',
    decision: str = 'id="support_level"',
) -> bytes:
    rules = "".join(
        f"<rule id='R{at}'>"
        + "".join(
            f"<{kind}><text>{escape(cell)}</text></{kind}>"
            for column, cell in enumerate(row)
            for kind in ["inputEntry" if column < asked else "outputEntry"]
        )
        + "</rule>"
        for at, row in enumerate(rows)
    )
    return (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/">'
        f'<decision {decision}><decisionTable id="T" {head}>{inputs}{outputs}{rules}</decisionTable>'
        "</decision></definitions>"
    ).encode()


def told(data: bytes) -> list[tuple[str, str, str]]:
    with pytest.raises(Refused) as caught:
        read_decision_tables(data, FILE)
    assert all(one.file == FILE and one.severity is Severity.ERROR for one in caught.value.findings)
    return [(one.element, one.rule, str(one.message)) for one in caught.value.findings]


def test_the_builder_of_these_tests_builds_a_sound_table() -> None:
    read = read_decision_tables(table(), FILE)
    assert (read.name, read.hit_policy, len(read.rules)) == ("support_level", HitPolicy.UNIQUE, 1)


def test_every_bad_cell_is_told_with_row_and_column() -> None:
    rows = [
        ("19-29", '"x"'),
        ("adult", "x +"),
        ("-", ""),
        ("[5..1]", "__import__('os')"),
        ("[1..2]", '"fine"'),
    ]
    assert [(element, rule) for element, rule, _ in told(table(rows=rows))] == [
        ("rule_1/score", "cell"),
        ("rule_2/score", "cell"),
        ("rule_2/level", "cell"),
        ("rule_3/level", "empty_cell"),
        ("rule_4/score", "cell"),
        ("rule_4/level", "cell"),
    ]
    ((_, _, sentence),) = told(table(rows=rows[:1]))
    assert sentence.startswith("Row 1, column “score”: “19-29” cannot be used: Write a range with two dots")


COLUMN = SCORE.replace("<input>", '<input label="Punkti">')


def column(text: str = "score", written: str = ' typeRef="number"', values: str = "") -> str:
    changed = COLUMN.replace(' typeRef="number"', written).replace("score", text)
    return changed.replace("</input>", f"{values}</input>")


@pytest.mark.parametrize(
    ("data", "element", "rule"),
    [
        (b"<r/>", "", "not_dmn"),
        (b'<definitions xmlns="urn:other"/>', "", "not_dmn"),
        (
            b'<!DOCTYPE r><definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"/>',
            "",
            "xml_doctype",
        ),
        (b'<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"/>', "", "one_table"),
        (table(decision='id="other"'), "other", "decision_id"),
        (table(decision='id="a b"'), "a b", "id_form"),
        (table(head='hitPolicy="ANY"'), "support_level", "hit_policy"),
        (table(head='hitPolicy="COLLECT" aggregation="SUM"'), "support_level", "hit_policy"),
        (table(head='hitPolicy="OUTPUT ORDER"'), "support_level", "hit_policy"),
        (table(head='expressionLanguage="python" id2="x"'), "T", "expression_language"),
        (table(inputs=column(written="")), "Punkti", "column_type"),
        (table(inputs=column(written=' typeRef="dateTime"')), "Punkti", "column_type"),
        (table(inputs=column(text="score.__class__")), "Punkti", "cell"),
        (table(inputs=column(text="")), "Punkti", "empty_cell"),
        (table(inputs=column(values="<inputValues><text>x</text></inputValues>")), "Punkti", "cell"),
        (table(outputs='<output name="level"/>'), "level", "column_type"),
        (table(outputs='<output typeRef="string"/>'), "output_1", "output_name"),
        (table(outputs='<output name="support level" typeRef="string"/>'), "support level", "output_name"),
        (table(outputs='<output name="_x" typeRef="string"/>'), "_x", "output_name"),
        (table(outputs='<output name="len" typeRef="string"/>'), "len", "output_name"),
        (table(outputs="", rows=(("-",),)), "support_level", "no_output"),
        (table(rows=(("-",),)), "rule_1", "cells"),
        (table(rows=(("-", '"x"', '"y"'),)), "rule_1", "cells"),
        (table(rows=[("-", '"x"')] * (MAX_ROWS + 1)), "support_level", "table_size"),
    ],
)
def test_what_is_refused(data: bytes, element: str, rule: str) -> None:
    assert (element, rule) in [(one, name) for one, name, _ in told(data)]


def test_two_outputs_of_one_name() -> None:
    twice = '<output name="level" typeRef="string"/>' * 2
    assert told(table(outputs=twice, rows=(("-", '"x"', '"y"'),)))[0][:2] == ("level", "output_name")


def test_a_file_with_two_tables_or_another_kind_of_decision() -> None:
    one = table().decode()
    decision = one[one.index("<decision ") : one.index("</definitions>")]
    assert told(one.replace(decision, decision + decision).encode())[-1][:2] == ("", "one_table")
    literal = '<decision id="support_level"><literalExpression><text>1</text></literalExpression></decision>'
    assert told(one.replace(decision, literal).encode()) == [
        ("", "one_table", "A file holds exactly one decision, and that is a table.")
    ]


def test_the_prefix_of_old_types_is_dropped() -> None:
    read = read_decision_tables(table(inputs=column(written=' typeRef="feel:boolean"')), FILE)
    assert read.inputs[0].kind is Kind.BOOLEAN
