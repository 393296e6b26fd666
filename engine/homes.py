"""The home of a recipient, an assistant or a representative."""

from __future__ import annotations

from engine.clock import local_day
from engine.domain.rights import Actor
from engine.domain.service_month import ServiceMonth
from engine.persistence.queries.homes import Home, HomeMonth, home_of
from engine.runtime import Runtime, Tenant

__all__ = ["Home", "HomeMonth", "home"]


def home(runtime: Runtime, actor: Actor) -> Home:
    """What this person has to do, the hours left this month, recent months, letters; only their own."""
    now = runtime.clock.now()
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        return home_of(session, actor, period=str(ServiceMonth.of(local_day(now))), now=now)
