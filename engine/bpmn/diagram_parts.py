"""What stands in a diagram's file, as plain values: nodes, flows, texts to be evaluated, references."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from engine.bpmn.elements import Element


class Place(StrEnum):
    """Where a text stands that the engine will evaluate."""

    CONDITION = "condition"
    SCRIPT = "script"
    TIMER_DATE = "timer_date"
    TIMER_DURATION = "timer_duration"
    TIMER_CYCLE = "timer_cycle"
    PERSON = "person"
    DUE = "due"
    CORRELATION_KEY = "correlation_key"
    START_RULE = "start_rule"
    CARDINALITY = "cardinality"
    COLLECTION = "collection"
    COMPLETION = "completion"
    LOOP_CONDITION = "loop_condition"
    EVENT_CONDITION = "event_condition"


@dataclass(frozen=True, slots=True)
class Text:
    """A text to be evaluated; `element_id` is the node or the sequence flow it belongs to."""

    element_id: str
    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Event:
    """One event definition of a node."""

    kind: str  # message, timer, signal, error, escalation, conditional, terminate, ...
    reference: str = ""  # id of the message, signal, error or escalation in the same file


@dataclass(frozen=True, slots=True)
class Loop:
    """How an activity is repeated."""

    kind: str  # multiInstance | standard
    item: str = ""  # name of the value that each round gets
    over: str = ""  # name of the list whose things the rounds get
    count: str = ""  # expression: how many rounds
    output: str = ""  # name of the list of answers
    answer: str = ""  # name of the value of a round that goes into it
    most: str = ""  # of a standard loop: its guard
    condition: str = ""  # of a standard loop: while it holds


@dataclass(frozen=True, slots=True)
class Node:
    """One step, event, gateway or sub-process."""

    element_id: str
    kind: str  # local BPMN tag
    process_id: str
    scope: str  # id of the process or sub-process directly around it
    attached_to: str = ""  # a boundary event's activity
    is_interrupting: bool = True
    default: str = ""  # id of a gateway's default flow
    events: tuple[Event, ...] = ()
    calls: str = ""  # a call activity's process
    message: str = ""  # a receive task's message, by id
    by_event: bool = False  # an event sub-process
    loop: Loop | None = None

    def has(self, kind: str) -> bool:
        """Whether it has an event definition of this kind."""
        return any(event.kind == kind for event in self.events)


@dataclass(frozen=True, slots=True)
class Flow:
    """A sequence flow."""

    element_id: str
    source: str
    target: str
    scope: str
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Declared:
    """A message, signal, error or escalation declared at the top of the file."""

    kind: str
    element_id: str
    name: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Stranger:
    """A piece of XML that is not used here; `element_id` is its own or the nearest above it."""

    tag: str  # local name
    element_id: str
    is_run: bool  # BPMN's or the engine's own; False: another program's, without effect
    is_order: bool = False  # the other program would run it, or work it out


@dataclass(frozen=True, slots=True)
class DataUse:
    """A data object that is drawn, or that a step reads or writes."""

    element_id: str  # the step, or the reference
    kind: str  # dataObjectReference | dataInputAssociation | dataOutputAssociation
    host: str  # tag of what it belongs to
    name: str  # id of the data object: the name of its value; "" where none in reach is meant


@dataclass(frozen=True, slots=True)
class Process:
    """One process of the file."""

    process_id: str
    is_executable: bool
    label: str
    label_en: str
    about: str = ""  # its documentation
    about_en: str = ""
    begun_like: str = ""  # id of a process whose values it can count on as long as no diagram calls it


@dataclass(frozen=True, slots=True)
class Reference:
    """An id that is mentioned somewhere, and what it must be the id of."""

    element_id: str  # where it is mentioned
    kind: str  # lane | shape | participant
    target: str


@dataclass(frozen=True, slots=True)
class Diagram:
    """One file."""

    file: str
    processes: tuple[Process, ...]
    nodes: Mapping[str, Node]
    flows: tuple[Flow, ...]
    texts: tuple[Text, ...]
    declared: tuple[Declared, ...]
    strangers: tuple[Stranger, ...]
    references: tuple[Reference, ...]
    elements: Mapping[str, Element]
    data: tuple[DataUse, ...] = ()
    nameless: tuple[str, ...] = ()  # tags of nodes and flows without an id
    xml: str = field(default="", repr=False, compare=False)  # as read, for the style rules

    def inside(self, scope: str) -> list[Node]:
        """The nodes directly inside a process or sub-process."""
        return [node for node in self.nodes.values() if node.scope == scope]

    def flows_from(self, element_id: str) -> list[Flow]:
        """The sequence flows that leave a node."""
        return [flow for flow in self.flows if flow.source == element_id]

    def declared_as(self, kind: str, element_id: str) -> Declared | None:
        """The message, signal, error or escalation with this id."""
        for one in self.declared:
            if one.kind == kind and one.element_id == element_id:
                return one
        return None
