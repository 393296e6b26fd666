"""Whose invoices a person may know of: those of the own municipality, or of the organisation spoken for."""

from __future__ import annotations

from engine.domain.rights import Actor, Thing, can
from engine.errors import EngineError, NotFound
from engine.messages_catalogue import msg
from engine.persistence.queries import invoices
from engine.persistence.queries.invoices import Invoiced
from engine.persistence.tables.claims import MinistryClaim
from engine.runtime import Session, Tenant


def tenant_of(actor: Actor) -> Tenant:
    """The municipality of the person; NotFound for somebody of none."""
    if actor.municipality_id is None:
        raise nowhere()
    return Tenant(actor.municipality_id)


def may(actor: Actor, action: str, provider_id: int) -> bool:
    """Whether the person may do the action to invoices of a provider."""
    return can(actor, action, Thing(actor.municipality_id, provider_id=provider_id))


def frozen_claim(session: Session, actor: Actor, claim_id: int) -> MinistryClaim:
    """The claim once its months are approved; NotFound before, or where it is nothing of this person's."""
    sees_all = can(actor, "invoice.see", Thing(actor.municipality_id))
    found = invoices.frozen_claim(session, claim_id, provider_id=None if sees_all else actor.provider_id)
    if found is None:
        raise nowhere()
    return found


def within_reach(session: Session, actor: Actor, claim_id: int, action: str) -> list[Invoiced]:
    """The providers of a claim to which the person may do the action."""
    every = invoices.of_claim(session, claim_id)
    return [one for one in every if may(actor, action, one.provider_id)]


def awaited(
    session: Session, actor: Actor, claim_id: int, provider_id: int
) -> tuple[MinistryClaim, Invoiced]:
    """The claim and the provider whose invoice it awaits; an EngineError where that is in already."""
    claim = frozen_claim(session, actor, claim_id)
    every = within_reach(session, actor, claim_id, "invoice.enter")
    found = next((one for one in every if one.provider_id == provider_id), None)
    if found is None:
        raise nowhere()
    if found.invoice is not None:
        number = found.invoice.number
        raise EngineError(
            msg("The invoice for {period} is in already: {number}.", period=claim.period, number=number)
        )
    return claim, found


def nowhere() -> NotFound:
    """The answer to whoever may not."""
    return NotFound(msg("There is no such page, or it is not for you."))
