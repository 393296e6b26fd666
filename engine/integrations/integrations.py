"""Other systems: given a token with scopes, listed, shut out. Their administrator's view.

An integration has an account of its own, that nobody signs in with: what it does stands under its name, and
its rights are those of the account's roles. The token is shown once; only its hash is kept.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from engine.clock import local_day
from engine.domain.rights import Actor, Role, Thing, can
from engine.errors import InvalidAnswers, NotFound
from engine.integrations.scopes import OF_THE_MINISTRY, ROLES, Scope, out_of_reach
from engine.messages_catalogue import Message, msg
from engine.people import people, sessions
from engine.persistence import audit, rows
from engine.persistence.queries import names
from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.integrations import Integration
from engine.runtime import EVERY, Runtime, Session, Tenant

PREFIX = "asi_"  # so that a token that was left lying about is known for one
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


@dataclass(frozen=True, slots=True)
class IntegrationRow:
    """An integration as its administrator sees it; nothing of its token."""

    integration_id: int
    name: str
    purpose: str
    scopes: Sequence[str]
    roles: Sequence[str]
    made_by: str
    made_at: datetime
    expires_on: date
    last_used_at: datetime | None
    revoked_at: datetime | None
    is_live: bool
    event_url: str
    event_kinds: Sequence[str]


def add(runtime: Runtime, actor: Actor, new: NewIntegration) -> tuple[int, str]:
    """By an administrator, for the own municipality: id and token, which is shown once and kept nowhere."""
    return add_for(runtime, _tenant(actor), new, by=actor.user_id)


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


def listed(runtime: Runtime, actor: Actor) -> list[IntegrationRow]:
    """Those of the actor's municipality, the newest first."""
    return listed_of(runtime, _tenant(actor))


def listed_of(runtime: Runtime, tenant: Tenant) -> list[IntegrationRow]:
    """Those of a municipality; without one, of the whole installation."""
    now = runtime.clock.now()
    with runtime.reading(tenant) as session:
        return [_row(session, one, now) for one in rows.every(session, Integration, order_by=["-id"])]


def find(runtime: Runtime, actor: Actor, integration_id: int) -> IntegrationRow:
    """One; NotFound where the actor's municipality has none with that id."""
    with runtime.reading(_tenant(actor)) as session:
        return _row(session, stored(session, integration_id), runtime.clock.now())


def revoke(runtime: Runtime, actor: Actor, integration_id: int) -> None:
    """Shut it out at once; what it did stays under its name."""
    revoke_of(runtime, _tenant(actor), integration_id, by=actor.user_id)


def revoke_of(runtime: Runtime, tenant: Tenant, integration_id: int, *, by: int | None = None) -> None:
    """The same from the command line."""
    now = runtime.clock.now()
    with runtime.transaction(tenant) as session:
        found = stored(session, integration_id)
        if found.revoked_at is not None:
            return
        found.revoked_at = now
        session.get_one(UserAccount, found.user_id).disabled_at = now
        own = Tenant(found.municipality_id)
        note(session, own, integration_id, "integration_revoked", now, by=by)


def require(actor: Actor) -> Tenant:
    """The administrator's municipality; NotFound for everybody else."""
    return _tenant(actor)


def stored(session: Session, integration_id: int) -> Integration:
    """The row; NotFound where this session sees none."""
    found = rows.first(session, Integration, id=integration_id)
    if found is None:
        raise NotFound(msg("There is no such integration."))
    return found


def note(
    session: Session,
    tenant: Tenant,
    integration_id: int,
    action: str,
    now: datetime,
    *,
    by: int | None,
    **details: object,
) -> None:
    """What became of an integration, for the audit."""
    audit.record(
        session,
        action=action,
        at=now,
        municipality_id=tenant.municipality_id,
        actor_user_id=by,
        object_kind="integration",
        object_id=str(integration_id),
        details=details,
    )


def _row(session: Session, one: Integration, now: datetime) -> IntegrationRow:
    account = session.get_one(UserAccount, one.user_id)
    acting = sessions.actor_of(session, account, now)
    return IntegrationRow(
        integration_id=one.id,
        name=one.name,
        purpose=one.purpose,
        scopes=list(one.scopes),
        roles=sorted(acting.roles),
        made_by=names.of_accounts(session, [one.made_by]).get(one.made_by or 0, ""),
        made_at=one.made_at,
        expires_on=one.expires_on,
        last_used_at=one.last_used_at,
        revoked_at=one.revoked_at,
        is_live=is_live(one, account, now),
        event_url=one.event_url,
        event_kinds=list(one.event_kinds),
    )


def is_live(one: Integration, account: UserAccount, now: datetime) -> bool:
    """Whether its token counts now."""
    is_over = one.revoked_at is not None or account.disabled_at is not None
    return not is_over and local_day(now) <= one.expires_on


def _tenant(actor: Actor) -> Tenant:
    if actor.municipality_id is None or not can(actor, "integration.manage", Thing(actor.municipality_id)):
        raise NotFound(msg("There is no such integration."))
    return Tenant(actor.municipality_id)


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
