"""The files of a draft as the gate reads them."""

from __future__ import annotations

from engine.domain.rights import Actor
from engine.drafting.drafts import draft_files
from engine.drafting.drafts.draft_access import found, tenant
from engine.gate.room import Room, read_room
from engine.runtime import Runtime

__all__ = ["Room", "of_draft"]


def of_draft(runtime: Runtime, actor: Actor, draft_id: int) -> Room:
    """What can be read of each file; NotFound where there is no such draft."""
    with runtime.reading(tenant(actor, "draft.see")) as session:
        files = draft_files.of_draft(runtime, session, found(session, draft_id))
    return read_room(files, is_whole=True)
