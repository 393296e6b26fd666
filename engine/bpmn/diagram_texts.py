"""Every text of a diagram's file that the engine will evaluate, by the place it stands in."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from engine.bpmn.diagram_parts import Place, Text
from engine.bpmn.elements import BPMN, FLOW_NODES, NAMESPACES, read_properties

PROPERTIES = {
    "person": Place.PERSON,
    "due": Place.DUE,
    "correlation_key": Place.CORRELATION_KEY,
    "start_rule": Place.START_RULE,
}
BELOW = {
    "bpmn:script": Place.SCRIPT,
    "bpmn:timerEventDefinition/bpmn:timeDate": Place.TIMER_DATE,
    "bpmn:timerEventDefinition/bpmn:timeDuration": Place.TIMER_DURATION,
    "bpmn:timerEventDefinition/bpmn:timeCycle": Place.TIMER_CYCLE,
    "bpmn:multiInstanceLoopCharacteristics/bpmn:loopCardinality": Place.CARDINALITY,
    "bpmn:multiInstanceLoopCharacteristics/bpmn:loopDataInputRef": Place.COLLECTION,
    "bpmn:multiInstanceLoopCharacteristics/bpmn:completionCondition": Place.COMPLETION,
    "bpmn:standardLoopCharacteristics/bpmn:loopCondition": Place.LOOP_CONDITION,
    "bpmn:conditionalEventDefinition/bpmn:condition": Place.EVENT_CONDITION,
}
WAITING = frozenset({Place.TIMER_DATE, Place.TIMER_DURATION})


def texts_of(root: etree._Element) -> Iterator[Text]:
    """Conditions, scripts, timers, persons, due dates, keys and repetitions, in the order of the file."""
    for element in root.iter(f"{{{BPMN}}}*"):
        kind, element_id = etree.QName(element).localname, element.get("id") or ""
        if kind == "sequenceFlow":
            for condition in element.iterfind("bpmn:conditionExpression", NAMESPACES):
                yield Text(element_id, Place.CONDITION, condition.text or "")
        elif kind in FLOW_NODES:
            yield from _of_node(element, element_id)


def _is_process(element: etree._Element | None) -> bool:
    return element is not None and element.tag == f"{{{BPMN}}}process"


def _of_node(element: etree._Element, element_id: str) -> Iterator[Text]:
    is_start = element.tag == f"{{{BPMN}}}startEvent" and _is_process(element.getparent())
    for path, place in BELOW.items():
        if is_start and place in WAITING:
            place = Place.START_RULE  # noqa: PLW2901 -- it is asked before there is an instance that could wait
        for found in element.iterfind(path, NAMESPACES):
            yield Text(element_id, place, found.text or "")
    for name, value in read_properties(element).items():
        if name in PROPERTIES:
            yield Text(element_id, PROPERTIES[name], value)
