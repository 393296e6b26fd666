"""Other systems as their administrator sees them: listed, looked at, shut out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from engine.clock import local_day
from engine.domain.rights import Actor, Thing, can
from engine.errors import NotFound
from engine.messages_catalogue import msg
from engine.people import sessions
from engine.persistence import audit, rows
from engine.persistence.queries import names
from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.integrations import Integration
from engine.runtime import Runtime, Session, Tenant

PREFIX = "asi_"  # so that a token that was left lying about is known for one


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
