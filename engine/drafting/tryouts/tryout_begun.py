"""Test runs begun: with what, and which there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.domain.rights import Actor
from engine.drafting.drafts import draft_files
from engine.drafting.drafts.draft_access import DOOR, found, hand, open_one, tenant
from engine.drafting.drafts.draft_paths import FileKind, kind_of, process_of
from engine.drafting.tryouts.tryout_answers import asked, hash_played
from engine.drafting.tryouts.tryout_beginnings import Beginning, beginnings
from engine.errors import NotFound
from engine.messages_catalogue import msg
from engine.persistence.queries import draft_tryouts as rows
from engine.runtime import Runtime

__all__ = ["Beginning", "Choices", "begin", "choices"]


@dataclass(frozen=True, slots=True)
class Choices:
    """What a test run of a process can begin with, and those that were begun."""

    beginnings: Sequence[Beginning]
    begun: Sequence[tuple[int, datetime]]  # number, when; the newest first
    process_id: str


def choices(runtime: Runtime, actor: Actor, draft_id: int, path: str) -> Choices:
    """The beginnings for the diagram at `path`; NotFound where the draft has none."""
    process_id = process_of(path)
    with runtime.reading(tenant(actor, "draft.see")) as session:
        files = draft_files.of_draft(runtime, session, found(session, draft_id))
        begun = [(one.id, one.created_at) for one in rows.of_process(session, draft_id, process_id)]
    if path not in files or kind_of(path) is not FileKind.DIAGRAM:
        raise NotFound(msg("There is no such diagram."))
    return Choices(beginnings(files, process_id), begun, process_id)


def begin(runtime: Runtime, actor: Actor, draft_id: int, path: str, start: str) -> int:
    """A new test run that begins as the scenario file `start` does, else as the first one; its number.

    Raises Refused where the check finds errors in the draft, EngineError where it cannot begin.
    """
    by, possible = hand(runtime, actor), choices(runtime, actor, draft_id, path).beginnings
    wanted = next((one for one in possible if one.path == start), possible[0])
    with runtime.reading(tenant(actor, "draft.edit")) as session:
        draft = found(session, draft_id)
        DOOR.refuse_unless_open(draft)  # before minutes are spent on it
        municipality_id, files = draft.municipality_id, draft_files.of_draft(runtime, session, draft)
        numbers = draft_files.numbers_in_force(session)
    shown = asked(files | numbers, wanted.path, wanted.scenario, {"do": ""})
    row = {
        "draft_id": draft_id,
        "path": wanted.path,
        "scenario": shown["scenario"],
        "shown": shown,
        "played_sha256": hash_played(files),
    }
    with runtime.transaction(tenant(actor, "draft.edit")) as session:
        open_one(session, draft_id)
        return rows.add(session, municipality_id, **row, created_by=by.user_id, created_at=by.now)
