"""Who is behind a token: the account of its integration as it stands now, and what it may be used for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from engine.domain.rights import Actor, Thing, can
from engine.integrations.integrations import PREFIX, is_live
from engine.integrations.scopes import ACTIONS, Scope
from engine.people import sessions
from engine.persistence import rows
from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.integrations import Integration
from engine.runtime import EVERY, Runtime

NOTED_EVERY = timedelta(minutes=1)  # when a token was last used is kept no finer
LONGEST = 200  # signs; nobody's token is longer


@dataclass(frozen=True, slots=True)
class Caller:
    """Another system, as of this request."""

    integration_id: int
    actor: Actor
    scopes: frozenset[str]

    def may(self, scope: Scope) -> bool:
        """Whether the token has the scope, and the roles behind it still open something of it."""
        thing = Thing(self.actor.municipality_id)
        return scope in self.scopes and can(self.actor, ACTIONS[scope], thing)


def caller(runtime: Runtime, token: str) -> Caller | None:
    """Who shows this token; None where it is none, ran out, was revoked, or its account was shut."""
    if not token.startswith(PREFIX) or len(token) > LONGEST:
        return None
    now = runtime.clock.now()
    with runtime.reading(EVERY) as session:
        found = rows.first(session, Integration, token_hash=sessions.token_hash(token))
        account = None if found is None else session.get(UserAccount, found.user_id)
        if found is None or account is None or not is_live(found, account, now):
            return None
        actor = replace(sessions.actor_of(session, account, now), purpose=found.purpose)
        known = Caller(found.id, actor, frozenset(found.scopes))
        last = found.last_used_at
    if last is None or now - last >= NOTED_EVERY:
        with runtime.transaction(EVERY) as session:
            rows.change(session, Integration, {"last_used_at": now}, id=known.integration_id)
    return known
