"""A diagram written anew as another process: its name, its ids, its title; all else stays as it was drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from engine.bpmn.elements import BPMN, NAMESPACES, SPIFF
from engine.bpmn.xml_safety import REFERENCE_TEXTS, REFERENCES, read_xml

LEFT_OUT = ("about_en", "start_rule")  # the copy is another process, and none that begins by the calendar
PROPERTIES = "bpmn:extensionElements/spiffworkflow:properties"


@dataclass(frozen=True, slots=True)
class Copy:
    """What the copy is called."""

    process_id: str
    title: str  # Latvian
    title_en: str
    renamed: Mapping[str, str] = field(default_factory=dict)  # step's id → its id in the copy
    begun_like: str = ""  # the process whose values it may count on while no diagram calls it


def copied(data: bytes, file: str, copy: Copy) -> bytes:
    """The diagram as the other process; Refused where it cannot be read."""
    root = read_xml(data, file)
    process = root.find("bpmn:process", NAMESPACES)
    if process is None:
        return data
    names = {**copy.renamed, process.get("id") or "": copy.process_id}
    for element in root.iter(etree.Element):
        _rename(element, names)
    for element in list(root.iterfind(f".//{{{SPIFF}}}property")):
        _property(element, copy.renamed)
    for titled in (process, *_participants(root, copy.process_id)):
        titled.set("name", copy.title)
        _say(titled, "label_en", copy.title_en)
    if copy.begun_like:
        _say(process, "begun_like", copy.begun_like)
    for said in process.findall("bpmn:documentation", NAMESPACES):
        process.remove(said)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _participants(root: etree._Element, process_id: str) -> Iterator[etree._Element]:
    for one in root.iterfind("bpmn:collaboration/bpmn:participant", NAMESPACES):
        if one.get("processRef") == process_id:
            yield one


def _rename(element: etree._Element, names: Mapping[str, str]) -> None:
    """Its own id and what it refers to; an operation may be called as a step and keeps its name."""
    if (etree.QName(element).namespace or "") == SPIFF:
        return
    for name in REFERENCES:
        if (value := element.get(name)) in names:
            element.set(name, names[str(value)])
    if etree.QName(element).localname in REFERENCE_TEXTS and (element.text or "").strip() in names:
        element.text = names[(element.text or "").strip()]


def _property(element: etree._Element, renamed: Mapping[str, str]) -> None:
    """What a property says of steps; those that are not the copy's are taken out."""
    name, value = element.get("name"), element.get("value") or ""
    if name in LEFT_OUT:
        around = element.getparent()
        if around is not None:
            around.remove(element)
    elif name == "formJsonSchemaFilename":
        step = value.removesuffix(".json")
        element.set("value", f"{renamed.get(step, step)}.json")
    elif name == "not_same_person_as":
        steps = [one.strip() for one in value.split(",")]
        element.set("value", ", ".join(renamed.get(one, one) for one in steps if one))


def _say(element: etree._Element, name: str, value: str) -> None:
    """Set a property, in the list that stands there or in a new one."""
    found = element.find(PROPERTIES, NAMESPACES)
    if found is None:
        extensions = element.find("bpmn:extensionElements", NAMESPACES)
        if extensions is None:
            extensions = etree.Element(f"{{{BPMN}}}extensionElements")
            element.insert(len(element.findall("bpmn:documentation", NAMESPACES)), extensions)
        found = etree.SubElement(extensions, f"{{{SPIFF}}}properties")
    for one in found.iterfind(f"{{{SPIFF}}}property"):
        if one.get("name") == name:
            one.set("value", value)
            return
    etree.SubElement(found, f"{{{SPIFF}}}property", name=name, value=value)
