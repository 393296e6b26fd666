"""What other programs left in a diagram's file, and what of our own stands there twice.

Nothing of another program is ever run here. What would make it run or work something out is told apart
from what only describes: an owner must not believe that it counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from engine.bpmn.diagram_parts import Stranger
from engine.bpmn.elements import BPMN, NAMESPACES, SPIFF

DRAWING = frozenset(
    {
        "http://www.omg.org/spec/BPMN/20100524/DI",
        "http://www.omg.org/spec/DD/20100524/DC",
        "http://www.omg.org/spec/DD/20100524/DI",
        "http://www.w3.org/2001/XMLSchema-instance",
    }
)
ORDERS = frozenset(
    {
        "calledDecision", "calledElement", "caseRef", "class", "collection", "connector", "decisionRef",
        "delegateExpression", "executionListener", "executionListeners", "expression", "field", "in",
        "inputOutput", "ioMapping", "loopCharacteristics", "out", "resource", "script", "skipExpression",
        "subscription", "taskDefinition", "taskListener", "taskListeners", "topic", "type",
        "variableMappingClass", "variableMappingDelegateExpression",
    }
)  # fmt: skip
"""Names by which Camunda 7 and 8, Flowable and Activiti are told what to run."""
EVALUATED = ("${", "#{", "=")
"""How a text begins that those programs would work out."""
LANGUAGES = frozenset({"", "python"})
"""What owners write looks like Python and is read by our interpreter."""
ONCE = ("serviceTaskOperator", "calledDecisionId", "properties")
_NEUTRAL = DRAWING | {None, BPMN, "http://www.w3.org/XML/1998/namespace"}


def foreign_element(element: etree._Element, owner: str) -> Stranger:
    """An element of another program; `owner` is the id of what it belongs to."""
    name = etree.QName(element).localname
    tag = f"{element.prefix}:{name}" if element.prefix else name
    return Stranger(tag, owner, is_run=False, is_order=name in ORDERS)


def misplaced_attributes(element: etree._Element, owner: str) -> Iterator[Stranger]:
    """Attributes of other programs, texts in another language, values that would get lost."""
    own = etree.QName(element).namespace
    if own in DRAWING:
        return  # colours of shapes and the like
    prefixes = {namespace: prefix for prefix, namespace in element.nsmap.items() if prefix}
    for written, value in element.attrib.items():
        name = etree.QName(str(written))
        if name.namespace in _NEUTRAL:
            continue
        tag = f"{prefixes.get(name.namespace, '')}:{name.localname}"
        is_order = name.localname in ORDERS or str(value).strip().startswith(EVALUATED)
        yield Stranger(tag, owner, is_run=name.namespace == SPIFF, is_order=is_order)
    for attribute in ("scriptFormat", "language") if own == BPMN else ():
        if (element.get(attribute) or "").strip().lower() not in LANGUAGES:
            yield Stranger(attribute, owner, is_run=True)
    if own == SPIFF and element.get("resultVariable") is not None:
        yield Stranger("resultVariable", owner, is_run=True)


def doubled(element: etree._Element, owner: str) -> Iterator[Stranger]:
    """What an element says twice, so that readers of the file could differ about what counts."""
    for name in ONCE:
        if len(element.findall(f"bpmn:extensionElements/spiffworkflow:{name}", NAMESPACES)) > 1:
            yield Stranger(name, owner, is_run=True)
    path = "bpmn:extensionElements/spiffworkflow:properties/spiffworkflow:property"
    names = Counter(item.get("name") for item in element.iterfind(path, NAMESPACES))
    if any(count > 1 for count in names.values()):
        yield Stranger("property", owner, is_run=True)
