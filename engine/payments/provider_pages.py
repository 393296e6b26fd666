"""What a provider organisation sees first: its own contracts and their months, to be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.domain.rights import Actor, Thing, can
from engine.errors import NotFound
from engine.messages_catalogue import msg
from engine.persistence.queries import month_lists, names, own_services
from engine.persistence.queries.month_lists import MonthRow
from engine.persistence.queries.own_services import OwnContract
from engine.runtime import Runtime, Tenant

__all__ = ["MonthRow", "OwnContract", "ProviderHome", "find"]

MONTHS = 60  # how many are shown


@dataclass(frozen=True, slots=True)
class ProviderHome:
    """Everything under an organisation's contracts, the newest first."""

    contracts: Sequence[OwnContract]
    months: Sequence[MonthRow]
    names: Mapping[int, str]  # of the people in the months


def find(runtime: Runtime, actor: Actor, *, most: int = MONTHS) -> ProviderHome:
    """The organisation's own, at most so many months; NotFound for an account that speaks for none."""
    own = Thing(actor.municipality_id, provider_id=actor.provider_id)
    if actor.provider_id is None or not can(actor, "provider.see", own):
        raise NotFound(msg("There is no such page, or it is not for you."))
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        months = month_lists.of_provider(session, actor.provider_id, limit=most)
        people = {one for row in months for one in (row.recipient_id, row.assistant_id)}
        return ProviderHome(
            own_services.contracts_of_provider(session, actor.provider_id),
            months,
            names.of_persons(session, people),
        )
