"""A diagram or a decision table by element id, as plain text values, so that two of them can be compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from engine.bpmn.foreign_parts import DRAWING
from engine.bpmn.xml_safety import read_xml

_DERIVED = frozenset({"incoming", "outgoing"})  # said by the flows already
_WHOLE = frozenset({"rule", "input", "output"})  # of a table: one part with everything below it
_PROPERTY = "property"


@dataclass(frozen=True, slots=True)
class Part:
    """One element: what it is, what it is called, all that is said of it, and where it is drawn."""

    kind: str  # the tag: userTask, sequenceFlow, rule …
    name: str
    values: Mapping[str, str]
    place: str  # of its shape; "" where it is not drawn


def read_parts(data: bytes, file: str) -> dict[str, Part]:
    """Element id → part; raises Refused for XML that is unsafe."""
    root = read_xml(data, file)
    places = dict(_places(root))
    found: dict[str, Part] = {}
    for element in root.iter(etree.Element):
        one = element.get("id")
        if one and not _is_drawing(element) and not _is_inside_part(element):
            values = dict(_values(element, ""))
            found[one] = Part(_tag(element), element.get("name") or "", values, places.get(one, ""))
    return found


def _values(element: etree._Element, above: str) -> Iterator[tuple[str, str]]:
    """What is said of an element: its attributes, its texts, its extensions; not of parts inside it."""
    for name, value in element.items():
        local = etree.QName(name).localname
        if local != "id":
            yield f"{above}{local}", str(value)
    counted: dict[str, int] = {}
    for child in element.iterchildren(etree.Element):
        tag = _tag(child)
        if tag in _DERIVED or _is_drawing(child) or _is_part(child):
            continue
        if tag == _PROPERTY and child.get("name"):
            yield child.get("name") or "", child.get("value") or ""
            continue
        counted[tag] = counted.get(tag, 0) + 1
        number = "" if counted[tag] == 1 else f" {counted[tag]}"
        said = f"{above}{tag}{number}"
        text = " ".join((child.text or "").split())
        if text:
            yield said, text
        yield from _values(child, "" if tag in ("extensionElements", "properties") else f"{said}.")


def _is_part(element: etree._Element) -> bool:
    """Whether the element stands for itself in a comparison."""
    return bool(element.get("id")) and not _is_inside_part(element)


def _is_inside_part(element: etree._Element) -> bool:
    """Whether it belongs to a part around it whole: a cell to its rule, a definition to its event."""
    if _tag(element).endswith("EventDefinition") or _is_extension(element):
        return True
    return any(_tag(one) in _WHOLE or _is_extension(one) for one in element.iterancestors())


def _is_extension(element: etree._Element) -> bool:
    namespace = etree.QName(element).namespace or ""
    return "omg.org/" not in namespace


def _is_drawing(element: etree._Element) -> bool:
    namespace = etree.QName(element).namespace or ""
    return namespace in DRAWING or "DMNDI" in namespace


def _places(root: etree._Element) -> Iterator[tuple[str, str]]:
    for shape in root.iter(etree.Element):
        target = shape.get("bpmnElement")
        if target:
            numbers = [
                "/".join(str(point.get(name)) for name in ("x", "y", "width", "height") if point.get(name))
                for point in shape.iterchildren(etree.Element)
                if point.get("x")
            ]
            yield target, " ".join(numbers)


def _tag(element: etree._Element) -> str:
    return etree.QName(element).localname
