"""Rehearsals of drafts: asked for, played by a job in a process of its own, kept with what was played."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from engine.domain.rights import Actor
from engine.drafting.drafts import draft_files, findings_kept
from engine.drafting.drafts.draft_access import DraftState, Hand, ReleaseDraft, hand, held, tenant
from engine.errors import Finding
from engine.persistence.queries import release_drafts as drafts
from engine.queue.port import NewJob
from engine.releases.deployments import hash_of
from engine.runtime import Runtime, Session

KIND = "rehearse_draft"  # of the job


class RehearsalState(StrEnum):
    """What is known of a draft's scenarios; one fixed list."""

    NEVER = "never"  # not played yet
    STALE = "stale"  # played, but a file was changed since
    GREEN = "green"  # all as written, with the files as they are
    RED = "red"  # some not as written, with the files as they are


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """The newest rehearsal of a draft, seen from its files as they are."""

    state: RehearsalState
    sha256: str  # hash of the files as they are
    played_at: datetime | None
    findings: Sequence[Finding]


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What came of playing all scenarios."""

    findings: Sequence[Finding]
    passed: Mapping[str, Sequence[str]] = field(default_factory=dict)  # scenario → elements that it passed


def of_draft(draft: ReleaseDraft, files: Mapping[str, bytes]) -> Rehearsal:
    """What the newest rehearsal says about these files."""
    findings, sha256 = findings_kept.from_values(draft.rehearsal), hash_of(files)
    if draft.rehearsed_sha256 is None:
        return Rehearsal(RehearsalState.NEVER, sha256, None, ())
    if draft.rehearsed_sha256 != sha256:
        return Rehearsal(RehearsalState.STALE, sha256, draft.rehearsed_at, ())
    state = RehearsalState.RED if findings else RehearsalState.GREEN
    return Rehearsal(state, sha256, draft.rehearsed_at, findings)


def is_known(session: Session, sha256: str) -> bool:
    """Whether these very files were published before, so that they need not be played again."""
    return drafts.was_released(session, sha256)


def ask(runtime: Runtime, actor: Actor, draft_id: int) -> None:
    """Have the scenarios of a draft played, soon."""
    with runtime.transaction(tenant(actor, "draft.edit")) as session:
        enqueue(runtime, session, held(session, draft_id), hand(runtime, actor))


def enqueue(runtime: Runtime, session: Session, draft: ReleaseDraft, by: Hand) -> None:
    """The same within a transaction; a rehearsal of the same files that waits already is not doubled."""
    sha256 = hash_of(draft_files.of_draft(runtime, session, draft))
    job = NewJob(
        KIND,
        {"draft_id": draft.id},
        unique_key=f"{KIND}:{draft.id}:{sha256}",
        municipality_id=draft.municipality_id,
    )
    runtime.queue.enqueue(session, job, now=by.now)


@dataclass(frozen=True, slots=True)
class ToPlay:
    """What a rehearsal plays."""

    files: Mapping[str, bytes]  # of the draft
    numbers: Mapping[str, bytes]  # in force


def to_play(runtime: Runtime, session: Session, draft_id: int) -> ToPlay | None:
    """A draft that is not decided, and the numbers; None where nobody needs to know any more."""
    draft = drafts.find(session, draft_id)
    if draft is None or draft.state not in (DraftState.OPEN, DraftState.PROPOSED):
        return None
    return ToPlay(draft_files.of_draft(runtime, session, draft), draft_files.numbers_in_force(session))


def keep(
    session: Session, draft_id: int, files: Mapping[str, bytes], rehearsed: Rehearsed, now: datetime
) -> None:
    """Write what came of playing these files, unless the draft was decided meanwhile."""
    draft = held(session, draft_id)
    if draft.state not in (DraftState.OPEN, DraftState.PROPOSED):
        return
    kept, sha256 = findings_kept.as_values(rehearsed.findings), hash_of(files)
    drafts.change(session, draft, rehearsed_sha256=sha256, rehearsed_at=now, rehearsal=kept)
    drafts.keep_coverage(session, draft, sha256, rehearsed.passed)
    drafts.note(session, draft, "rehearsed", Hand(None, now), failed=len(rehearsed.findings))
