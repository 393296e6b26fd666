"""The rules that one diagram's file can be asked by itself."""

from __future__ import annotations

from collections.abc import Iterator

from engine.bpmn.diagram_parts import Diagram
from engine.errors import Finding
from engine.gate.data_rules import data_findings
from engine.gate.event_rules import event_findings
from engine.gate.expression_rules import reading_findings
from engine.gate.flow_rules import flow_findings
from engine.gate.part_rules import MOST_NODES, part_findings
from engine.gate.round_rules import round_findings
from engine.gate.style_rules import style_findings


def own_diagram_findings(diagram: Diagram) -> Iterator[Finding]:
    """Parts, events, flows, readable expressions, style; of a diagram that is too large, only that."""
    yield from part_findings(diagram)
    if len(diagram.nodes) > MOST_NODES or len(diagram.flows) > 4 * MOST_NODES:
        return
    yield from event_findings(diagram)
    yield from flow_findings(diagram)
    yield from round_findings(diagram)
    yield from data_findings(diagram)
    yield from reading_findings(diagram)
    yield from style_findings(diagram)
