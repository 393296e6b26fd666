"""Reads a diagram's file into plain values, so that it can be judged before the engine ever parses it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from engine.bpmn.diagram_data import data_uses
from engine.bpmn.diagram_parts import (
    Declared,
    Diagram,
    Event,
    Flow,
    Loop,
    Node,
    Process,
    Reference,
    Stranger,
)
from engine.bpmn.diagram_texts import texts_of
from engine.bpmn.elements import BPMN, FLOW_NODES, NAMESPACES, SPIFF, read_elements, read_properties
from engine.bpmn.foreign_parts import DRAWING, doubled, foreign_element, misplaced_attributes
from engine.bpmn.xml_safety import check_ids, read_xml
from engine.errors import Finding, Refused, Severity
from engine.messages_catalogue import msg

EVENTS = frozenset({"message", "timer", "signal", "error", "escalation", "conditional", "terminate"})
"""The kinds of events that may be drawn."""
DECLARED = frozenset({"message", "signal", "error", "escalation"})
SCOPES = frozenset({"process", "subProcess", "transaction", "adHocSubProcess"})
ABOUT_IT = frozenset({"documentation", "extensionElements", "incoming", "outgoing", "text", "script"})
KNOWN = (
    (FLOW_NODES - {"transaction", "adHocSubProcess", "complexGateway", "task", "manualTask", "sendTask"})
    | {f"{kind}EventDefinition" for kind in EVENTS}
    | ABOUT_IT
    | {"definitions", "collaboration", "participant", "messageFlow", "message", "signal", "error"}
    | {"process", "laneSet", "lane", "childLaneSet", "flowNodeRef", "sequenceFlow", "conditionExpression"}
    | {"timeDate", "timeDuration", "timeCycle", "textAnnotation", "association", "group"}
    | {"category", "categoryValue", "categoryValueRef", "multiInstanceLoopCharacteristics"}
    | {"loopCardinality", "loopDataInputRef", "loopDataOutputRef", "inputDataItem", "outputDataItem"}
    | {"completionCondition", "standardLoopCharacteristics", "loopCondition", "condition", "escalation"}
    | {"dataObject", "dataObjectReference", "dataInputAssociation", "dataOutputAssociation"}
    | {"sourceRef", "targetRef", "property", "ioSpecification", "dataInput", "dataOutput"}
    | {"inputSet", "outputSet", "dataInputRefs", "dataOutputRefs"}
)
"""BPMN's own tags that a diagram may hold; anything else is a stranger."""
STRANGE_WHEN = {"isForCompensation": "true", "triggeredByEvent": "false"}
"""Attributes that mean something only as the other value; SpiffWorkflow takes a written “false” for true."""
KNOWN_EXTENSIONS = frozenset({"properties", "property", "serviceTaskOperator", "calledDecisionId"})


def read_diagram(data: bytes, file: str) -> Diagram:
    """The diagram in this file; raises Refused for XML that is unsafe, is no BPMN, or has unusable ids."""
    root = read_xml(data, file)
    if root.tag != f"{{{BPMN}}}definitions":
        raise Refused([_finding(file, "not_bpmn", msg("This is not a process diagram (BPMN 2.0)."))])
    if findings := check_ids(root, file):
        raise Refused(findings)
    nodes = {node.element_id: node for node in _nodes(root) if node.element_id}
    return Diagram(
        file=file,
        processes=tuple(_processes(root)),
        nodes=nodes,
        flows=tuple(_flows(root)),
        texts=tuple(texts_of(root)),
        declared=tuple(_declared(root)),
        strangers=tuple(_strangers(root)),
        references=tuple(_references(root)),
        elements=read_elements(root),
        data=tuple(data_uses(root)),
        nameless=tuple(_nameless(root)),
        xml=data.decode("utf-8-sig"),
    )


def _finding(file: str, rule: str, message: object) -> Finding:
    return Finding(file, "", rule, Severity.ERROR, message)  # type: ignore[arg-type]


def _processes(root: etree._Element) -> Iterator[Process]:
    for process in root.iterfind("bpmn:process", NAMESPACES):
        said = read_properties(process)
        yield Process(
            process_id=process.get("id") or "",
            is_executable=process.get("isExecutable") == "true",
            label=" ".join((process.get("name") or "").split()),
            label_en=said.get("label_en", ""),
            about=" ".join(process.findtext("bpmn:documentation", "", NAMESPACES).split()),
            about_en=said.get("about_en", ""),
            begun_like=said.get("begun_like", ""),
        )


def _nodes(root: etree._Element) -> Iterator[Node]:
    for process in root.iterfind("bpmn:process", NAMESPACES):
        for element in process.iter(f"{{{BPMN}}}*"):
            kind = etree.QName(element).localname
            if kind in FLOW_NODES and not _below_extension(element):
                yield Node(
                    element_id=element.get("id") or "",
                    kind=kind,
                    process_id=process.get("id") or "",
                    scope=_scope(element),
                    attached_to=element.get("attachedToRef") or "",
                    is_interrupting=_is_interrupting(element),
                    default=element.get("default") or "",
                    events=tuple(_events(element)),
                    calls=element.get("calledElement") or "",
                    message=element.get("messageRef") or "",
                    by_event=element.get("triggeredByEvent") == "true",
                    loop=_loop(element),
                )


def _is_interrupting(element: etree._Element) -> bool:
    """Of a border event, or of the start of an event sub-process."""
    written = element.get("cancelActivity") or element.get("isInterrupting") or "true"
    return written.lower() == "true"


def _events(element: etree._Element) -> Iterator[Event]:
    for child in element.iterfind("bpmn:*", NAMESPACES):
        name = etree.QName(child).localname
        if name.endswith("EventDefinition"):
            kind = name.removesuffix("EventDefinition")
            yield Event(kind, child.get(f"{kind}Ref") or "")


def _loop(element: etree._Element) -> Loop | None:
    for kind in ("multiInstance", "standard"):
        found = element.find(f"bpmn:{kind}LoopCharacteristics", NAMESPACES)
        if found is not None:
            return Loop(
                kind=kind,
                item=_item(found, "bpmn:inputDataItem"),
                over=found.findtext("bpmn:loopDataInputRef", "", NAMESPACES).strip(),
                count=found.findtext("bpmn:loopCardinality", "", NAMESPACES).strip(),
                output=found.findtext("bpmn:loopDataOutputRef", "", NAMESPACES).strip(),
                answer=_item(found, "bpmn:outputDataItem"),
                most=found.get("loopMaximum") or "",
                condition=found.findtext("bpmn:loopCondition", "", NAMESPACES).strip(),
            )
    return None


def _item(loop: etree._Element, path: str) -> str:
    """The id of an item is the name of its value."""
    item = loop.find(path, NAMESPACES)
    return "" if item is None else item.get("id") or ""


def _flows(root: etree._Element) -> Iterator[Flow]:
    for element in root.iter(f"{{{BPMN}}}sequenceFlow"):
        yield Flow(
            element_id=element.get("id") or "",
            source=element.get("sourceRef") or "",
            target=element.get("targetRef") or "",
            scope=_scope(element),
            condition=(element.findtext("bpmn:conditionExpression", "", NAMESPACES)).strip(),
        )


def _scope(element: etree._Element) -> str:
    above = element.getparent()
    while above is not None and etree.QName(above).localname not in SCOPES:
        above = above.getparent()
    return "" if above is None else above.get("id") or ""


def _declared(root: etree._Element) -> Iterator[Declared]:
    for kind in sorted(DECLARED):
        for element in root.iterfind(f"bpmn:{kind}", NAMESPACES):
            code = element.get(f"{kind}Code") or ""
            yield Declared(kind, element.get("id") or "", element.get("name") or "", code)


def _references(root: etree._Element) -> Iterator[Reference]:
    for lane in root.iter(f"{{{BPMN}}}lane"):
        for reference in lane.iterfind("bpmn:flowNodeRef", NAMESPACES):
            yield Reference(lane.get("id") or "", "lane", (reference.text or "").strip())
    for participant in root.iter(f"{{{BPMN}}}participant"):
        if participant.get("processRef"):
            yield Reference(participant.get("id") or "", "participant", participant.get("processRef") or "")
    everything = {element.get("id") for element in root.iter(f"{{{BPMN}}}*")}
    for shape in root.iter("{http://www.omg.org/spec/BPMN/20100524/DI}*"):
        target = shape.get("bpmnElement")
        if target and target not in everything:
            yield Reference(target, "shape", target)


def _nameless(root: etree._Element) -> Iterator[str]:
    for element in root.iter(f"{{{BPMN}}}*"):
        kind = etree.QName(element).localname
        if kind in FLOW_NODES | DECLARED | {"sequenceFlow", "process"} and not element.get("id"):
            yield kind


def _strangers(root: etree._Element) -> Iterator[Stranger]:
    for element in root.iter(etree.Element):
        name = etree.QName(element)
        for attribute, value in STRANGE_WHEN.items():
            if element.get(attribute) == value:
                yield Stranger(attribute, _nearest_id(element), is_run=True)
        if _below_stranger(element):
            continue
        owner = _nearest_id(element, namespace=BPMN)
        yield from misplaced_attributes(element, owner)
        yield from doubled(element, owner)
        if name.namespace in DRAWING or (name.namespace == SPIFF and name.localname in KNOWN_EXTENSIONS):
            continue
        if name.namespace not in {BPMN, SPIFF}:
            yield foreign_element(element, owner)
        elif name.namespace == SPIFF or name.localname not in KNOWN or _is_hidden(element):
            yield Stranger(name.localname, owner, is_run=True)


def _below_extension(element: etree._Element) -> bool:
    return any(one.tag == f"{{{BPMN}}}extensionElements" for one in element.iterancestors())


def _below_stranger(element: etree._Element) -> bool:
    """Whether a piece of BPMN around it stands in an extension and is told already."""
    above = element.getparent()
    return above is not None and etree.QName(above).namespace == BPMN and _below_extension(above)


def _is_hidden(element: etree._Element) -> bool:
    """Whether a piece of BPMN stands where the engine would find it, but no editor shows it."""
    above = element.getparent()
    kind = etree.QName(element).localname
    if _below_extension(element):
        return True
    if kind in FLOW_NODES | {"sequenceFlow"}:
        return above is None or above.tag not in {f"{{{BPMN}}}{scope}" for scope in SCOPES}
    if kind.endswith("EventDefinition"):
        return above is None or not etree.QName(above).localname.endswith(("Event", "Task"))
    if kind == "ioSpecification":
        return above is None or above.tag != f"{{{BPMN}}}process"
    if kind == "process":
        return above is None or above.getparent() is not None
    return False


def _nearest_id(element: etree._Element, namespace: str = "") -> str:
    """Of the element or what it stands in; in this namespace, where one is named."""
    nearest: etree._Element | None = element
    while nearest is not None and not (
        nearest.get("id") and namespace in {"", etree.QName(nearest).namespace}
    ):
        nearest = nearest.getparent()
    return "" if nearest is None else nearest.get("id") or ""
