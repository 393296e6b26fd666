"""Notes in a case's file: written by the office, signed with name and time, never changed or deleted."""

from __future__ import annotations

from engine.domain.rights import Actor, can
from engine.errors import InvalidAnswers, NotFound
from engine.messages_catalogue import msg
from engine.persistence import audit, rows
from engine.persistence.queries.case_rights import thing_in_case
from engine.persistence.tables.cases import CaseNote, ServiceCase
from engine.runtime import Runtime, Tenant

LONGEST = 2000


def write(runtime: Runtime, actor: Actor, case_id: int, text: str) -> int:
    """Write a note; gives its id. NotFound where the person may not, InvalidAnswers (field `note`)."""
    note = text.strip()
    if not note:
        raise InvalidAnswers({"note": msg("Write the note.")})
    if len(note) > LONGEST:
        raise InvalidAnswers({"note": msg("A note may have at most {most} characters.", most=LONGEST)})
    now = runtime.clock.now()
    with runtime.transaction(Tenant(actor.municipality_id)) as session:
        case = rows.first(session, ServiceCase, id=case_id)
        if case is None or not can(actor, "case.note", thing_in_case(session, actor, case_id)):
            raise NotFound(msg("There is no such case, or you may not change it."))
        written = {
            "municipality_id": case.municipality_id,
            "case_id": case_id,
            "text": note,
            "written_by": actor.user_id,
            "written_at": now,
        }
        [note_id] = rows.insert_for_ids(session, CaseNote, [written])
        audit.record(
            session,
            action="note_written",
            at=now,
            municipality_id=case.municipality_id,
            actor_user_id=actor.user_id,
            case_id=case_id,
            object_kind="case_note",
            object_id=str(note_id),
        )
    return int(note_id)
