"""Looking at a case: its file and its diagram, for those whose matter it is and for those who work on it.

Whoever reads another person's file leaves a line in the read log.
"""

from __future__ import annotations

from engine.case_files.case_file import CaseFile, build
from engine.domain.rights import Actor, Thing, can
from engine.errors import NotFound
from engine.instances import instances
from engine.messages_catalogue import msg
from engine.people import erased, read_notes
from engine.persistence.queries.case_file import FileRows, case_of, load
from engine.persistence.queries.contested import is_contested
from engine.runtime import Runtime, Session, Tenant

PURPOSE, OF_DIAGRAM = "case_file", "case_diagram"  # of the read log


def find(runtime: Runtime, actor: Actor, case_id: int) -> CaseFile:
    """The file of the case; NotFound where this person may not see it."""
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        file = _allowed(session, actor, case_id, "case.see")
        found = build(runtime, session, file)
    read_notes.note(runtime, actor, [file.case.recipient_id], PURPOSE)
    return found


def diagram(runtime: Runtime, actor: Actor, case_id: int) -> tuple[bytes, dict[str, str]]:
    """The diagram of the case's own release, and element id → "completed" | "current" | "cancelled"."""
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        file = _allowed(session, actor, case_id, "case.diagram")
        if file.case.instance_id is None:
            raise NotFound(msg("There is no such case, or you may not see it."))
        execution, release = instances.look(runtime, session, file.case.instance_id)
        process_id = file.instances[file.case.instance_id].process_id
        drawn = release.file(f"processes/{process_id}/{process_id}.bpmn"), execution.visited()
    read_notes.note(runtime, actor, [file.case.recipient_id], OF_DIAGRAM)
    return drawn


def _allowed(session: Session, actor: Actor, case_id: int, action: str) -> FileRows:
    """Read once the right is sure: a case of others takes no longer than one that is not there."""
    case, contested = case_of(session, case_id), is_contested(session, case_id)
    if case is not None:
        people = {one for one in (case.recipient_id, case.representative_id) if one is not None}
        thing = Thing(case.municipality_id, frozenset(people), is_contested=contested, case_id=case_id)
        if can(actor, action, thing):
            erased.refuse_case(session, case_id)
            return load(session, case)
    raise NotFound(msg("There is no such case, or you may not see it."))
