"""Whose figures a person may see, and of which years there are any."""

from __future__ import annotations

from engine.claims.claim_access import reach
from engine.domain.rights import Actor, Thing, can
from engine.errors import NotFound
from engine.messages_catalogue import msg
from engine.persistence.queries import claimed_year
from engine.runtime import Runtime, Tenant

__all__ = ["Actor", "Tenant", "allowed", "years"]

FIRST_YEAR, LAST_YEAR = 2000, 2100


def allowed(actor: Actor, action: str, year: int) -> Tenant:
    """The rows that the year's figures are made of: the own municipality's, or, for the ministry, all.

    NotFound where this person may not do the action, or no service can have been given in such a year.
    """
    if not can(actor, action, Thing(actor.municipality_id)) or not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotFound(msg("There are no figures of this year."))
    return reach(actor)


def years(runtime: Runtime, actor: Actor) -> list[int]:
    """The years that have figures, the newest first; NotFound where figures are not for this person."""
    with runtime.reading(allowed(actor, "figures.see", FIRST_YEAR)) as session:
        return claimed_year.years(session)
