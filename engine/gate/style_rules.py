"""The modelling rules of bpmn.io's linter (the PyPI package bpmn-io), in our own words.

Only this module knows the package. Everything it says is style: what keeps a diagram from running is told by
rules of our own, and those of the linter's rules that say the same are left out.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, cast

from bpmn_io.bpmn_moddle import BpmnModdle
from bpmn_io.lint.linter import Linter
from bpmn_io.lint.resolver.node_resolver import NodeResolver

from engine.bpmn.diagram_parts import Diagram
from engine.errors import Finding
from engine.gate.findings import warning
from engine.messages_catalogue import Message, msg

WORDS: Mapping[str, Message] = {
    "fake-join": msg(
        "Several flows come in without a gateway; the step would be done once for each of them."
    ),
    "global": msg("It is declared at the top of the file, but unused, without a name, or named twice."),
    "label-required": msg("It has no name; say in two or three words what it is."),
    "no-bpmndi": msg("It exists, but is not drawn: nobody can see it."),
    "no-duplicate-sequence-flows": msg("Two flows connect the same two steps; delete one."),
    "no-gateway-join-fork": msg("The gateway brings flows together and divides them; draw two gateways."),
    "no-overlapping-elements": msg("It lies on another element, or outside what it belongs to; move it."),
    "superfluous-gateway": msg("The gateway has one way in and one way out; delete it."),
    "superfluous-label": msg("Its name says nothing that is needed here; delete the name."),
    "superfluous-termination": msg("A plain end event is enough here: nothing else could still be running."),
}
"""The linter's rule → what we say. The others are ours, or do not apply: inclusive gateways run."""
CONFIG = {"rules": dict.fromkeys(sorted(WORDS), "warn")}


def style_findings(diagram: Diagram) -> Iterator[Finding]:
    """A warning for everything that makes the diagram hard to read."""
    try:
        with contextlib.redirect_stderr(io.StringIO()):  # it reports its own failures there
            reports = _reports(diagram.xml)
    except Exception as trouble:  # noqa: BLE001 -- a young package; style must never stand in the way
        sentence = msg(
            "The style of the diagram could not be looked at ({kind}).", kind=type(trouble).__name__
        )
        yield warning(diagram.file, "", "style", sentence)
        return
    if "BPMNShape" not in diagram.xml:
        reports = {rule: found for rule, found in reports.items() if rule != "no-bpmndi"}
        yield warning(
            diagram.file, "", "not_drawn", msg("Nothing of the diagram is drawn: nobody can see it.")
        )
    for rule, found in reports.items():
        for element in sorted({str(report.get("id") or "") for report in found}):
            yield warning(diagram.file, element, rule.replace("-", "_"), WORDS[rule])


class _Rules:
    """Looks each rule up once: the package searches all that is installed every time it is asked."""

    def resolve_rule(self, pkg: str, rule_name: str) -> Any:
        return _rule(pkg, rule_name)

    def resolve_config(self, pkg: str, config_name: str) -> None:
        """Nothing is inherited: CONFIG names every rule."""


@lru_cache(maxsize=64)
def _rule(pkg: str, rule_name: str) -> Any:
    return NodeResolver().resolve_rule(pkg, rule_name)


@lru_cache(maxsize=1)
def _metamodel() -> Any:
    """What BPMN consists of; reading a file changes nothing of it, and making it takes as long."""
    return BpmnModdle()


def _reports(xml: str) -> Mapping[str, list[dict[str, Any]]]:
    """A linter of its own each time: some rules remember what they saw."""
    root = _metamodel().from_xml(xml).root_element
    return Linter(resolver=_Rules()).lint(cast("Any", root), CONFIG)
