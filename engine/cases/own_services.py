"""The services somebody takes part in: their own cases, and contracts under which they help or are helped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.domain.rights import Actor
from engine.persistence.queries import own_services
from engine.persistence.queries.own_services import OwnCase, OwnContract
from engine.runtime import Runtime, Tenant

__all__ = ["OwnCase", "OwnContract", "OwnServices", "find"]


@dataclass(frozen=True, slots=True)
class OwnServices:
    """Everything of one person, the newest first."""

    person_id: int
    cases: Sequence[OwnCase]
    contracts: Sequence[OwnContract]  # not yet ended


def find(runtime: Runtime, actor: Actor) -> OwnServices:
    """The actor's own services; none for an account that belongs to no person of the service."""
    if actor.person_id is None:
        return OwnServices(0, [], [])
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        return OwnServices(
            actor.person_id,
            own_services.cases(session, actor.person_id),
            own_services.contracts(session, actor.person_id),
        )
