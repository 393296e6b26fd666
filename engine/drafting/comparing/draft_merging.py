"""Two drafts at once: who else changes the same files, and what a newer release brought meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from engine.domain.rights import Actor
from engine.drafting.drafts import draft_files
from engine.drafting.drafts.draft_access import DraftState, ReleaseDraft, hand, open_one, tenant
from engine.errors import EngineError, StaleVersion
from engine.messages_catalogue import msg
from engine.persistence.queries import release_drafts as drafts
from engine.persistence.queries import releases
from engine.runtime import Runtime, Session

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another draft that changes some of the same files."""

    draft_id: int
    title: str
    editors: Sequence[str]
    paths: Sequence[str]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A file that the draft and a newer release changed, each otherwise; None: taken out."""

    path: str
    mine: bytes | None
    theirs: bytes | None


@dataclass(frozen=True, slots=True)
class Drift:
    """A release newer than the one that a draft began from."""

    release_id: int
    since: date
    author: str
    approved_by: str
    paths: Sequence[str]  # what it changed
    conflicts: Sequence[Conflict]


def neighbours(session: Session, draft: ReleaseDraft) -> list[Neighbour]:
    """Other drafts under way that change the same files."""
    others = _under_way(session, draft.id)
    paths = drafts.paths(session, [draft.id, *(one.id for one in others)])
    names = drafts.who(session, others)
    own = set(paths.get(draft.id, []))
    found = [(one, sorted(own.intersection(paths.get(one.id, [])))) for one in others]
    return [
        Neighbour(one.id, one.title, [names.get(user, "") for user in one.editors], same)
        for one, same in found
        if same
    ]


def at_file(runtime: Runtime, actor: Actor, draft_id: int, path: str) -> list[Neighbour]:
    """Other drafts under way that have changed this file, told before anything is changed here."""
    with runtime.reading(tenant(actor, "draft.see")) as session:
        others = _under_way(session, draft_id)
        paths = drafts.paths(session, [one.id for one in others])
        names = drafts.who(session, others)
    return [
        Neighbour(one.id, one.title, [names.get(user, "") for user in one.editors], [path])
        for one in others
        if path in paths.get(one.id, [])
    ]


def _under_way(session: Session, draft_id: int) -> list[ReleaseDraft]:
    return [
        one
        for one in drafts.every(session)
        if one.id != draft_id and one.state in (DraftState.OPEN, DraftState.PROPOSED)
    ]


def drift(runtime: Runtime, session: Session, draft: ReleaseDraft) -> Drift | None:
    """What a newer release brought since the draft began; None where there is none."""
    card = releases.card_in_force(session, draft.municipality_id, date.max)
    if card is None or card.release_id == draft.base_release_id:
        return None
    before = draft_files.base_of(runtime, session, draft)
    after = runtime.release(session, card.release_id).files
    changed = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
    own = drafts.files(session, draft.id)
    conflicts = [
        Conflict(path, own[path].content, after.get(path))
        for path in changed
        if path in own and own[path].content != after.get(path)
    ]
    author, approver = card.author or "", card.approved_by or ""
    return Drift(card.release_id, card.since, author, approver, changed, conflicts)


def take_in(runtime: Runtime, actor: Actor, draft_id: int, chosen: Mapping[str, str]) -> None:
    """Put the draft on the newest release; its own changes stay.

    Where both changed a file, `chosen` says MINE or THEIRS; without a choice StaleVersion is raised with
    both texts of every such file, and nothing is changed.
    """
    with runtime.transaction(tenant(actor, "draft.edit")) as session:
        draft = open_one(session, draft_id)
        found = drift(runtime, session, draft)
        if found is None:
            raise EngineError(msg("The draft stands on the newest release already."))
        after = runtime.release(session, found.release_id).files
        own = drafts.files(session, draft.id)
        undecided = [one for one in found.conflicts if chosen.get(one.path) not in (MINE, THEIRS)]
        if undecided:
            raise StaleVersion(
                msg("Both changed the same files: say for each which text counts. Nothing was changed."),
                mine={one.path: one.mine for one in undecided},
                theirs={one.path: one.theirs for one in undecided},
            )
        by = hand(runtime, actor)
        given_up = {one.path for one in found.conflicts if chosen[one.path] == THEIRS}
        for path, one in own.items():
            if path in given_up or one.content == after.get(path):
                drafts.drop_file(session, draft, path, by)
        base = {"base_release_id": found.release_id, "base_version": draft.version + 1}
        drafts.touch(session, draft, by, **base)  # what counts of two texts is a choice: a hand in the draft
        drafts.note(session, draft, "brought_up_to_date", by, release_id=found.release_id)
