"""Drafts of releases: begun from what is in force, listed, taken back, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from engine.domain.rights import Actor
from engine.drafting.drafts.draft_access import DraftState, ReleaseDraft, hand, held, may, tenant
from engine.errors import EngineError, InvalidAnswers, NotFound
from engine.messages_catalogue import msg, say
from engine.persistence.queries import release_drafts as queries
from engine.persistence.queries import releases
from engine.persistence.queries.releases import ReleaseCard
from engine.runtime import Runtime, Session

__all__ = ["DraftList", "DraftRow", "ReleaseCard", "begin", "begin_like", "listed", "withdraw"]

MOST_TITLE = 120


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft in a list."""

    draft_id: int
    title: str
    state: DraftState
    author: str
    created_at: datetime
    from_day: date | None
    proposed_by: str
    decided_by: str
    paths: Sequence[str]  # the files in which it differs from its base


@dataclass(frozen=True, slots=True)
class DraftList:
    """All drafts of a municipality, the newest first."""

    rows: Sequence[DraftRow]
    earlier: Sequence[ReleaseCard]  # what was in use before, the newest first
    may_begin: bool


def listed(runtime: Runtime, actor: Actor) -> DraftList:
    """The drafts; NotFound for those who may not see them."""
    with runtime.reading(tenant(actor, "draft.see")) as session:
        found = queries.every(session)
        names = queries.who(session, found)
        paths = queries.paths(session, [one.id for one in found])
        rows = [_row(one, names, paths.get(one.id, [])) for one in found]
        earlier = releases.earlier(session, actor.municipality_id or 0)
    return DraftList(rows, earlier, may(actor, "draft.edit"))


def begin(runtime: Runtime, actor: Actor, title: str) -> int:
    """A new draft of the newest release that the municipality uses or will use; its number.

    InvalidAnswers where it has no name.
    """
    named = _title(title)
    with runtime.transaction(tenant(actor, "draft.edit")) as session:
        base = newest_base(session, actor)
        return queries.add(
            session, actor.municipality_id or 0, hand(runtime, actor), title=named, base_release_id=base
        )


def begin_like(runtime: Runtime, actor: Actor, release_id: int) -> int:
    """A draft that would bring an earlier release back, as it was; its number. NotFound without one."""
    with runtime.transaction(tenant(actor, "draft.edit")) as session:
        base = newest_base(session, actor)
        wanted, now = releases.find(session, release_id), runtime.release(session, base).files
        if wanted is None:
            raise NotFound(msg("There is no such release."))
        by = hand(runtime, actor)
        title = say(msg("Back to release {number}", number=release_id))
        draft_id = queries.add(session, actor.municipality_id or 0, by, title=title, base_release_id=base)
        draft = held(session, draft_id)
        files = {path: wanted[1].get(path) for path in wanted[1].keys() | now.keys()}
        for path in sorted(path for path, content in files.items() if content != now.get(path)):
            queries.put_file(session, draft, path, files[path], by)
        return draft_id


def withdraw(runtime: Runtime, actor: Actor, draft_id: int) -> None:
    """Nothing will come of the draft; it stays on record with all its files."""
    with runtime.transaction(tenant(actor, "draft.edit")) as session:
        draft = held(session, draft_id)
        if draft.state not in (DraftState.OPEN, DraftState.PROPOSED):
            raise EngineError(msg("This draft has been decided on already."))
        by = hand(runtime, actor)
        queries.note(session, draft, "withdrawn", by)
        decided = {"decided_by": by.user_id, "decided_at": by.now, "decision_reason": ""}
        queries.change(session, draft, state=DraftState.WITHDRAWN, **decided)


def newest_base(session: Session, actor: Actor) -> int:
    """The release with the latest first day in the actor's municipality, be it still to come."""
    found = releases.in_force(session, actor.municipality_id or 0, date.max)
    if found is None:
        raise NotFound(msg("There is no such release."))
    return found


def _title(typed: str) -> str:
    title = " ".join(typed.split())
    if not title:
        raise InvalidAnswers({"title": msg("Say in a few words what is to be changed.")})
    if len(title) > MOST_TITLE:
        raise InvalidAnswers({"title": msg("Say it in at most {most} characters.", most=MOST_TITLE)})
    return title


def _row(draft: ReleaseDraft, names: dict[int, str], paths: Sequence[str]) -> DraftRow:
    return DraftRow(
        draft_id=draft.id,
        title=draft.title,
        state=draft.state,
        author=names.get(draft.created_by, ""),
        created_at=draft.created_at,
        from_day=draft.from_day,
        proposed_by=names.get(draft.proposed_by or 0, ""),
        decided_by=names.get(draft.decided_by or 0, ""),
        paths=sorted(paths),
    )
