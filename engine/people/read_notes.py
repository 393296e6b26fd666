"""Notes in the read log: who looked at whose matter, and what for. One's own is not noted."""

from __future__ import annotations

from collections.abc import Iterable

from engine.domain.rights import Actor
from engine.persistence import audit
from engine.persistence.queries.tasks import StoredTask
from engine.persistence.queries.uploads import recipient_of
from engine.persistence.tables.records import Document
from engine.runtime import Runtime, Session, Tenant

OF_TASK = "task"  # of the read log


def note(runtime: Runtime, actor: Actor, person_ids: Iterable[int | None], purpose: str) -> None:
    """A line for each of these people but the reader."""
    others = sorted({one for one in person_ids if one is not None and one != actor.person_id})
    if others and actor.municipality_id is not None:
        reader = {
            "municipality_id": actor.municipality_id,
            "user_id": actor.user_id,
            "purpose": actor.purpose or purpose,
        }
        with runtime.transaction(Tenant(actor.municipality_id)) as session:
            audit.record_reads(session, reader, others, runtime.clock.now())


def note_task(runtime: Runtime, actor: Actor, task: StoredTask) -> None:
    """The recipient's, where somebody opens a task of a case that does not name them as its person."""
    if task.case_id is not None and actor.person_id not in task.person_ids:
        with runtime.reading(Tenant(actor.municipality_id)) as session:
            whose = recipient_of(session, task.case_id)
        note(runtime, actor, [whose], OF_TASK)


def of_letter(session: Session, actor: Actor, letter: Document) -> set[int | None]:
    """Its addressee and the recipient of its case; nobody where its addressee reads it."""
    if letter.person_id is not None and letter.person_id == actor.person_id:
        return set()
    return {letter.person_id, None if letter.case_id is None else recipient_of(session, letter.case_id)}
