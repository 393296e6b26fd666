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
