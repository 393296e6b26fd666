"""Who may reach a draft, and in which state it may still be changed."""

from __future__ import annotations

from engine.domain.rights import Actor, Thing, can
from engine.errors import EngineError, NotFound
from engine.messages_catalogue import Message, msg
from engine.persistence.queries import release_drafts as drafts
from engine.persistence.queries.release_drafts import DraftState, Hand, ReleaseDraft
from engine.runtime import Runtime, Session, Tenant

__all__ = [
    "DraftState",
    "Hand",
    "ReleaseDraft",
    "found",
    "had_a_hand",
    "hand",
    "held",
    "may",
    "open_one",
    "tenant",
]

_NO_LONGER: dict[DraftState, Message] = {
    DraftState.PROPOSED: msg("This draft waits for a second person; take it back before you change it."),
    DraftState.PUBLISHED: msg("This draft has become a release; begin a new one."),
    DraftState.WITHDRAWN: msg("This draft was withdrawn; begin a new one."),
}


def tenant(actor: Actor, action: str) -> Tenant:
    """The municipality whose drafts these are; NotFound for those who may not do this to drafts."""
    if actor.municipality_id is None or not may(actor, action):
        raise _no_such_draft()
    return Tenant(actor.municipality_id)


def may(actor: Actor, action: str) -> bool:
    """Whether the actor may do this to drafts at all."""
    return can(actor, action, Thing(actor.municipality_id))


def hand(runtime: Runtime, actor: Actor) -> Hand:
    """Who does it, and when: now."""
    return Hand(actor.user_id, runtime.clock.now())


def found(session: Session, draft_id: int) -> ReleaseDraft:
    """The draft, to be read; NotFound where there is none."""
    draft = drafts.find(session, draft_id)
    if draft is None:
        raise _no_such_draft()
    return draft


def held(session: Session, draft_id: int) -> ReleaseDraft:
    """The draft, kept from everybody else until the transaction ends; NotFound where there is none."""
    draft = drafts.held(session, draft_id)
    if draft is None:
        raise _no_such_draft()
    return draft


def open_one(session: Session, draft_id: int) -> ReleaseDraft:
    """The draft, held, while its files may be changed; EngineError with the reason where they may not."""
    draft = held(session, draft_id)
    if draft.state is not DraftState.OPEN:
        raise EngineError(_NO_LONGER[draft.state])
    return draft


def had_a_hand(draft: ReleaseDraft) -> set[int]:
    """Accounts that began, changed or proposed the draft: none of them decides on it."""
    return {draft.created_by, *draft.editors, *filter(None, [draft.proposed_by])}


def _no_such_draft() -> NotFound:
    return NotFound(msg("There is no such draft."))
