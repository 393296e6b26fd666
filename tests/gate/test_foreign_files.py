"""Files as other programs write them: they are read, and what is foreign is named with its element."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from lxml import etree

from engine.errors import Finding, Severity
from engine.gate.release import check_files
from tests.gate.places import HERE

FOREIGN = HERE / "foreign"
DIAGRAMS = ("bpmn_io", "camunda_7", "camunda_8")
BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
KNOWN = (BPMN, "http://www.omg.org/", "http://www.w3.org/")
ORDERS = {
    "bpmn_io": set(),
    "camunda_7": {
        ("Activity_call", "camunda:in"),
        ("Activity_call", "camunda:out"),
        ("Activity_check", "camunda:assignee"),
        ("Activity_check", "camunda:dueDate"),
        ("Activity_check", "camunda:script"),
        ("Activity_check", "camunda:taskListener"),
        ("Activity_decide", "camunda:decisionRef"),
        ("Activity_pay", "camunda:class"),
        ("Activity_pay", "camunda:field"),
        ("Activity_pay", "camunda:inputOutput"),
        ("Activity_pay", "camunda:script"),
        ("Activity_script", "camunda:collection"),
        ("Flow_1c", "camunda:executionListener"),
        ("camunda_7", "camunda:executionListener"),
    },
    "camunda_8": {
        ("Activity_call", "zeebe:ioMapping"),
        ("Activity_call", "zeebe:taskDefinition"),
        ("Activity_check", "zeebe:taskListener"),
        ("Activity_check", "zeebe:taskListeners"),
        ("Activity_decide", "zeebe:calledDecision"),
        ("Activity_script", "zeebe:loopCharacteristics"),
        ("Activity_script", "zeebe:script"),
        ("Message_answer", "zeebe:subscription"),
        ("camunda_8", "zeebe:executionListener"),
        ("camunda_8", "zeebe:executionListeners"),
    },
}
"""What Camunda would run or work out: refused until it is said in our way and taken out."""


def found_in(name: str) -> list[Finding]:
    path = FOREIGN / name
    return check_files({name: path.read_bytes()}, is_whole=False, is_complete=False)


def foreign_parts(root: etree._Element) -> Iterator[tuple[str, str]]:
    """(id of the element of BPMN around it, its name as it is written) of what belongs to no standard."""
    for element in root.iter(etree.Element):
        around = next(
            (one.get("id") or "" for one in (element, *element.iterancestors())
             if one.get("id") and etree.QName(one).namespace == BPMN), "",
        )  # fmt: skip
        if not (etree.QName(element).namespace or "").startswith(KNOWN):
            yield around, f"{element.prefix}:{etree.QName(element).localname}"
        if (etree.QName(element).namespace or "") == BPMN:
            prefixes = {namespace: prefix for prefix, namespace in element.nsmap.items()}
            for written in element.attrib:
                namespace = etree.QName(str(written)).namespace
                if namespace and not namespace.startswith(KNOWN):
                    yield around, f"{prefixes[namespace]}:{etree.QName(str(written)).localname}"


@pytest.mark.parametrize("name", DIAGRAMS)
def test_everything_foreign_is_named_with_its_element(name: str) -> None:
    told = [one for one in found_in(f"{name}.bpmn") if one.rule in {"foreign_order", "foreign_part"}]
    named = {(one.element, str(one.message).split("”")[0].lstrip("“")) for one in told}
    assert named == set(foreign_parts(etree.parse(FOREIGN / f"{name}.bpmn").getroot()))
    orders = {
        (one.element, str(one.message).split("”")[0].lstrip("“"))
        for one in told
        if one.rule == "foreign_order"
    }
    assert orders == ORDERS[name]
    assert {one.severity for one in told if one.rule == "foreign_order"} <= {Severity.ERROR}
    assert {one.severity for one in told if one.rule == "foreign_part"} <= {Severity.WARNING}


WANTED = {
    "bpmn_io.bpmn": {
        ("Activity_check", "cannot_be_run"),
        ("Activity_write", "cannot_be_run"),
        ("DataStoreReference_register", "cannot_be_run"),
        ("Flow_0c", "expression"),
        ("bpmn_io", "not_executable"),
    },
    "camunda_7.bpmn": {
        ("Activity_check", "no_role"),
        ("Activity_decide", "no_table"),
        ("Activity_pay", "no_operation"),
        ("Activity_script", "cannot_be_run"),
        ("Event_remind", "repeating_timer"),
        ("Flow_1c", "expression"),
    },
    "camunda_8.bpmn": {
        ("Activity_call", "no_operation"),
        ("Activity_check", "no_role"),
        ("Activity_decide", "no_table"),
        ("Flow_2c", "expression"),
        ("Message_answer", "unknown_message"),
    },
    "camunda_7.dmn": {
        ("LiteralExpression_2", "expression_language"),
        ("UnaryTests_2", "expression_language"),
        ("rule_2/Punkti", "cell"),
    },
    "camunda_8.dmn": {("", "one_table")},
    "camunda_form.json": {
        ("Field_7", "unknown_component"),
        ("Field_8", "unknown_component"),
        ("name", "bad_expression"),
        ("name", "unknown_key"),
        ("pick", "unknown_key"),
        ("total", "bad_expression"),
    },
}


@pytest.mark.parametrize("name", WANTED)
def test_what_keeps_it_from_running_here_is_told(name: str) -> None:
    errors = {(one.element, one.rule) for one in found_in(name) if one.severity is Severity.ERROR}
    assert errors >= WANTED[name]


def test_each_file_is_looked_at() -> None:
    assert {path.name for path in FOREIGN.iterdir()} == set(WANTED)
