"""Which accounts elsewhere lead to an account here: linked and untied by an administrator of its house."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.domain.rights import Actor
from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.office import user_pages
from engine.people import outside_identities, outside_journeys
from engine.runtime import Runtime


@dataclass(frozen=True, slots=True)
class Link:
    """One tie."""

    identity_id: int
    provider: str  # its name; its key where the installation names it no more
    linked_at: datetime
    used_at: datetime | None


def of(runtime: Runtime, actor: Actor, user_id: int) -> Sequence[Link]:
    """The ties of an account of the actor's municipality."""
    user_pages.find(runtime, actor, user_id)
    names = {one.key: one.name for one in runtime.settings.providers}
    return [
        Link(one.identity_id, names.get(one.provider, one.provider), one.linked_at, one.used_at)
        for one in outside_identities.linked(runtime, user_id)
    ]


def link(runtime: Runtime, actor: Actor, user_id: int, key: str, value: str) -> None:
    """Tie it to what a provider says of its owner; never one's own account. EngineError with a sentence."""
    _refuse_own(runtime, actor, user_id)
    provider = outside_journeys.provider(runtime, key)
    outside_identities.link(runtime, provider, user_id, value, by=actor.user_id)


def unlink(runtime: Runtime, actor: Actor, user_id: int, identity_id: int) -> None:
    """Untie it: the account's sessions end."""
    _refuse_own(runtime, actor, user_id)
    outside_identities.unlink(runtime, user_id, identity_id, by=actor.user_id)


def _refuse_own(runtime: Runtime, actor: Actor, user_id: int) -> None:
    if user_pages.find(runtime, actor, user_id).user_id == actor.user_id:
        raise EngineError(msg("Your own account is changed by another administrator."))
