"""What the diagrams of a release mean: parsed once, kept, never changed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException

from engine.bpmn.dmn_files import read_decision_tables
from engine.bpmn.elements import NAMESPACES, SPIFF, Element, read_elements
from engine.bpmn.parsing import HIDDEN, Parser, adopt, prepare_event_subprocesses
from engine.bpmn.specs import DueTimer
from engine.bpmn.xml_safety import read_xml
from engine.errors import Finding, Refused, Severity
from engine.expressions.decision_tables import DecisionTable
from engine.messages_catalogue import msg


@dataclass(frozen=True)
class Definition:
    """One process of a release, ready to run; shared by all its instances."""

    process_id: str
    spec: Any
    subprocess_specs: Mapping[str, Any]
    elements: Mapping[str, Element]  # of this process and of all it calls
    tables: Mapping[str, DecisionTable] = field(default_factory=dict)
    title: str = ""  # Latvian name of the process

    @property
    def start_rule(self) -> str | None:
        """The expression of the timer start event: when an instance for `period` begins; None without one."""
        for start in self.spec.bpmn_start_events:
            if isinstance(start.event_definition, DueTimer):
                return str(start.event_definition.expression)
            if rule := self.elements[start.bpmn_id].properties.get("start_rule"):
                return rule
        return None

    def timer_rule(self, element_id: str) -> str | None:
        """The expression of a timer of this process or its sub-processes."""
        for spec in (self.spec, *self.subprocess_specs.values()):
            event = getattr(spec.task_specs.get(element_id), "event_definition", None)
            if isinstance(event, DueTimer):
                return str(event.expression)
        return None

    @cached_property
    def fingerprint(self) -> str:
        """A short name of the parsed form, sub-processes included; tells a state that belongs elsewhere."""
        specs = [(self.process_id, self.spec), *sorted(self.subprocess_specs.items())]
        names = "\n".join(f"{name}:{'|'.join(sorted(spec.task_specs))}" for name, spec in specs)
        return hashlib.sha256(names.encode()).hexdigest()[:12]


def read_definitions(files: Mapping[str, bytes]) -> dict[str, Definition]:
    """Every process of a release by id, from the bytes of its `.bpmn` and `.dmn` files by path.

    Raises Refused with a finding for each file that cannot be read or parsed.
    """
    findings: list[Finding] = []
    tables: dict[str, DecisionTable] = {}
    roots: dict[str, etree._Element] = {}
    for path, data in sorted(files.items()):
        try:
            if path.endswith(".dmn"):
                table = read_decision_tables(data, path)
                tables[table.table_id] = table
            elif path.endswith(".bpmn"):
                roots[path] = read_xml(data, path)
        except Refused as refused:
            findings.extend(refused.findings)
    if findings:
        raise Refused(findings)
    return _parse(roots, tables)


def _parse(roots: Mapping[str, etree._Element], tables: Mapping[str, DecisionTable]) -> dict[str, Definition]:
    parser = Parser(tables)
    elements: dict[str, Element] = {}
    process_ids: dict[str, str] = {}
    titles = {
        process.get("id"): " ".join((process.get("name") or process.get("id") or "").split())
        for root in roots.values()
        for process in root.iterfind("bpmn:process", NAMESPACES)
    }
    for path, root in roots.items():
        elements.update(read_elements(root))
        hide_extension_ids(root)
        with _as_finding(path):
            parser.add_bpmn_xml(root, filename=path)
        for process_id in set(parser.get_process_ids()) - set(process_ids):
            process_ids[process_id] = path
    definitions = {}
    for process_id, path in process_ids.items():
        with _as_finding(path):
            spec = parser.get_spec(process_id)
            subprocesses = parser.get_subprocess_specs(process_id)
            for one in (spec, *subprocesses.values()):
                adopt(one)
            prepare_event_subprocesses(spec, subprocesses)
        definitions[process_id] = Definition(
            process_id, spec, subprocesses, elements, tables, titles[process_id]
        )
    return definitions


def hide_extension_ids(root: etree._Element) -> None:
    """SpiffWorkflow finds a node by its id anywhere in the file, and an operation is named like its task."""
    for node in root.iter(f"{{{SPIFF}}}*"):
        if node.get("id"):
            node.set("id", f"{HIDDEN}{node.get('id')}")


class _as_finding:  # noqa: N801 -- reads as a phrase: with _as_finding(path)
    """Turns whatever the parser stumbles over into one finding about the file."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, trouble: BaseException | None, _: object) -> None:
        if isinstance(trouble, Exception) and not isinstance(trouble, Refused):
            raise Refused([self._finding(trouble)]) from trouble

    def _finding(self, trouble: Exception) -> Finding:
        element = getattr(trouble, "tag", "") if isinstance(trouble, ValidationException) else ""
        return Finding(
            self.path,
            str(getattr(trouble, "id", None) or element or ""),
            "cannot_be_run",
            Severity.ERROR,
            msg("This diagram cannot be run: {why}. Open it in the editor and mend it.", why=_why(trouble)),
        )


def _why(trouble: Exception) -> str:
    return (str(trouble).strip().splitlines() or [type(trouble).__name__])[0].rstrip(".")
