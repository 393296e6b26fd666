"""A release that was approved for a later day: until that day one person may call it off.

What counts today goes on counting, so nobody has to agree; an urgent change need not wait for that day. The
draft stays decided, and its changes can be taken up in a new draft.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.clock import local_day
from engine.domain.rights import Actor
from engine.drafting.drafts.draft_access import (
    DraftState,
    ReleaseDraft,
    found,
    hand,
    held,
    may,
    tenant,
)
from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.persistence.queries import release_drafts as drafts
from engine.persistence.queries import releases
from engine.releases import deployments
from engine.runtime import Runtime, Session


@dataclass(frozen=True, slots=True)
class Plan:
    """What became of the day that an approved draft named."""

    release_id: int = 0  # 0: the draft is no release, or counts already
    is_not_used: bool = False  # called off, or another release took its place on its very day
    may_call_off: bool = False
    may_take_up: bool = False  # its changes, in a new draft


def find(runtime: Runtime, actor: Actor, draft_id: int) -> Plan:
    """Whether the draft's release is still to come; NotFound as for the draft."""
    with runtime.reading(tenant(actor, "draft.see")) as session:
        draft = found(session, draft_id)
        if draft.state is not DraftState.PUBLISHED:
            return Plan()
        if not _is_in_use(session, draft):
            return Plan(draft.release_id or 0, is_not_used=True, may_take_up=may(actor, "draft.edit"))
        if not _is_to_come(draft, local_day(runtime.clock.now())):
            return Plan()
        return Plan(draft.release_id or 0, may_call_off=may(actor, "draft.decide"))


def call_off(runtime: Runtime, actor: Actor, draft_id: int) -> None:
    """New cases go on as today; EngineError where the release counts already or a later plan stands on it."""
    now = hand(runtime, actor)
    with runtime.transaction(tenant(actor, "draft.decide")) as session:
        deployments.hold_uses(session)
        draft = held(session, draft_id)
        if not (_is_to_come(draft, local_day(now.now)) and _is_in_use(session, draft)):
            raise EngineError(msg("Only a release that is planned for a later day can be called off."))
        release_id, from_day = draft.release_id or 0, draft.from_day or date.max
        deployments.call_off(session, release_id, from_day, at=now.now, by=actor)
        drafts.note(session, draft, "called_off", now, release_id=release_id, from_day=from_day)


def take_up(runtime: Runtime, actor: Actor, draft_id: int) -> int:
    """A new draft with what a called-off one changed, on what that one began from; its number.

    Where another release counts by now, the new draft says so and takes its changes in, as every draft.
    """
    with runtime.transaction(tenant(actor, "draft.edit")) as session:
        draft = found(session, draft_id)
        if draft.state is not DraftState.PUBLISHED or _is_in_use(session, draft):
            raise EngineError(msg("Only the changes of a release that is not used are taken up again."))
        by, base = hand(runtime, actor), draft.base_release_id
        new_id = drafts.add(session, draft.municipality_id, by, title=draft.title, base_release_id=base)
        new = held(session, new_id)
        for path, file in drafts.files(session, draft.id).items():
            drafts.put_file(session, new, path, file.content, by)
        return new_id


def _is_to_come(draft: ReleaseDraft, today: date) -> bool:
    return draft.state is DraftState.PUBLISHED and (draft.from_day or date.min) > today


def _is_in_use(session: Session, draft: ReleaseDraft) -> bool:
    return draft.release_id in {release for release, _ in releases.in_use(session, draft.municipality_id)}
