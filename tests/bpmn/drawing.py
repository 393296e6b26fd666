"""Small diagrams for tests, written as a list of nodes and arrows; no layout, just meaning."""

from __future__ import annotations

from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core" '
    'targetNamespace="http://bpmn.io/schema/bpmn" id="definitions_1">'
)


def diagram(process_id: str, body: str, *, roots: str = "") -> bytes:
    """A whole file with one process; `roots` are messages, errors and signals."""
    process = f'<bpmn:process id="{process_id}" isExecutable="true">{body}</bpmn:process>'
    return f"{HEAD}{roots}{process}</bpmn:definitions>".encode()


def lanes(**members: str) -> str:
    """A lane a role, `caseworker="ask check"`; "caseworker_2" is that role's second lane."""
    drawn = "".join(
        f'<bpmn:lane id="lane_{role}">'
        + "".join(f"<bpmn:flowNodeRef>{name}</bpmn:flowNodeRef>" for name in names.split())
        + "</bpmn:lane>"
        for role, names in members.items()
    )
    return f'<bpmn:laneSet id="lanes">{drawn}</bpmn:laneSet>'


def start(name: str = "begun") -> str:
    return f'<bpmn:startEvent id="{name}" />'


def timer_start(name: str, rule: str) -> str:
    return f'<bpmn:startEvent id="{name}">{timer(rule)}</bpmn:startEvent>'


def end(name: str = "finished", definition: str = "") -> str:
    return f'<bpmn:endEvent id="{name}">{definition}</bpmn:endEvent>'


TERMINATE = "<bpmn:terminateEventDefinition />"


def user(name: str, **properties: str) -> str:
    return f'<bpmn:userTask id="{name}" name="{name}">{extensions(properties)}</bpmn:userTask>'


def service(name: str, operation: str = "") -> str:
    operator = f'<spiffworkflow:serviceTaskOperator id="{operation or name}" />'
    inside = f"<bpmn:extensionElements>{operator}</bpmn:extensionElements>"
    return f'<bpmn:serviceTask id="{name}">{inside}</bpmn:serviceTask>'


def rule(name: str, table: str) -> str:
    called = f"<spiffworkflow:calledDecisionId>{table}</spiffworkflow:calledDecisionId>"
    inside = f"<bpmn:extensionElements>{called}</bpmn:extensionElements>"
    return f'<bpmn:businessRuleTask id="{name}">{inside}</bpmn:businessRuleTask>'


def script(name: str, text: str) -> str:
    return f'<bpmn:scriptTask id="{name}"><bpmn:script>{escape(text)}</bpmn:script></bpmn:scriptTask>'


def gateway(name: str, kind: str = "exclusive", default: str = "") -> str:
    chosen = f' default="{default}"' if default else ""
    return f'<bpmn:{kind}Gateway id="{name}"{chosen} />'


def sub(name: str, body: str, *, by_event: bool = False) -> str:
    trigger = ' triggeredByEvent="true"' if by_event else ""
    return f'<bpmn:subProcess id="{name}"{trigger}>{body}</bpmn:subProcess>'


def call(name: str, process_id: str) -> str:
    return f'<bpmn:callActivity id="{name}" calledElement="{process_id}" />'


def boundary(name: str, on: str, definition: str, *, interrupting: bool = True) -> str:
    cancel = str(interrupting).lower()
    return (
        f'<bpmn:boundaryEvent id="{name}" attachedToRef="{on}" cancelActivity="{cancel}">'
        f"{definition}</bpmn:boundaryEvent>"
    )


def catch(name: str, definition: str, **properties: str) -> str:
    inside = f"{extensions(properties)}{definition}"
    return f'<bpmn:intermediateCatchEvent id="{name}">{inside}</bpmn:intermediateCatchEvent>'


def message_start(name: str, definition: str, *, interrupting: bool = False) -> str:
    cancel = str(interrupting).lower()
    return f'<bpmn:startEvent id="{name}" isInterrupting="{cancel}">{definition}</bpmn:startEvent>'


def timer(rule_text: str, kind: str = "timeDate") -> str:
    expression = f'<bpmn:{kind} xsi:type="bpmn:tFormalExpression">{escape(rule_text)}</bpmn:{kind}>'
    return f"<bpmn:timerEventDefinition>{expression}</bpmn:timerEventDefinition>"


def message(reference: str) -> str:
    return f'<bpmn:messageEventDefinition messageRef="{reference}" />'


def error(reference: str) -> str:
    return f'<bpmn:errorEventDefinition errorRef="{reference}" />'


def signal(reference: str) -> str:
    return f'<bpmn:signalEventDefinition signalRef="{reference}" />'


def escalation(reference: str) -> str:
    return f'<bpmn:escalationEventDefinition escalationRef="{reference}" />'


def condition(text: str) -> str:
    return (
        "<bpmn:conditionalEventDefinition>"
        f'<bpmn:condition xsi:type="bpmn:tFormalExpression">{escape(text)}</bpmn:condition>'
        "</bpmn:conditionalEventDefinition>"
    )


def throw(name: str, definition: str, **properties: str) -> str:
    inside = f"{extensions(properties)}{definition}"
    return f'<bpmn:intermediateThrowEvent id="{name}">{inside}</bpmn:intermediateThrowEvent>'


def repeated(activity: str, characteristics: str) -> str:
    """An activity with its way of being repeated, `rounds(…)` or `loop(…)`."""
    head, closing, tail = activity.rpartition("</bpmn:")
    if closing:
        return f"{head}{characteristics}{closing}{tail}"
    return activity.replace(" />", f">{characteristics}</bpmn:callActivity>")


def rounds(*, over: str = "", count: str = "", item: str = "", output: str = "", answer: str = "",
           until: str = "", in_turn: bool = False) -> str:  # fmt: skip
    """Multi-instance characteristics."""
    inside = f"<bpmn:loopCardinality>{escape(count)}</bpmn:loopCardinality>" if count else ""
    inside += f"<bpmn:loopDataInputRef>{over}</bpmn:loopDataInputRef>" if over else ""
    inside += f"<bpmn:loopDataOutputRef>{output}</bpmn:loopDataOutputRef>" if output else ""
    inside += f'<bpmn:inputDataItem id="{item}" />' if item else ""
    inside += f'<bpmn:outputDataItem id="{answer}" />' if answer else ""
    inside += f"<bpmn:completionCondition>{escape(until)}</bpmn:completionCondition>" if until else ""
    kind = "multiInstanceLoopCharacteristics"
    return f'<bpmn:{kind} isSequential="{str(in_turn).lower()}">{inside}</bpmn:{kind}>'


def loop(most: int, condition_text: str, *, asks_first: bool = False) -> str:
    """Standard loop characteristics with their guard."""
    inside = f"<bpmn:loopCondition>{escape(condition_text)}</bpmn:loopCondition>"
    kind, first = "standardLoopCharacteristics", str(asks_first).lower()
    return f'<bpmn:{kind} loopMaximum="{most}" testBefore="{first}">{inside}</bpmn:{kind}>'


def data_object(name: str) -> str:
    """A data object and its reference `<name>_ref`."""
    return (
        f'<bpmn:dataObject id="{name}" /><bpmn:dataObjectReference id="{name}_ref" dataObjectRef="{name}" />'
    )


def associated(activity: str, *, reads: str = "", writes: str = "") -> str:
    """An activity that reads or writes a data object."""
    inside = ""
    if reads:
        source = f"<bpmn:sourceRef>{reads}_ref</bpmn:sourceRef>"
        inside += f"<bpmn:dataInputAssociation>{source}</bpmn:dataInputAssociation>"
    if writes:
        target = f"<bpmn:targetRef>{writes}_ref</bpmn:targetRef>"
        inside += f"<bpmn:dataOutputAssociation>{target}</bpmn:dataOutputAssociation>"
    return repeated(activity, inside)


def takes_and_gives(takes: str, gives: str) -> str:
    """What a called process takes and gives back, one value each."""
    return (
        f'<bpmn:ioSpecification><bpmn:dataInput id="{takes}" /><bpmn:dataOutput id="{gives}" />'
        f"<bpmn:inputSet><bpmn:dataInputRefs>{takes}</bpmn:dataInputRefs></bpmn:inputSet>"
        f"<bpmn:outputSet><bpmn:dataOutputRefs>{gives}</bpmn:dataOutputRefs></bpmn:outputSet>"
        "</bpmn:ioSpecification>"
    )


def root_signal(name: str) -> str:
    return f'<bpmn:signal id="{name}" name="{name}" />'


def root_escalation(code: str) -> str:
    return f'<bpmn:escalation id="{code}" name="{code}" escalationCode="{code}" />'


def root_message(name: str) -> str:
    return f'<bpmn:message id="{name}" name="{name}" />'


def root_error(code: str) -> str:
    return f'<bpmn:error id="{code}" name="{code}" errorCode="{code}" />'


def flows(*arrows: str) -> str:
    """Arrows like "a > b" or "a > b if score > 3"; the id of an arrow is "a_b"."""
    return "".join(_flow(arrow) for arrow in arrows)


def chain(*names: str) -> str:
    """a > b > c as two arrows."""
    return flows(*(f"{one} > {other}" for one, other in pairwise(names)))


def _flow(arrow: str) -> str:
    ends, _, condition = arrow.partition(" if ")
    source, _, target = (part.strip() for part in ends.partition(">"))
    inside = ""
    if condition:
        text = escape(condition.strip())
        inside = (
            f'<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">{text}</bpmn:conditionExpression>'
        )
    return (
        f'<bpmn:sequenceFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}">'
        f"{inside}</bpmn:sequenceFlow>"
    )


def extensions(properties: dict[str, str]) -> str:
    if not properties:
        return ""
    items = "".join(
        f"<spiffworkflow:property name={quoteattr(name)} value={quoteattr(value)} />"
        for name, value in properties.items()
    )
    inside = f"<spiffworkflow:properties>{items}</spiffworkflow:properties>"
    return f"<bpmn:extensionElements>{inside}</bpmn:extensionElements>"
