"""Test runs of a draft: begun from sample data, played on step by step, kept as a scenario.

What is stored is the text of a scenario – the beginning and every step so far – and what came of it. It is
played in a process of its own, on an installation that is thrown away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from engine.deployments import hash_of
from engine.domain.rights import Actor
from engine.drafting import draft_files, tryout_player
from engine.drafting.draft_access import ReleaseDraft, found, hand, held, tenant
from engine.drafting.draft_diagrams import diagram_path
from engine.drafting.draft_paths import FileKind, kind_of, process_of
from engine.drafting.findings_kept import from_values
from engine.drafting.tryout_beginnings import Beginning, beginnings, usual
from engine.errors import EngineError, NotFound, Refused
from engine.messages_catalogue import Message, msg
from engine.persistence.queries import draft_tryouts as rows
from engine.persistence.queries.draft_tryouts import DraftTryout
from engine.persistence.types import gathered
from engine.runtime import Runtime, Session
from engine.scenarios import read_begun
from engine.scenarios.writer import write_scenario

BY_ITSELF = frozenset({"step", "end"})  # what needs sample answers

__all__ = [
    "Beginning",
    "Choices",
    "Refusal",
    "Tryout",
    "begin",
    "choices",
    "find",
    "play",
    "sentence",
    "take_back",
]


@dataclass(frozen=True, slots=True)
class Choices:
    """What a test run of a process can begin with, and those that were begun."""

    beginnings: Sequence[Beginning]
    begun: Sequence[tuple[int, datetime]]  # number, when; the newest first
    process_id: str


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
    files: Mapping[str, bytes]


class Refusal(EngineError):
    """A step was refused, and nothing has changed; `fields`: place in the form → sentence."""

    def __init__(self, message: Message, fields: Mapping[str, Message], element: str) -> None:
        super().__init__(message)
        self.fields = fields
        self.element = element


def choices(runtime: Runtime, actor: Actor, draft_id: int, path: str) -> Choices:
    """The beginnings for the diagram at `path`; NotFound where the draft has none."""
    with runtime.reading(tenant(actor, "draft.see")) as session:
        draft = found(session, draft_id)
        files = _files_with(runtime, session, draft, path)
        process_id = process_of(path)
        begun = [(one.id, one.created_at) for one in rows.of_process(session, draft_id, process_id)]
    return Choices(beginnings(files, process_id), begun, process_id)


def begin(runtime: Runtime, actor: Actor, draft_id: int, path: str, start: str) -> int:
    """A new test run that begins as the scenario file `start` does, or as usual ("").

    Raises Refused where the check finds errors in the draft, EngineError where it cannot begin.
    """
    by = hand(runtime, actor)
    with runtime.reading(tenant(actor, "draft.edit")) as session:
        draft = found(session, draft_id)
        files = _files_with(runtime, session, draft, path)
        municipality_id = draft.municipality_id
    process_id = process_of(path)
    first = next((one for one in beginnings(files, process_id) if one.path == start), None)
    wanted = first or usual(process_id)
    shown = _played(files, wanted.path, wanted.scenario, {"do": ""})
    with runtime.transaction(tenant(actor, "draft.edit")) as session:
        return rows.add(
            session,
            municipality_id,
            draft_id=draft_id,
            path=wanted.path,
            scenario=shown["scenario"],
            shown=shown,
            played_sha256=hash_of(played(files)),
            created_by=by.user_id,
            created_at=by.now,
        )


def find(runtime: Runtime, actor: Actor, draft_id: int, tryout_id: int) -> Tryout:
    """One test run; NotFound where there is none."""
    with runtime.reading(tenant(actor, "draft.see")) as session:
        draft = found(session, draft_id)
        return _tryout(_row(session, draft_id, tryout_id), draft_files.of_draft(runtime, session, draft))


def play(runtime: Runtime, actor: Actor, one: Tryout, more: Mapping[str, Any]) -> None:
    """Go on: `more["do"]` is step, end or timer; "" (nothing more); pass with "day"; or complete with "task",
    "who" and "answers".

    What was played before is played again where the draft was changed. Raises Refusal, Refused (the check
    finds errors), EngineError where it came to no answer; what could be played is kept.
    """
    tenant(actor, "draft.edit")
    shown = _played(one.files, one.path, one.scenario, more)
    _keep(runtime, actor, one, shown)
    _refuse(shown.get("refused"))


def take_back(runtime: Runtime, actor: Actor, one: Tryout, steps: int) -> None:
    """Only the first `steps` steps were done; they are played again."""
    scenario = read_begun(one.scenario.encode(), one.path)
    shorter = replace(scenario, steps=scenario.steps[: max(steps, 0)])
    play(runtime, actor, replace(one, scenario=write_scenario(shorter)), {"do": ""})


def _keep(runtime: Runtime, actor: Actor, one: Tryout, shown: Mapping[str, Any]) -> None:
    """Write what came of it, unless somebody else went on meanwhile."""
    with runtime.transaction(tenant(actor, "draft.edit")) as session:
        held(session, one.draft_id)
        row = _row(session, one.draft_id, one.tryout_id)
        if row.version != one.version:
            raise EngineError(msg("Somebody went on with this test run meanwhile; it is shown as it is now."))
        kept = {name: value for name, value in shown.items() if name != "refused"}
        rows.change(
            session,
            row,
            scenario=shown["scenario"],
            shown=kept,
            played_sha256=hash_of(played(one.files)),
            version=row.version + 1,
        )


def _played(
    files: Mapping[str, bytes], path: str, scenario: str, more: Mapping[str, Any]
) -> Mapping[str, Any]:
    """What the player answers; Refused for findings, Refusal where what is written cannot be played."""
    samples = {one: files[one] for one in files if one not in played(files)}
    mine = {one: data.decode("utf-8", "replace") for one, data in samples.items() if is_of(one, path)}
    asked = {
        "path": path,
        "scenario": scenario,
        "more": more,
        "samples": mine if more["do"] in BY_ITSELF else {},
    }
    shown = tryout_player.ask(played(files), asked)
    if "findings" in shown:
        raise Refused(from_values(shown["findings"]))
    if "course" not in shown:
        _refuse(shown.get("refused"))
    return shown


def is_of(path: str, other: str) -> bool:
    """Whether two files belong to the same process."""
    return process_of(path) == process_of(other)


def played(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """What a test run stands on: everything but scenarios, which may be written meanwhile."""
    return {path: data for path, data in files.items() if kind_of(path) is not FileKind.SCENARIO}


def _refuse(refused: Mapping[str, Any] | None) -> None:
    if refused is not None:
        fields = {place: gathered(said) for place, said in refused["fields"].items()}
        raise Refusal(gathered(refused["message"]), fields, refused["element"])


def sentence(kept: Any) -> Message:
    """A sentence of the player, to be said in any language."""
    return gathered(kept)


def _tryout(row: DraftTryout, files: Mapping[str, bytes]) -> Tryout:
    return Tryout(
        tryout_id=row.id,
        draft_id=row.draft_id,
        process_id=process_of(row.path),
        path=row.path,
        scenario=row.scenario,
        shown=row.shown,
        version=row.version,
        steps=read_begun(row.scenario.encode(), row.path).steps,
        is_stale=row.played_sha256 != hash_of(played(files)),
        files=files,
    )


def _row(session: Session, draft_id: int, tryout_id: int) -> DraftTryout:
    row = rows.find(session, draft_id, tryout_id)
    if row is None:
        raise NotFound(msg("There is no such test run."))
    return row


def _files_with(runtime: Runtime, session: Session, draft: ReleaseDraft, path: str) -> dict[str, bytes]:
    files = draft_files.of_draft(runtime, session, draft)
    if diagram_path(path) not in files:
        raise NotFound(msg("There is no such diagram."))
    return files
