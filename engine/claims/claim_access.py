"""Which claims a person may know of, and in whose rows each stands."""

from __future__ import annotations

from engine.domain.rights import Actor, Role, Thing, can
from engine.errors import NotFound
from engine.messages_catalogue import msg
from engine.persistence.queries import claim_lists
from engine.persistence.queries.claim_lists import ClaimRow
from engine.runtime import EVERY, Runtime, Tenant

__all__ = ["ClaimRow", "knows_people", "listed", "reach", "tenant_of"]


def listed(runtime: Runtime, actor: Actor) -> list[ClaimRow]:
    """The claims of the person's municipality, or, for the ministry, of all; the newest month first."""
    if not can(actor, "claim.list", Thing(actor.municipality_id)):
        raise NotFound(msg("There is no such claim, or it is not for you."))
    with runtime.reading(reach(actor)) as session:
        return claim_lists.listed(session)


def tenant_of(runtime: Runtime, actor: Actor, claim_id: int, action: str) -> Tenant:
    """The municipality of a claim that this person may do the action to; NotFound otherwise.

    A ministry officer belongs to none: one narrow question over all of them says whose claim it is, and
    nothing more.
    """
    with runtime.reading(reach(actor)) as session:
        municipality_id = claim_lists.municipality_of(session, claim_id)
    if municipality_id is None or not can(actor, action, Thing(municipality_id)):
        raise NotFound(msg("There is no such claim, or it is not for you."))
    return Tenant(municipality_id)


def reach(actor: Actor) -> Tenant:
    """Whose claims this person may know of: the own municipality's, or, from the ministry, all."""
    if actor.municipality_id is None and actor.has(Role.MINISTRY_OFFICER):
        return EVERY
    return Tenant(-1) if actor.municipality_id is None else Tenant(actor.municipality_id)


def knows_people(actor: Actor) -> bool:
    """Whether names are shown: the ministry pays for hours and reads numbers only."""
    return actor.municipality_id is not None
