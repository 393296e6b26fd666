"""Views of the inbox kept under a name: a person's own, and those shared in the municipality."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.domain.rights import Actor, may
from engine.errors import InvalidAnswers, NotFound
from engine.messages_catalogue import msg
from engine.persistence import audit
from engine.persistence.queries import saved_views as rows
from engine.persistence.queries.saved_views import StoredView
from engine.runtime import Runtime, Session, Tenant

__all__ = ["StoredView", "ViewDraft", "keep", "listed", "make_default", "of_actor", "remove"]

LONGEST_NAME, LONGEST_ADDRESS = 60, 500


@dataclass(frozen=True, slots=True)
class ViewDraft:
    """A view to be kept; `asked` holds its tab and filters, never a search for somebody."""

    name: str
    asked: str
    is_shared: bool = False
    is_default: bool = False


def listed(runtime: Runtime, actor: Actor) -> Sequence[StoredView]:
    """The actor's own views and those shared in the municipality, by name."""
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        return of_actor(session, actor)


def of_actor(session: Session, actor: Actor) -> Sequence[StoredView]:
    """The same within a reading session."""
    if actor.municipality_id is None or not may(actor, "view.keep"):
        return []
    return rows.of_person(session, actor.user_id)


def keep(runtime: Runtime, actor: Actor, draft: ViewDraft) -> None:
    """Keep a view, in place of the actor's own of that name; InvalidAnswers (field `name`) without a name."""
    _require(actor)
    name = " ".join(draft.name.split())
    if not 1 <= len(name) <= LONGEST_NAME:
        raise InvalidAnswers(
            {"name": msg("Give the view a name of at most {most} letters.", most=LONGEST_NAME)}
        )
    with runtime.transaction(Tenant(actor.municipality_id)) as session:
        kept: dict[str, object] = {
            "name": name,
            "asked": draft.asked[:LONGEST_ADDRESS],
            "is_shared": draft.is_shared,
            "is_default": draft.is_default,
        }
        rows.keep(session, (actor.municipality_id, actor.user_id), kept)
        if draft.is_shared:
            _note(runtime, session, actor, "view_shared")


def make_default(runtime: Runtime, actor: Actor, view_id: int | None) -> None:
    """Have the actor's inbox begin with this view of theirs; None: with all tasks."""
    _require(actor)
    with runtime.transaction(Tenant(actor.municipality_id)) as session:
        if view_id is None:
            rows.no_default(session, actor.user_id)
        elif not rows.make_default(session, view_id, actor.user_id):
            raise NotFound(msg("There is no such view, or it is not yours."))


def remove(runtime: Runtime, actor: Actor, view_id: int) -> None:
    """Take one of the actor's own views away."""
    _require(actor)
    with runtime.transaction(Tenant(actor.municipality_id)) as session:
        if not rows.remove(session, view_id, actor.user_id):
            raise NotFound(msg("There is no such view, or it is not yours."))


def _require(actor: Actor) -> None:
    if not may(actor, "view.keep"):
        raise NotFound(msg("There is no such view, or it is not yours."))


def _note(runtime: Runtime, session: Session, actor: Actor, action: str) -> None:
    audit.record(
        session,
        action=action,
        at=runtime.clock.now(),
        municipality_id=actor.municipality_id,
        actor_user_id=actor.user_id,
        object_kind="saved_view",
    )
