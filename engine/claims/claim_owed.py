"""Who still owes from payments that turned out too large."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.domain.rights import Actor, Thing, can
from engine.persistence import rows
from engine.persistence.queries import carried, names
from engine.persistence.tables.people import ProviderOrganisation
from engine.runtime import Runtime, Tenant


@dataclass(frozen=True, slots=True)
class OwedBack:
    """An amount that the next payment takes off; `who` is None for the payroll as a whole."""

    who: str | None
    cents: int


def owed_back(runtime: Runtime, actor: Actor) -> Sequence[OwedBack]:
    """Everybody who owes; nothing to whoever may not see payments."""
    if actor.municipality_id is None or not can(actor, "payment.see", Thing(actor.municipality_id)):
        return []
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        owed = carried.still_owed(session)
        people = names.of_persons(session, [one.person_id for one in owed])
        providers = {f"provider-{one.id}": one.name for one in rows.every(session, ProviderOrganisation)}
    known = {**{f"person-{number}": name for number, name in people.items()}, **providers}
    return [OwedBack(known.get(one.payee), one.cents) for one in owed]
