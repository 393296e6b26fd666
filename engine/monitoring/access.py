"""Who may look at how processes run: whoever may read the release, in their own municipality."""

from __future__ import annotations

from engine.domain.rights import Actor, Thing, can
from engine.errors import NotFound
from engine.messages_catalogue import msg
from engine.runtime import Tenant

ACTION = "monitor.see"


def tenant(actor: Actor) -> Tenant:
    """The municipality whose instances are counted; NotFound for those who may not look."""
    if actor.municipality_id is None or not can(actor, ACTION, Thing(actor.municipality_id)):
        raise NotFound(msg("There is no such process."))
    return Tenant(actor.municipality_id)
