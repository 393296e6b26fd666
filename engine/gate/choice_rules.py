"""Whether a gateway always finds a way on: a default flow, or conditions of which one always holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from engine.bpmn.diagram_parts import Diagram, Flow
from engine.errors import EngineError, Finding
from engine.expressions.interpreter import Expression, evaluate, parse_expression
from engine.expressions.unary_tests import shown
from engine.gate.findings import error, warning
from engine.gate.form_samples import possible_answers
from engine.gate.process_values import WORDS, constants
from engine.gate.room import Room
from engine.gate.sample_values import SET_BY
from engine.messages_catalogue import Message, msg

MOST_CASES = 2_000

Domains = Mapping[str, list[object]]


def choice_findings(room: Room, diagram: Diagram) -> Iterator[Finding]:
    """One for each choosing gateway that can be left without a way on: the case would stop there.

    Of a single file, the forms that would show that all is well may lie elsewhere: there it only warns.
    """
    said_as = error if room.is_whole else warning
    domains = _domains(room, diagram)
    for node in diagram.nodes.values():
        flows = diagram.flows_from(node.element_id)
        is_choice = node.kind in {"exclusiveGateway", "inclusiveGateway"} and len(flows) > 1
        if not is_choice or node.default or not all(flow.condition for flow in flows):
            continue
        said = _hole(flows, domains)
        if said is not None:
            yield said_as(diagram.file, node.element_id, "no_default", said)


def _hole(flows: list[Flow], domains: Domains) -> Message | None:
    """What to say where no condition may hold; None where one always does."""
    try:
        conditions = [parse_expression(flow.condition) for flow in flows]
    except EngineError:
        return None  # told elsewhere
    names = sorted({name for condition in conditions for name in condition.names})
    count = 1
    for name in names:
        count *= len(domains.get(name, ())) or MOST_CASES + 1
    if count > MOST_CASES:
        return msg("It may be that no condition holds, and the case would stop here: choose a default flow.")
    for values in product(*(domains[name] for name in names)):
        case = dict(zip(names, values, strict=True))
        if not any(_holds(condition, case) for condition in conditions):
            return msg(
                "No condition holds for {example}, and the case would stop here: choose a default flow.",
                example=", ".join(f"{name} = {shown(value)}" for name, value in case.items()),
            )
    return None


def _holds(condition: Expression, values: Mapping[str, object]) -> bool:
    try:
        return bool(evaluate(condition, values, WORDS))
    except EngineError:
        return False


def _domains(room: Room, diagram: Diagram) -> dict[str, list[object]]:
    """Name → every value it can have, where all who set it are known to set one of a few."""
    found: dict[str, list[object] | None] = {}
    for form in room.forms.values():
        for field in form.fields():
            _merge(found, field.key, possible_answers(field))
    for table in room.tables.values():
        for at, output in enumerate(table.outputs):
            answers = constants(table, at)
            _merge(found, output.name, answers if len(answers) == len(table.rules) else None)
    for element in diagram.elements.values():
        for name, value in SET_BY.get(element.operation, {}).items():
            _merge(found, name, [True, False] if isinstance(value, bool) else None)
    return {name: values for name, values in found.items() if values}


def _merge(found: dict[str, list[object] | None], name: str, values: list[object] | None) -> None:
    before = found.get(name, [])
    if values is None or before is None:
        found[name] = None
    else:
        found[name] = [*before, *(value for value in values if value not in before)]
