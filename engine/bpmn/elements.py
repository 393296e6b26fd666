"""What a diagram says about each of its elements beside the flow: labels, roles, due rules, operations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
SPIFF = "http://spiffworkflow.org/bpmn/schema/1.0/core"
NAMESPACES = {"bpmn": BPMN, "spiffworkflow": SPIFF}

ACTIVITIES = frozenset(
    {
        "userTask",
        "manualTask",
        "serviceTask",
        "businessRuleTask",
        "scriptTask",
        "sendTask",
        "receiveTask",
        "task",
        "callActivity",
        "subProcess",
    }
)
EVENTS = frozenset(
    {"startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"}
)
GATEWAYS = frozenset(
    {"exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway"}
)
FLOW_NODES = ACTIVITIES | EVENTS | GATEWAYS | {"transaction", "adHocSubProcess"}


@dataclass(frozen=True, slots=True)
class Element:
    """One node of a diagram as its owner described it."""

    process_id: str
    element_id: str
    kind: str  # local BPMN tag: userTask, serviceTask, boundaryEvent, ...
    label: str  # Latvian
    label_en: str
    role: str = ""  # who may act: the task's own property, else its lane's
    person: str = ""  # expression: the person ids who alone may act
    not_same_person_as: tuple[str, ...] = ()
    sign_in_again: bool = False  # whoever does it shows anew who they are; no other system may
    due: str = ""  # expression: the day or instant by which to act
    operation: str = ""  # service task: name in the registry
    decision: str = ""  # business rule task: id of its table
    message: str = ""  # catch or throw event: name of its message
    correlation_key: str = ""  # expression; empty means the instance's business key
    properties: dict[str, str] = field(default_factory=dict)

    def title(self, language: str) -> str:
        """The label in a language; Latvian where English is missing."""
        return (self.label_en if language == "en" else self.label) or self.label or self.element_id


def read_elements(root: etree._Element) -> dict[str, Element]:
    """Every flow node of a diagram by id, sub-processes included."""
    messages = {node.get("id"): node.get("name") or "" for node in root.iter(f"{{{BPMN}}}message")}
    lanes = dict(_lane_roles(root))
    found: dict[str, Element] = {}
    for process in root.iter(f"{{{BPMN}}}process"):
        for node in process.iter():
            if isinstance(node.tag, str) and etree.QName(node).localname in FLOW_NODES:
                element = _read_element(node, process.get("id") or "", lanes, messages)
                found[element.element_id] = element
    return found


def _read_element(
    node: etree._Element, process_id: str, lanes: dict[str, str], messages: dict[str | None, str]
) -> Element:
    properties = read_properties(node)
    element_id = node.get("id") or ""
    message_ref = node.find("bpmn:messageEventDefinition", NAMESPACES)
    reference = node.get("messageRef") or (message_ref.get("messageRef") if message_ref is not None else None)
    return Element(
        process_id=process_id,
        element_id=element_id,
        kind=etree.QName(node).localname,
        label=" ".join((node.get("name") or "").split()),
        label_en=properties.get("label_en", ""),
        role=properties.get("role") or _role_of_lane(node, lanes),
        person=properties.get("person", ""),
        not_same_person_as=tuple(
            part.strip() for part in properties.get("not_same_person_as", "").split(",") if part.strip()
        ),
        sign_in_again=properties.get("sign_in_again") == "yes",
        due=properties.get("due", ""),
        operation=_operation(node),
        decision=(node.findtext("bpmn:extensionElements/spiffworkflow:calledDecisionId", "", NAMESPACES)),
        message=messages.get(reference, "") if reference else "",
        correlation_key=properties.get("correlation_key", ""),
        properties=properties,
    )


def read_properties(node: etree._Element) -> dict[str, str]:
    """The `spiffworkflow:properties` of an element."""
    path = "bpmn:extensionElements/spiffworkflow:properties/spiffworkflow:property"
    return {item.get("name") or "": item.get("value") or "" for item in node.iterfind(path, NAMESPACES)}


def _operation(node: etree._Element) -> str:
    operator = node.find("bpmn:extensionElements/spiffworkflow:serviceTaskOperator", NAMESPACES)
    return "" if operator is None else operator.get("id") or ""


def _lane_roles(root: etree._Element) -> Iterator[tuple[str, str]]:
    for lane in root.iter(f"{{{BPMN}}}lane"):
        role = (lane.get("id") or "").removeprefix("lane_").rstrip("_0123456789")
        for reference in lane.iterfind("bpmn:flowNodeRef", NAMESPACES):
            yield (reference.text or "").strip(), role


def _role_of_lane(node: etree._Element, lanes: dict[str, str]) -> str:
    """The lane of the element, or of the sub-process around it."""
    current: etree._Element | None = node
    while current is not None:
        role = lanes.get(current.get("id") or "")
        if role:
            return role
        current = current.getparent()
    return ""
