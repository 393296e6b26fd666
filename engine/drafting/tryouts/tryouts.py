"""Test runs of a draft: played on step by step with made-up people.

What is stored is the text of a scenario – the beginning and every step so far – and what came of it. It is
played in a process of its own, on an installation that is thrown away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from engine.domain.rights import Actor
from engine.drafting.drafts import draft_files
from engine.drafting.drafts.draft_access import DOOR, found, open_one, tenant
from engine.drafting.drafts.draft_paths import process_of
from engine.drafting.tryouts.tryout_answers import Refusal, asked, hash_played, refuse, sentence
from engine.drafting.tryouts.tryout_beginnings import shortened, steps_of
from engine.errors import EngineError, NotFound
from engine.messages_catalogue import msg
from engine.persistence.queries import draft_tryouts as rows
from engine.persistence.queries.draft_tryouts import DraftTryout
from engine.runtime import Runtime, Session

__all__ = ["Refusal", "Tryout", "find", "play", "sentence", "take_back"]


@dataclass(frozen=True, slots=True)
class Tryout:
    """A test run as it stands."""

    tryout_id: int
    draft_id: int
    process_id: str
    path: str  # of the scenario that gave the beginning
    scenario: str  # as text
    shown: Mapping[str, Any]
    version: int
    steps: Sequence[Any]  # of engine.scenarios.parts
    is_stale: bool  # the draft was changed since it was played
    files: dict[str, bytes]
    numbers: dict[str, bytes]  # in force


def find(runtime: Runtime, actor: Actor, draft_id: int, tryout_id: int) -> Tryout:
    """One test run; NotFound where there is none."""
    with runtime.reading(tenant(actor, "draft.see")) as session:
        draft = found(session, draft_id)
        row, files = _row(session, draft_id, tryout_id), draft_files.of_draft(runtime, session, draft)
        return _tryout(row, files, draft_files.numbers_in_force(session))


def play(runtime: Runtime, actor: Actor, one: Tryout, more: Mapping[str, Any]) -> None:
    """Go on: `more["do"]` is step, end or timer; "" (nothing more); pass with "day"; or complete with "task",
    "who" and "answers".

    What was played before is played again where the draft was changed. Raises Refusal, Refused (the check
    finds errors), EngineError where it came to no answer; what could be played is kept.
    """
    with runtime.reading(tenant(actor, "draft.edit")) as session:
        DOOR.refuse_unless_open(found(session, one.draft_id))  # before minutes are spent on it
    shown = asked(one.files | one.numbers, one.path, one.scenario, more)
    if shown["refused"] is None or one.is_stale or shown["scenario"] != one.scenario:
        _keep(runtime, actor, one, shown)
    refuse(shown["refused"])


def take_back(runtime: Runtime, actor: Actor, one: Tryout, steps: int) -> None:
    """Only the first `steps` steps were done; they are played again."""
    play(runtime, actor, replace(one, scenario=shortened(one.path, one.scenario, steps)), {"do": ""})


def _keep(runtime: Runtime, actor: Actor, one: Tryout, shown: Mapping[str, Any]) -> None:
    """Write what came of it, unless somebody else went on meanwhile."""
    with runtime.transaction(tenant(actor, "draft.edit")) as session:
        open_one(session, one.draft_id)
        row = _row(session, one.draft_id, one.tryout_id)
        if row.version != one.version:
            raise EngineError(msg("Somebody went on with this test run meanwhile; it is shown as it is now."))
        kept = {name: value for name, value in shown.items() if name != "refused"}
        rows.change(
            session,
            row,
            scenario=shown["scenario"],
            shown=kept,
            played_sha256=hash_played(one.files),
            version=row.version + 1,
        )


def _tryout(row: DraftTryout, files: dict[str, bytes], numbers: dict[str, bytes]) -> Tryout:
    return Tryout(
        tryout_id=row.id,
        draft_id=row.draft_id,
        process_id=process_of(row.path),
        path=row.path,
        scenario=row.scenario,
        shown=row.shown,
        version=row.version,
        steps=steps_of(row.path, row.scenario),
        is_stale=row.played_sha256 != hash_played(files),
        files=files,
        numbers=numbers,
    )


def _row(session: Session, draft_id: int, tryout_id: int) -> DraftTryout:
    row = rows.find(session, draft_id, tryout_id)
    if row is None:
        raise NotFound(msg("There is no such test run."))
    return row
