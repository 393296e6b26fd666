"""From a case's diagram to its page: where it stands, and every step in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from engine.case_files.case_diagrams import CaseDiagram, Next, Step
from engine.messages_catalogue import Message, msg, say
from web.drawing.role_words import role_word

PEOPLE = frozenset({"userTask", "manualTask"})
KINDS: Mapping[str, Message] = {
    "userTask": msg("task for a person"),
    "manualTask": msg("task for a person"),
    "serviceTask": msg("done by the system"),
    "scriptTask": msg("done by the system"),
    "sendTask": msg("done by the system"),
    "task": msg("step"),
    "businessRuleTask": msg("decision table"),
    "receiveTask": msg("waits for a message"),
    "callActivity": msg("process of its own"),
    "subProcess": msg("part of the process"),
    "transaction": msg("part of the process"),
    "adHocSubProcess": msg("part of the process"),
    "startEvent": msg("beginning"),
    "endEvent": msg("end"),
    "intermediateCatchEvent": msg("waits until this happens"),
    "intermediateThrowEvent": msg("tells the rest of the case"),
    "boundaryEvent": msg("meanwhile, if this happens"),
    "exclusiveGateway": msg("one way is taken"),
    "inclusiveGateway": msg("one or several ways are taken"),
    "parallelGateway": msg("all ways at the same time"),
    "eventBasedGateway": msg("whatever happens first"),
    "complexGateway": msg("ways part"),
}
NAMELESS: Mapping[str, Message] = {
    "parallelGateway": msg("At the same time"),
    "inclusiveGateway": msg("As needed"),
}


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the steps are drawn against."""

    current: frozenset[str]
    visited: frozenset[str]
    called: Mapping[str, Sequence[Step]]
    language: str


def draw(
    diagram: CaseDiagram, *, case_href: str, language: str, everything: bool = False
) -> dict[str, object]:
    """The context `diagram` of parts/diagram.html."""
    seen = _Seen(frozenset(diagram.current), frozenset(diagram.visited), diagram.called, language)
    several = len(diagram.titles) > 1
    return {
        "title": diagram.titles[diagram.process_id],
        "version": say(msg("version {hash}", hash=diagram.release_sha256[:8]), language),
        "xml_url": f"{case_href}/diagrams/{diagram.process_id}.bpmn",
        "current": diagram.current,
        "visited": diagram.visited,
        "others": [
            {
                "text": title,
                "href": f"{case_href}?section=diagram&process={process_id}",
                "current": process_id == diagram.process_id,
            }
            for process_id, title in diagram.titles.items()
            if several
        ],
        "everything": everything,
        "everything_url": f"{case_href}?section=diagram&process={diagram.process_id}&outline=all#outline",
        "outline": [_step(step, seen) for step in diagram.outline],
    }


def words_of(outline: Sequence[Step], language: str) -> list[dict[str, object]]:
    """The steps of a process in words, wherever any case may stand in it."""
    nowhere = _Seen(frozenset(), frozenset(), {}, language)
    return [_step(step, nowhere) for step in outline]


def outline_parts(steps: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The steps in runs of one state, {"state", "steps"}; a step that holds the present one is current."""
    runs = groupby(steps, key=lambda step: "current" if _holds_current(step) else step["state"])
    return [{"state": state, "steps": list(run)} for state, run in runs]


def _holds_current(step: Mapping[str, Any]) -> bool:
    return step["state"] == "current" or any(_holds_current(one) for one in step["steps"])


def _step(step: Step, seen: _Seen) -> dict[str, object]:
    element = step.element
    inside = [*step.inside, *seen.called.get(step.calls, ())]
    return {
        "id": element.element_id,
        "title": _title(element.kind, element.label, element.title(seen.language)),
        "kind": _kind(step),
        "who": role_word(element.role) if element.kind in PEOPLE else None,
        "form": element.title(seen.language) if element.kind in PEOPLE else None,
        "state": _state(element.element_id, seen),
        "note": _note(step.follows, seen.language),
        "steps": [_step(one, seen) for one in inside],
    }


def _title(kind: str, label: str, title: str) -> Message | str:
    return title if label else NAMELESS.get(kind, title)


def _kind(step: Step) -> Message | str:
    if step.element.kind == "boundaryEvent" and step.interrupts:
        return msg("if this happens, the rest of this part ends")
    return KINDS.get(step.element.kind, step.element.kind)


def _state(element_id: str, seen: _Seen) -> str:
    if element_id in seen.current:
        return "current"
    return "done" if element_id in seen.visited else "ahead"


def _note(follows: Sequence[Next], language: str) -> Message | None:
    """Where it goes on, when that is not simply the next step."""
    if not follows:
        return None
    ways = [
        say(
            msg("{condition}: {step}", condition=one.when(language), step=one.target.title(language)),
            language,
        )
        if one.when(language)
        else one.target.title(language)
        for one in follows
    ]
    return msg("then: {ways}", ways="; ".join(ways))
