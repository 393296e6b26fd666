"""What a diagram may be made of: known parts, ids that lead somewhere, a size that can be run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from engine.bpmn.diagram_parts import Diagram, Node, Stranger
from engine.errors import Finding
from engine.gate.findings import error, warning
from engine.messages_catalogue import Message, msg

MOST_NODES = 300
ROOM = "processes"

_STORE = msg("A data store cannot be run: let an operation keep it, or draw a data object.")
REFUSED = {
    "complexGateway": msg("A complex gateway cannot be run: use exclusive, parallel or inclusive gateways."),
    "transaction": msg("A transaction cannot be run: use a plain sub-process."),
    "adHocSubProcess": msg("An ad-hoc sub-process cannot be run: draw the order of its steps."),
    "compensateEventDefinition": msg("Compensation cannot be run: draw the steps that undo as a path."),
    "cancelEventDefinition": msg("A cancel event belongs to transactions, which cannot be run."),
    "linkEventDefinition": msg("A link cannot be run: draw the sequence flow."),
    "task": msg("Say who does this: make it a user task, a service task, a script or a decision."),
    "manualTask": msg("Nobody could say that it is done: make it a user task with a form."),
    "sendTask": msg("Nobody hears a message that a diagram sends: letters go out by service tasks."),
    "dataStore": _STORE,
    "dataStoreReference": _STORE,
    "ioSpecification": msg("Only a process says what it takes and gives: move it to the called process."),
    "isForCompensation": msg("Compensation cannot be run: draw the steps that undo as a path."),
    "triggeredByEvent": msg("Delete “triggeredByEvent”, or draw an event sub-process."),
    "preScript": msg("A script before a step cannot be run: draw a script task."),
    "postScript": msg("A script after a step cannot be run: draw a script task."),
    "scriptFormat": msg(
        "It is written in another language (scriptFormat): write it in the one of this service."
    ),
    "language": msg("It is written in another language (language): write it in the one of this service."),
    "resultVariable": msg("An operation sets its values by their own names: delete “resultVariable”."),
    "serviceTaskOperator": msg("A service task names one operation: delete the others."),
    "calledDecisionId": msg("A decision names one table: delete the others."),
    "properties": msg("The properties stand here twice: put them into one list."),
    "property": msg("A property is written twice: delete the one that does not count."),
    "parameters": msg("An operation takes no parameters: it gets all values by their names."),
}
"""Tag → what to draw instead."""
SILENT = frozenset({"parameter", "dataState"})
"""Parts of refused parts; saying them too would say everything twice."""


def part_findings(diagram: Diagram) -> Iterator[Finding]:
    """Everything about single parts of the file; nothing needs to be known beside it."""
    yield from _processes(diagram)
    yield from _strangers(diagram)
    for kind in sorted(set(diagram.nameless)):
        yield error(diagram.file, "", "no_id", msg("A “{kind}” has no id; give it one.", kind=kind))
    if len(diagram.nodes) > MOST_NODES:
        too_many = msg(
            "The diagram has {count} steps, events and gateways; at most {most} can be run. "
            "Move a part into a process of its own and call it.",
            count=len(diagram.nodes),
            most=MOST_NODES,
        )
        yield error(diagram.file, _process_id(diagram), "too_large", too_many)
    yield from _references(diagram)
    for node in diagram.nodes.values():
        if node.kind == "boundaryEvent":
            yield from _attachment(diagram, node)


def _process_id(diagram: Diagram) -> str:
    return diagram.processes[0].process_id if diagram.processes else ""


def _processes(diagram: Diagram) -> Iterator[Finding]:
    if len(diagram.processes) != 1:
        count = len(diagram.processes)
        yield error(
            diagram.file,
            "",
            "one_process",
            msg("A file holds exactly one process, but here are {count}; divide the file.", count=count),
        )
        return
    (process,) = diagram.processes
    path = PurePosixPath(diagram.file)
    if not process.is_executable:
        sentence = msg("The process is not marked as executable; tick “Executable”.")
        yield error(diagram.file, process.process_id, "not_executable", sentence)
    if ROOM in path.parts[:-2] and not process.process_id == path.stem == path.parent.name:
        sentence = msg(
            "The id of the process, its folder and its file must have one name, but are "
            "“{process}”, “{folder}” and “{file}”.",
            process=process.process_id,
            folder=path.parent.name,
            file=path.stem,
        )
        yield error(diagram.file, process.process_id, "names_differ", sentence)
    if not process.label or not process.label_en:
        sentence = msg("The process needs a name in Latvian (name) and in English (label_en).")
        yield warning(diagram.file, process.process_id, "label_missing", sentence)


def _strangers(diagram: Diagram) -> Iterator[Finding]:
    told: set[tuple[str, str]] = set()
    for stranger in diagram.strangers:
        key = (stranger.tag, stranger.element_id)
        if key in told or stranger.tag in SILENT:
            continue
        told.add(key)
        yield _about(diagram.file, stranger)


def _about(file: str, stranger: Stranger) -> Finding:
    mend: Message | None = REFUSED.get(stranger.tag)
    if mend is not None:
        return error(file, stranger.element_id, "cannot_be_run", mend)
    if stranger.is_order:
        sentence = msg(
            "“{tag}” tells another program what to do, and here it does nothing: say it in the fields of "
            "the editor, then delete it in the text of the file.",
            tag=stranger.tag[:60],
        )
        return error(file, stranger.element_id, "foreign_order", sentence)
    if stranger.is_run:
        sentence = msg("“{tag}” cannot stand here; take it out of the file.", tag=stranger.tag[:60])
        return error(file, stranger.element_id, "unknown_part", sentence)
    sentence = msg("“{tag}” comes from another program and has no effect here.", tag=stranger.tag[:60])
    return warning(file, stranger.element_id, "foreign_part", sentence)


def _references(diagram: Diagram) -> Iterator[Finding]:
    known = diagram.nodes.keys()
    processes = {process.process_id for process in diagram.processes}
    for reference in diagram.references:
        if reference.kind == "lane" and reference.target not in known:
            sentence = msg("The lane names “{id}”, which does not exist.", id=reference.target)
            yield error(diagram.file, reference.element_id, "dangling_reference", sentence)
        elif reference.kind == "participant" and reference.target not in processes:
            sentence = msg("The pool names the process “{id}”, which does not exist.", id=reference.target)
            yield error(diagram.file, reference.element_id, "dangling_reference", sentence)
        elif reference.kind == "shape":
            sentence = msg("“{id}” is drawn, but does not exist; delete the shape.", id=reference.target)
            yield error(diagram.file, reference.element_id, "dangling_reference", sentence)


def _attachment(diagram: Diagram, node: Node) -> Iterator[Finding]:
    host = diagram.nodes.get(node.attached_to)
    if host is None or host.scope != node.scope or not _may_be_host(host):
        sentence = msg("The event sits on nothing; attach it to the border of a step or a sub-process.")
        yield error(diagram.file, node.element_id, "dangling_reference", sentence)


def _may_be_host(node: Node) -> bool:
    return (node.kind.endswith("Task") or node.kind in {"subProcess", "callActivity"}) and not node.by_event
