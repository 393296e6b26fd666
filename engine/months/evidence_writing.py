"""Writes what was demanded or came, in the transaction of the month's instance."""

from __future__ import annotations

from engine.domain.rights import Actor
from engine.letters.letter_posting import post
from engine.months.month_access import allowed
from engine.persistence.effects.evidence import NewDemand, keep_demand, keep_receipt
from engine.persistence.queries.evidence import Demanded
from engine.runtime import Runtime, Session
from engine.service_tasks.month_letters import evidence_letters


def keep_new(runtime: Runtime, session: Session, actor: Actor, month_id: int, demanded: Demanded) -> None:
    """Keep the demand, and write to both sides until when it must come."""
    month = allowed(session, actor, month_id, "evidence.demand")
    kept = NewDemand(
        month_id=month_id,
        purpose=demanded.purpose,
        demanded_on=demanded.demanded_on,
        due_on=demanded.due_on,
        demanded_by=actor.user_id,
    )
    keep_demand(session, kept)
    if month.instance_id is not None:
        days = (demanded.demanded_on, demanded.due_on)
        letters = evidence_letters(session, month_id, demanded.purpose, days)
        post(runtime, session, month.instance_id, letters, user_id=actor.user_id)


def keep_came(session: Session, actor: Actor, demanded: Demanded) -> None:
    """Note that it came, and who says so."""
    if demanded.received_on is not None:
        keep_receipt(session, demanded.demand_id, demanded.received_on, actor.user_id)
