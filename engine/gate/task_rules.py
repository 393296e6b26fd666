"""Every step has what it needs: a form and somebody to fill it, an operation, a table, a process to call."""

from __future__ import annotations

from collections.abc import Iterator

from engine.bpmn.diagram_parts import Diagram, Node
from engine.domain.rights import PARTIES, Role
from engine.errors import Finding
from engine.gate.findings import error, warning, with_guess
from engine.gate.room import Room
from engine.gate.sample_values import MESSAGES_SENT, RAISED_BY
from engine.messages_catalogue import msg
from engine.service_tasks.registry import OPERATIONS

ROLES = frozenset(str(role) for role in Role)


def task_findings(room: Room, diagram: Diagram) -> Iterator[Finding]:
    """Everything that a step needs beside the diagram."""
    for node in diagram.nodes.values():
        if node.kind == "userTask":
            yield from _who(diagram, node)
            yield from _form(room, diagram, node)
            yield from _other_people(room, diagram, node)
            yield from _signed_in_again(diagram, node)
        elif node.kind == "serviceTask":
            yield from _operation(diagram, node)
        elif node.kind == "businessRuleTask":
            yield from _table(room, diagram, node)
        elif node.kind == "callActivity":
            yield from _called(room, diagram, node)
        if node.kind == "boundaryEvent" and node.has("error"):
            yield from _caught(diagram, node)
    yield from _messages(diagram)


def _who(diagram: Diagram, node: Node) -> Iterator[Finding]:
    element = diagram.elements[node.element_id]
    if not element.role:
        sentence = msg("Nobody may do this task: give it a role or put it into a lane.")
        yield error(diagram.file, node.element_id, "no_role", sentence)
    elif element.role not in ROLES:
        sentence = with_guess(msg("There is no role “{role}”.", role=element.role), element.role, ROLES)
        yield error(diagram.file, node.element_id, "unknown_role", sentence)
    elif element.role in PARTIES and not element.person:
        sentence = msg(
            "Which {role} is meant? Say it in the property “person”, for example assistant_id; "
            "otherwise nobody may do this task.",
            role=element.role,
        )
        yield error(diagram.file, node.element_id, "no_person", sentence)


def _form(room: Room, diagram: Diagram, node: Node) -> Iterator[Finding]:
    path = f"forms/{node.process_id}/{node.element_id}.json"
    named = diagram.elements[node.element_id].properties.get("formJsonSchemaFilename")
    if named and named != f"{node.element_id}.json":
        sentence = msg(
            "The form of a task has the task's name: “{wanted}”, not “{named}”.",
            wanted=f"{node.element_id}.json",
            named=named[:80],
        )
        yield error(diagram.file, node.element_id, "form_name", sentence)
    if path not in room.files:
        say = error if room.is_whole else warning
        yield say(diagram.file, node.element_id, "no_form", msg("The form {form} is missing.", form=path))


def _other_people(room: Room, diagram: Diagram, node: Node) -> Iterator[Finding]:
    tasks = {one.element_id for _, one in room.nodes("userTask")}
    for other in diagram.elements[node.element_id].not_same_person_as:
        if other not in tasks:
            sentence = msg("not_same_person_as names “{task}”, which is no user task.", task=other[:64])
            say = error if room.is_whole else warning
            yield say(diagram.file, node.element_id, "unknown_task", with_guess(sentence, other, tasks))


def _signed_in_again(diagram: Diagram, node: Node) -> Iterator[Finding]:
    value = diagram.elements[node.element_id].properties.get("sign_in_again")
    if value not in (None, "yes"):
        sentence = msg("sign_in_again is “yes” or not there at all, not “{value}”.", value=value[:64])
        yield error(diagram.file, node.element_id, "sign_in_again", sentence)


def _operation(diagram: Diagram, node: Node) -> Iterator[Finding]:
    name = diagram.elements[node.element_id].operation
    if not name:
        sentence = msg("The service task names no operation (serviceTaskOperator).")
        yield error(diagram.file, node.element_id, "no_operation", sentence)
        return
    if name not in OPERATIONS:
        sentence = with_guess(msg("There is no operation {name}.", name=name[:64]), name, OPERATIONS)
        yield error(diagram.file, node.element_id, "no_operation", sentence)
        return
    caught = _codes(diagram, node)
    for code in sorted(RAISED_BY.get(name, frozenset()) - caught):
        sentence = msg(
            "The operation may end with the error “{code}”, which nothing catches; attach an error event.",
            code=code,
        )
        yield warning(diagram.file, node.element_id, "error_not_caught", sentence)


def _codes(diagram: Diagram, node: Node) -> set[str]:
    """The codes of the errors that events on this step, or on a sub-process around it, catch."""
    hosts = {node.element_id}
    around = diagram.nodes.get(node.scope)
    while around is not None:
        hosts.add(around.element_id)
        around = diagram.nodes.get(around.scope)
    events = [one for one in diagram.nodes.values() if one.attached_to in hosts]
    found = [
        diagram.declared_as("error", event.reference)
        for one in events
        for event in one.events
        if event.kind == "error"
    ]
    return {declared.code for declared in found if declared is not None}


def _table(room: Room, diagram: Diagram, node: Node) -> Iterator[Finding]:
    name = diagram.elements[node.element_id].decision.strip()
    if not name:
        sentence = msg("The decision names no table (calledDecisionId).")
        yield error(diagram.file, node.element_id, "no_table", sentence)
    elif room.table(name) is None and not any(path.endswith(f"/{name}.dmn") for path in room.files):
        known = {table.table_id for table in room.tables.values()}
        sentence = with_guess(msg("There is no table {table}.dmn.", table=name[:64]), name, known)
        say = error if room.is_whole else warning
        yield say(diagram.file, node.element_id, "no_table", sentence)


def _called(room: Room, diagram: Diagram, node: Node) -> Iterator[Finding]:
    if not node.calls:
        yield error(diagram.file, node.element_id, "no_process", msg("Nothing is called; choose a process."))
    elif node.calls not in room.diagrams and f"processes/{node.calls}/{node.calls}.bpmn" not in room.files:
        sentence = with_guess(
            msg("There is no process {process}.", process=node.calls), node.calls, room.diagrams
        )
        say = error if room.is_whole else warning
        yield say(diagram.file, node.element_id, "no_process", sentence)


def _caught(diagram: Diagram, node: Node) -> Iterator[Finding]:
    """An error event on a service task catches only what its operation may raise."""
    host = diagram.elements.get(node.attached_to)
    if host is None or host.kind != "serviceTask" or host.operation not in OPERATIONS:
        return
    possible = RAISED_BY.get(host.operation, frozenset())
    for event in node.events:
        declared = diagram.declared_as("error", event.reference)
        if declared is not None and declared.code and declared.code not in possible:
            sentence = msg(
                "The operation {name} never ends with the error “{code}”.",
                name=host.operation,
                code=declared.code,
            )
            yield error(
                diagram.file,
                node.element_id,
                "error_never_raised",
                with_guess(sentence, declared.code, possible),
            )


def _messages(diagram: Diagram) -> Iterator[Finding]:
    for one in diagram.declared:
        if one.kind == "message" and one.name and one.name not in MESSAGES_SENT:
            sentence = msg("Nobody can send the message “{name}”.", name=one.name[:64])
            yield error(
                diagram.file, one.element_id, "unknown_message", with_guess(sentence, one.name, MESSAGES_SENT)
            )
