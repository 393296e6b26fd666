"""The live diagram of a case: what has been passed, where it stands, and the same as a list of words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.bpmn.outline import Next, Step, read_outline
from engine.domain.rights import Actor, Thing, can
from engine.errors import NotFound
from engine.instances import instances
from engine.messages_catalogue import msg
from engine.persistence.queries import cases as rows
from engine.persistence.queries.cases import CaseParties
from engine.persistence.queries.contested import is_contested
from engine.runtime import LoadedRelease, Runtime, Session, Tenant

__all__ = ["CaseDiagram", "Next", "Step", "of_case", "xml"]

PROCESS = "assistant_service"
STANDS_AT = frozenset(
    {"userTask", "manualTask", "receiveTask", "callActivity", "intermediateCatchEvent", "eventBasedGateway"}
)
"""Kinds of element at which a case is said to stand; what merely listens beside them is not marked."""


@dataclass(frozen=True, slots=True)
class CaseDiagram:
    """One diagram of a case; the others are those that it calls."""

    process_id: str
    titles: Mapping[str, str]  # process id → Latvian name, in the order in which they call each other
    release_sha256: str
    current: Sequence[str]  # element ids
    visited: Sequence[str]
    outline: Sequence[Step]
    called: Mapping[str, Sequence[Step]]  # outlines of the processes it calls


def of_case(runtime: Runtime, actor: Actor, case_id: int, process_id: str = "") -> CaseDiagram:
    """The diagram of the case, or of a process that it calls; NotFound where this person may not see it."""
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        case = _allowed(session, actor, case_id)
        execution, release = instances.look(runtime, session, case.instance_id)
        outlines = _outlines(release, PROCESS)
        shown = process_id or PROCESS
        if shown not in outlines:
            raise NotFound(msg("There is no such diagram."))
        elements = release.definitions[PROCESS].elements
        seen = execution.visited()
        return CaseDiagram(
            process_id=shown,
            titles={one: release.definitions[one].title for one in outlines},
            release_sha256=release.sha256,
            current=[
                one for one, how in seen.items() if how == "current" and elements[one].kind in STANDS_AT
            ],
            visited=[one for one, how in seen.items() if how == "completed"],
            outline=outlines[shown],
            called={one: steps for one, steps in outlines.items() if one != shown},
        )


def xml(runtime: Runtime, actor: Actor, case_id: int, process_id: str) -> bytes:
    """The file of one of the case's diagrams as its release holds it."""
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        case = _allowed(session, actor, case_id)
        release = runtime.release(session, case.release_id)
        if process_id not in _outlines(release, PROCESS):
            raise NotFound(msg("There is no such diagram."))
        return release.file(_path(process_id))


def _allowed(session: Session, actor: Actor, case_id: int) -> CaseParties:
    """Both are asked for a case that is not there too, so that it takes as long as one of others."""
    case, contested = rows.parties_of(session, case_id), is_contested(session, case_id)
    if case is not None:
        people = {one for one in (case.recipient_id, case.representative_id) if one is not None}
        thing = Thing(case.municipality_id, frozenset(people), is_contested=contested, case_id=case_id)
        if can(actor, "case.diagram", thing):
            return case
    raise NotFound(msg("There is no such case, or you may not see it."))


def _outlines(release: LoadedRelease, process_id: str) -> dict[str, Sequence[Step]]:
    """The outline of a process and of everything it calls, each once."""
    found: dict[str, Sequence[Step]] = {}
    wanted = [process_id]
    while wanted:
        name = wanted.pop(0)
        if name not in found:
            found[name] = read_outline(release.file(_path(name)), _path(name), name)
            wanted += _calls(found[name])
    return found


def _calls(steps: Sequence[Step]) -> Iterator[str]:
    for step in steps:
        if step.calls:
            yield step.calls
        yield from _calls(step.inside)


def _path(process_id: str) -> str:
    return f"processes/{process_id}/{process_id}.bpmn"
