"""The publish gate: everything that must be right before a release goes live, as findings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from engine.bpmn.definitions import Definition, read_definitions
from engine.errors import Finding, Refused, Severity
from engine.messages_catalogue import Message, msg
from engine.service_tasks.registry import OPERATIONS
from engine.task_forms import check_form, check_instrument

Check = Callable[[bytes, str], list[Finding]]


def check_release(files: Mapping[str, bytes]) -> list[Finding]:
    """Every finding over the files of a release, errors and warnings."""
    findings: list[Finding] = []
    for path, data in sorted(files.items()):
        findings += check_one(path, data)
    diagrams = {path: data for path, data in files.items() if path.endswith((".bpmn", ".dmn"))}
    try:
        definitions = read_definitions(diagrams)
    except Refused as refused:
        return findings + [one for one in refused.findings if one not in findings]
    for definition in definitions.values():
        findings += _check_process(definition, files)
    return findings


def check_one(path: str, data: bytes) -> list[Finding]:
    """Findings about one file by itself."""
    where = PurePosixPath(path)
    if where.suffix == ".json":
        return check_form(data, path)
    if where.suffix == ".yaml" and where.parent.name == "questionnaires":
        return check_instrument(data, path)
    return []


def _check_process(definition: Definition, files: Mapping[str, bytes]) -> list[Finding]:
    found: list[Finding] = []
    file = f"processes/{definition.process_id}/{definition.process_id}.bpmn"
    for element in definition.elements.values():
        if element.process_id != definition.process_id:
            continue
        if element.kind == "userTask":
            form = f"forms/{element.process_id}/{element.element_id}.json"
            if form not in files:
                found.append(
                    _error(file, element.element_id, "no_form", msg("The form {form} is missing.", form=form))
                )
            if not element.role:
                sentence = msg("Nobody may do this task: give it a role or put it into a lane.")
                found.append(_error(file, element.element_id, "no_role", sentence))
        if element.kind == "serviceTask" and element.operation not in OPERATIONS:
            sentence = msg("There is no operation {name}.", name=element.operation or "?")
            found.append(_error(file, element.element_id, "no_operation", sentence))
    return found


def _error(file: str, element: str, rule: str, message: Message) -> Finding:
    return Finding(file, element, rule, Severity.ERROR, message)
