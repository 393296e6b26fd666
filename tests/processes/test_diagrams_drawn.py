"""Every diagram can be shown to anybody: all of it drawn, labelled in two languages, nothing hidden."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from engine.bpmn.xml_safety import read_xml
from tests.processes.drawn import BPMN, FLOW_NODES, LABEL_EN, NAMESPACES, faults, read_drawing

ROOM = Path(__file__).parents[2] / "processes"
DIAGRAMS = sorted(ROOM.glob("*/*.bpmn"))
TABLES = sorted(ROOM.glob("*/*.dmn"))
ROLES = {
    "recipient", "assistant", "legal_representative", "caseworker", "head_of_service", "finance",
    "ministry_officer", "process_owner", "contest_authority", "provider_organisation", "auditor",
    "administrator",
}  # fmt: skip
SNAKE_CASE = re.compile(r"[a-z][a-z0-9_]{0,63}")
PROPERTIES = "bpmn:extensionElements/spiffworkflow:properties/spiffworkflow:property"
DMN = {
    "dmn": "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "dmndi": "https://www.omg.org/spec/DMN/20191111/DMNDI/",
}

of_every_diagram = pytest.mark.parametrize("path", DIAGRAMS, ids=lambda path: path.stem)
of_every_table = pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)


def read(path: Path) -> etree._Element:
    return read_xml(path.read_bytes(), path.name)


def test_all_six_processes_and_two_tables_are_here() -> None:
    expected = {
        "assistant_service", "assessment_questionnaire", "assessment_child",
        "monthly_confirmation", "month_correction", "ministry_claim",
    }  # fmt: skip
    assert expected <= {path.stem for path in DIAGRAMS}
    assert {"eligibility", "support_level"} <= {path.stem for path in TABLES}


@of_every_diagram
def test_the_drawing_is_sound(path: Path) -> None:
    assert faults(read_drawing(read(path))) == []


@of_every_diagram
def test_names_agree(path: Path) -> None:
    root = read(path)
    processes = root.findall("bpmn:process", NAMESPACES)
    assert [process.get("id") for process in processes] == [path.stem] == [path.parent.name]
    assert processes[0].get("isExecutable") == "true"
    ids = [one for one in (element.get("id") for element in root.iter(f"{{{BPMN}}}*")) if one]
    assert [one for one in ids if not SNAKE_CASE.fullmatch(one)] == []
    assert [one for one, times in Counter(ids).items() if times > 1] == []


def test_no_step_shares_its_id_with_another_process() -> None:
    seen = Counter(
        element.get("id")
        for path in DIAGRAMS
        for element in read(path).iter(*(f"{{{BPMN}}}{kind}" for kind in FLOW_NODES))
    )
    assert [one for one, times in seen.items() if times > 1] == []


@of_every_diagram
def test_user_tasks_say_who_acts_and_on_which_form(path: Path) -> None:
    root = read(path)
    for task in root.iter(f"{{{BPMN}}}userTask"):
        properties = {item.get("name"): item.get("value") for item in task.iterfind(PROPERTIES, NAMESPACES)}
        assert properties["role"] in ROLES, task.get("id")
        assert properties["formJsonSchemaFilename"] == f"{task.get('id')}.json"
        assert properties.get("due"), task.get("id")


def test_other_people_named_by_a_task_are_user_tasks() -> None:
    tasks = {task.get("id") for path in DIAGRAMS for task in read(path).iter(f"{{{BPMN}}}userTask")}
    named = {
        other.strip()
        for path in DIAGRAMS
        for item in read(path).iterfind(".//spiffworkflow:property[@name='not_same_person_as']", NAMESPACES)
        for other in (item.get("value") or "").split(",")
    }
    assert named <= tasks
    assert {"assess_need", "draft_decision", "confirm_child", "review_claim", "approve_decision"} <= named


@of_every_table
def test_tables_are_drawn_and_every_row_is_explained(path: Path) -> None:
    root = read(path)
    decisions = [decision.get("id") for decision in root.findall("dmn:decision", DMN)]
    assert decisions == [path.stem]
    drawn = [shape.get("dmnElementRef") for shape in root.iterfind(".//dmndi:DMNShape", DMN)]
    assert drawn == decisions
    rules = root.findall(".//dmn:rule", DMN)
    assert rules
    assert [rule.get("id") for rule in rules if not rule.findtext("dmn:description", "", DMN).strip()] == []


def _shape(root: etree._Element, element_id: str) -> etree._Element:
    found = root.find(f".//*[@bpmnElement='{element_id}']")
    assert found is not None
    return found


def _bounds(root: etree._Element, element_id: str) -> etree._Element:
    found = _shape(root, element_id).find("dc:Bounds", NAMESPACES)
    assert found is not None
    return found


def _lose_a_shape(root: etree._Element) -> None:
    shape = _shape(root, "check_month")
    parent = shape.getparent()
    assert parent is not None
    parent.remove(shape)


def _stack_two_tasks(root: etree._Element) -> None:
    _bounds(root, "check_month").attrib.update(dict(_bounds(root, "review_findings").attrib))


def _drop_a_boundary_event(root: etree._Element) -> None:
    _bounds(root, "deadline_passed").set("y", "10")


def _forget_english(root: etree._Element) -> None:
    found = root.find(f".//bpmn:userTask[@id='confirm_month']//{LABEL_EN}", NAMESPACES)
    assert found is not None
    found.set("value", "")


def _forget_latvian(root: etree._Element) -> None:
    found = root.find(".//bpmn:exclusiveGateway[@id='who_confirms']", NAMESPACES)
    assert found is not None
    found.set("name", "")


def _bend_a_line(root: etree._Element) -> None:
    flow = root.find(".//bpmn:sequenceFlow[@sourceRef='check_month']", NAMESPACES)
    assert flow is not None
    _shape(root, flow.get("id") or "")[-1].set("y", "3")


def _push_a_label(root: etree._Element) -> None:
    label = _shape(root, "month_rejected").find("bpmndi:BPMNLabel/dc:Bounds", NAMESPACES)
    assert label is not None
    label.attrib.update({side: str(_bounds(root, "reject_month").get(side)) for side in ("x", "y")})


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (_lose_a_shape, "check_month is drawn 0 times"),
        (_stack_two_tasks, "check_month overlaps review_findings"),
        (_drop_a_boundary_event, "deadline_passed is not on the border of collect_signatures"),
        (_forget_english, "confirm_month is named in one language only"),
        (_forget_latvian, "who_confirms has no name"),
        (_bend_a_line, "runs askew"),
        (_push_a_label, "the label of month_rejected lies on reject_month"),
    ],
)
def test_a_spoilt_drawing_is_noticed(spoil: Callable[[etree._Element], None], sentence: str) -> None:
    root = read(ROOM / "monthly_confirmation" / "monthly_confirmation.bpmn")
    spoil(root)
    assert any(sentence in fault for fault in faults(read_drawing(root)))
