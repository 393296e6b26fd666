"""Another system gets a token with scopes.

An integration has an account of its own, that nobody signs in with: what it does stands under its name, and
its rights are those of the account's roles. The token is shown once; only its hash is kept.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from engine.clock import local_day
from engine.domain.rights import Actor, Role
from engine.errors import InvalidAnswers
from engine.integrations.integrations import PREFIX, note, require
from engine.integrations.scopes import OF_THE_MINISTRY, ROLES, Scope, out_of_reach
from engine.messages_catalogue import Message, msg
from engine.people import people, sessions
from engine.persistence import rows
from engine.persistence.tables.integrations import Integration
from engine.runtime import EVERY, Runtime, Tenant

LONGEST = timedelta(days=366)
MOST_WORDS = 200


@dataclass(frozen=True, slots=True)
class NewIntegration:
    """Another system that shall get a token."""

    name: str
    purpose: str
    roles: frozenset[str]
    scopes: frozenset[str]
    expires_on: date


def add(runtime: Runtime, actor: Actor, new: NewIntegration) -> tuple[int, str]:
    """By an administrator, for the own municipality: id and token, which is shown once and kept nowhere."""
    return add_for(runtime, require(actor), new, by=actor.user_id)


def day_in(runtime: Runtime, days: int) -> date:
    """The day so many days from today."""
    return local_day(runtime.clock.now()) + timedelta(days=days)


def add_for(
    runtime: Runtime, tenant: Tenant, new: NewIntegration, *, by: int | None = None
) -> tuple[int, str]:
    """The same for a municipality, or (no municipality) for the ministry; `by` None: the command line.

    InvalidAnswers with a sentence for each part that cannot be.
    """
    now = runtime.clock.now()
    _refuse_unfit(tenant, new, local_day(now))
    token = PREFIX + secrets.token_urlsafe(32)
    roles = frozenset(Role(one) for one in new.roles)
    account = people.NewAccount(f"integration-{secrets.token_hex(6)}", new.name.strip(), None, roles)
    user_id = people.add(runtime, tenant, account, by=by)
    with runtime.transaction(tenant) as session:
        made = {
            "municipality_id": tenant.municipality_id,
            "user_id": user_id,
            "name": new.name.strip(),
            "purpose": new.purpose.strip(),
            "token_hash": sessions.token_hash(token),
            "scopes": sorted(new.scopes),
            "made_by": by,
            "made_at": now,
            "expires_on": new.expires_on,
            "event_url": "",
            "event_kinds": [],
        }
        [integration_id] = rows.insert_for_ids(session, Integration, [made])
        note(session, tenant, integration_id, "integration_added", now, by=by, scopes=sorted(new.scopes))
    return integration_id, token


def _refuse_unfit(tenant: Tenant, new: NewIntegration, today: date) -> None:
    problems: dict[str, Message] = {}
    for name, text in (("name", new.name), ("purpose", new.purpose)):
        if not 0 < len(text.strip()) <= MOST_WORDS:
            problems[name] = msg("Write an answer.")
    if not today <= new.expires_on <= today + LONGEST:
        problems["expires_on"] = msg("Choose a last day within a year from today.")
    problems.update(_unfit_rights(tenant, new.roles, new.scopes))
    if problems:
        raise InvalidAnswers(problems)


def _unfit_rights(tenant: Tenant, roles: frozenset[str], scopes: frozenset[str]) -> dict[str, Message]:
    of_ministry = tenant == EVERY
    offered: Collection[str] = OF_THE_MINISTRY if of_ministry else list(Scope)
    roles_offered = (Role.MINISTRY_OFFICER,) if of_ministry else ROLES
    if not roles or roles - set(roles_offered):
        return {"roles": msg("Choose at least one of the roles.")}
    if not scopes or scopes - set(offered):
        return {"scopes": msg("Choose at least one thing that it may do.")}
    trial = Actor(0, "", tenant.municipality_id, roles)
    beyond = out_of_reach(trial, {Scope(one) for one in scopes})
    if beyond:
        return {"scopes": msg("None of the chosen roles may do this: {scopes}.", scopes=", ".join(beyond))}
    return {}
