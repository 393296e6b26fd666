"""Data objects of a diagram's file: where they are drawn, and which steps read and write them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from engine.bpmn.diagram_parts import DataUse
from engine.bpmn.elements import BPMN, NAMESPACES

ASSOCIATIONS = {"dataInputAssociation": "bpmn:sourceRef", "dataOutputAssociation": "bpmn:targetRef"}


def data_uses(root: etree._Element) -> Iterator[DataUse]:
    """Every reference and every association, in the order of the file."""
    references = {one.get("id"): one for one in root.iter(f"{{{BPMN}}}dataObjectReference")}
    for element in root.iter(f"{{{BPMN}}}*"):
        kind = etree.QName(element).localname
        host = element.getparent()
        if host is None:
            continue
        tag = etree.QName(host).localname
        if kind == "dataObjectReference":
            yield DataUse(element.get("id") or "", kind, tag, _object(element, element))
        elif kind in ASSOCIATIONS:
            for named in element.iterfind(ASSOCIATIONS[kind], NAMESPACES):
                reference = references.get((named.text or "").strip())
                yield DataUse(host.get("id") or "", kind, tag, _object(reference, host))


def _object(reference: etree._Element | None, seen_from: etree._Element) -> str:
    """The id of the data object, if it stands in a scope around."""
    name = "" if reference is None else reference.get("dataObjectRef") or ""
    for scope in seen_from.iterancestors():
        if any(one.get("id") == name for one in scope.iterfind("bpmn:dataObject", NAMESPACES)):
            return name
    return ""
