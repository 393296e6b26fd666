"""Scenario files in their room: the tasks and messages they name exist."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache

from engine.errors import Finding, Refused
from engine.gate.findings import error, warning, with_guess
from engine.gate.room import MOST_KEPT, Room
from engine.messages_catalogue import Message, msg
from engine.scenarios import Scenario, read_scenario
from engine.scenarios.parts import Complete, Expect, Send

FOLDER = "/scenarios/"


def scenario_findings(room: Room) -> Iterator[Finding]:
    """What a scenario names and the room does not have; processes without any scenario."""
    if not room.is_whole:
        return
    tasks = {node.element_id for _, node in room.nodes("userTask")}
    messages = {
        one.name for diagram in room.diagrams.values() for one in diagram.declared if one.kind == "message"
    }
    told: set[str] = set()
    for scenario in _scenarios(room):
        told.add(scenario.process_id)
        if scenario.process_id not in room.diagrams:
            sentence = msg(
                "Scenarios lie beside a diagram; there is no process {process}.", process=scenario.process_id
            )
            yield error(scenario.file, "", "no_process", sentence)
        yield from _names(scenario, tasks, messages)
    for process_id, diagram in room.diagrams.items():
        if process_id not in told and _is_started(room, process_id):
            sentence = msg("No scenario plays this process; write one into the folder scenarios.")
            yield warning(diagram.file, process_id, "no_scenario", sentence)


def _is_started(room: Room, process_id: str) -> bool:
    """A process that is only called is played by the scenarios of its callers."""
    return all(node.calls != process_id for _, node in room.nodes("callActivity"))


def _scenarios(room: Room) -> Iterator[Scenario]:
    for path, data in sorted(room.files.items()):
        if FOLDER in path and path.endswith(".yaml"):
            scenario = _read_once(data, path)
            if scenario is not None:  # else told by the reader
                yield scenario


@lru_cache(maxsize=MOST_KEPT)
def _read_once(data: bytes, path: str) -> Scenario | None:
    try:
        return read_scenario(data, path)
    except Refused:
        return None


def _names(scenario: Scenario, tasks: Collection[str], messages: Collection[str]) -> Iterator[Finding]:
    for step in scenario.steps:
        named: list[tuple[str, Collection[str], Message]] = []
        if isinstance(step, Complete):
            named = [(step.task, tasks, msg("There is no user task “{name}”.", name=step.task[:64]))]
        elif isinstance(step, Send):
            named = [(step.message, messages, msg("No diagram waits for “{name}”.", name=step.message[:64]))]
        elif isinstance(step, Expect):
            named = [
                (task, tasks, msg("There is no user task “{name}”.", name=task[:64]))
                for task in step.waiting or ()
            ]
        for name, known, sentence in named:
            if name not in known:
                said = msg("Line {line}: {what}", line=step.line, what=with_guess(sentence, name, known))
                yield error(scenario.file, f"line {step.line}", "unknown_step", said)
