"""What differs between two releases, element by element, in everyday words."""

from __future__ import annotations

from collections.abc import Mapping

from engine.drafting.comparing.draft_changes import Change, FieldChange, FileChange, PartChange
from engine.messages_catalogue import Message, msg

Context = dict[str, object]
MOST_TEXT = 400  # of one value; more is cut and the file has it
CHANGES: Mapping[Change, Message] = {
    Change.ADDED: msg("new"),
    Change.REMOVED: msg("taken out"),
    Change.CHANGED: msg("changed"),
    Change.MOVED: msg("moved"),
}
COLOURS: Mapping[Change, str] = {
    Change.ADDED: "green",
    Change.REMOVED: "red",
    Change.CHANGED: "yellow",
    Change.MOVED: "grey",
}
KINDS: Mapping[str, Message] = {
    "process": msg("Process"),
    "userTask": msg("User task"),
    "serviceTask": msg("Automatic step"),
    "businessRuleTask": msg("Decision table"),
    "scriptTask": msg("Calculation"),
    "callActivity": msg("Called process"),
    "subProcess": msg("Part of the process"),
    "sequenceFlow": msg("Way"),
    "exclusiveGateway": msg("Choice"),
    "parallelGateway": msg("Side by side"),
    "eventBasedGateway": msg("Whatever comes first"),
    "startEvent": msg("Beginning"),
    "endEvent": msg("End"),
    "boundaryEvent": msg("Attached event"),
    "intermediateCatchEvent": msg("Waiting"),
    "intermediateThrowEvent": msg("Event"),
    "lane": msg("Lane"),
    "participant": msg("Pool"),
    "textAnnotation": msg("Remark"),
    "decision": msg("Decision table"),
    "decisionTable": msg("Decision table"),
    "rule": msg("Row of the table"),
    "input": msg("Column of conditions"),
    "output": msg("Column of results"),
    "form": msg("The form itself"),
    "text": msg("Text"),
    "group": msg("Group of questions"),
}
FIELDS: Mapping[str, Message] = {
    "name": msg("Name"),
    "label": msg("Label"),
    "label_en": msg("Label in English"),
    "title": msg("Title"),
    "text": msg("Text"),
    "description": msg("Explanation"),
    "kind": msg("Kind"),
    "role": msg("Who does it"),
    "due": msg("Due"),
    "formJsonSchemaFilename": msg("Form"),
    "conditionExpression": msg("Condition"),
    "sourceRef": msg("From step"),
    "targetRef": msg("To step"),
    "flowNodeRef": msg("Steps in it"),
    "script": msg("Calculation"),
    "not_same_person_as": msg("Not the person of"),
    "sign_in_again": msg("Sign in again before it"),
    "values": msg("Choices"),
    "validate.required": msg("Must be answered"),
    "i18n.en.label": msg("Label in English"),
    "i18n.en.text": msg("Text in English"),
    "i18n.en.title": msg("Title in English"),
}


def parts(one: FileChange) -> list[Context]:
    """The elements of a file that differ."""
    return [_part(part) for part in one.parts]


def _part(part: PartChange) -> Context:
    return {
        "kind": KINDS.get(part.kind, part.kind),
        "name": _cut(part.name),
        "element": part.element,
        "change": CHANGES[part.change],
        "colour": COLOURS[part.change],
        "fields": [_field(one) for one in part.fields],
    }


def _field(one: FieldChange) -> Context:
    return {"name": FIELDS.get(one.name, one.name), "old": _cut(one.old), "new": _cut(one.new)}


def _cut(text: str) -> str:
    return text if len(text) <= MOST_TEXT else f"{text[:MOST_TEXT]}…"
