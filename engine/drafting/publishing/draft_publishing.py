"""From draft to release: proposed, played, approved by somebody who had no hand in it, in use from a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from engine.domain.rights import Actor
from engine.drafting.drafts import draft_files
from engine.drafting.drafts.draft_access import DOOR, DraftState, ReleaseDraft, found, hand, held, tenant
from engine.drafting.publishing import draft_steps, rehearsals
from engine.drafting.publishing.rehearsals import RehearsalState
from engine.errors import EngineError, InvalidAnswers
from engine.messages_catalogue import msg
from engine.persistence.queries import release_drafts as drafts
from engine.releases import deployments
from engine.runtime import Runtime, Session


def approve(runtime: Runtime, actor: Actor, draft_id: int, seen: str) -> date:
    """Make the draft a release that the municipality's new cases take from its day; that day.

    `seen`: hash of the files that the page showed. Raises EngineError where the actor had a hand in it, its
    files or what is in force are others by now, or its scenarios are not green; Refused with the findings.
    """
    here = tenant(actor, "draft.decide")
    now = hand(runtime, actor)
    with runtime.reading(here) as session:
        draft = found(session, draft_id)
        files = draft_files.of_draft(runtime, session, draft)
        _refuse(session, draft, actor, files, seen)
    kept = rehearsals.of_draft(draft, files).findings
    author = Actor(draft.proposed_by or 0, "", actor.municipality_id, frozenset())
    published = deployments.publish(
        runtime, files, author=author, approver=actor, rehearse=lambda _files: kept
    )
    with runtime.transaction(here) as session:
        deployments.hold_uses(session)
        draft = held(session, draft_id)
        _refuse(session, draft, actor, files, seen)
        from_day = draft_steps.first_day(draft, now.now)
        deployments.use_from(session, published.release_id, from_day, at=now.now, by=actor)
        drafts.note(session, draft, "approved", now, release_id=published.release_id, from_day=from_day)
        drafts.change(
            session,
            draft,
            state=DraftState.PUBLISHED,
            from_day=from_day,
            release_id=published.release_id,
            decided_by=actor.user_id,
            decided_at=now.now,
        )
    return from_day


def send_back(runtime: Runtime, actor: Actor, draft_id: int, reason: str) -> None:
    """The draft may be changed again; the reason is what its authors read. InvalidAnswers without one."""
    if not reason.strip():
        raise InvalidAnswers({"reason": msg("Write why the draft is sent back.")})
    now = hand(runtime, actor)
    with runtime.transaction(tenant(actor, "draft.decide")) as session:
        draft = DOOR.proposed_one(session, draft_id)
        DOOR.refuse_own_hand(draft, actor)
        drafts.note(session, draft, "sent_back", now)
        decided = {"decided_by": actor.user_id, "decided_at": now.now, "decision_reason": reason.strip()}
        drafts.change(session, draft, state=DraftState.OPEN, **decided)


def _refuse(
    session: Session, draft: ReleaseDraft, actor: Actor, files: Mapping[str, bytes], seen: str
) -> None:
    DOOR.refuse_unless_proposed(draft)
    DOOR.refuse_own_hand(draft, actor)
    sha256 = deployments.hash_of(files)
    if sha256 != seen:
        raise EngineError(msg("The draft was changed while you were looking: look once more, then decide."))
    draft_steps.refuse_behind(session, draft)
    played = rehearsals.of_draft(draft, files).state
    if played is not RehearsalState.GREEN and not rehearsals.is_known(session, sha256):
        raise EngineError(msg("The scenarios of the draft must all go as written before it is approved."))
