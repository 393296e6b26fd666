"""What the page of users shows: accounts with their roles and when they were last here."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, literal, or_, select
from sqlalchemy.orm import Session

from engine.persistence.tables.accounts import UserAccount, UserRole, WebSession
from engine.persistence.tables.districts import District, RoleDistrict
from engine.persistence.tables.integrations import Integration
from engine.persistence.tables.records import AuditEvent

# written into the statement, not bound: the partial index over accounts is chosen by these words
_OF_ACCOUNTS = AuditEvent.object_kind == literal(
    "user_account", AuditEvent.object_kind.type, literal_execute=True
)


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account as of a day."""

    user_id: int
    user_name: str
    name: str
    roles: frozenset[str]
    active: bool
    last_seen: datetime | None  # when one of its present sessions was last used
    districts: frozenset[int] = frozenset()  # where its roles that work with cases count; none: everywhere


def every(session: Session, day: date) -> list[AccountRow]:
    """The accounts of this session's municipality by name, but for those of other systems; three queries."""
    people = UserAccount.id.not_in(select(Integration.user_id))
    accounts = session.scalars(select(UserAccount).where(people).order_by(UserAccount.user_name)).all()
    roles, districts = _roles(session, day)
    seen = _last_seen(session)
    return [
        AccountRow(
            one.id,
            one.user_name,
            one.display_name,
            frozenset(roles[one.id]),
            one.disabled_at is None,
            seen.get(one.id),
            frozenset(districts[one.id]),
        )
        for one in accounts
    ]


def of_providers(session: Session) -> dict[int | None, list[tuple[int, str]]]:
    """The accounts that speak for organisations: organisation → (id, user name) of each."""
    found: dict[int | None, list[tuple[int, str]]] = defaultdict(list)
    rows = session.execute(
        select(UserAccount.provider_id, UserAccount.id, UserAccount.user_name)
        .where(UserAccount.provider_id.is_not(None))
        .order_by(UserAccount.id)
    )
    for provider_id, user_id, name in rows:
        found[provider_id].append((user_id, name))
    return found


@dataclass(frozen=True, slots=True)
class RoleSpan:
    """A role that an account has, had, or will have."""

    role: str
    from_day: date
    to_day: date | None
    districts: tuple[str, ...] = ()  # the names of those in which it counts; none: in all


@dataclass(frozen=True, slots=True)
class RoleChange:
    """Somebody gave or took roles."""

    at: datetime
    by: str | None  # None: the command line


def role_spans(session: Session, user_id: int) -> list[RoleSpan]:
    """Every role of an account with its days and districts, the newest first."""
    found = session.scalars(
        select(UserRole)
        .where(UserRole.user_id == user_id)
        .order_by(UserRole.from_day.desc(), UserRole.role, UserRole.id)
    )
    limits: dict[int, list[str]] = defaultdict(list)
    for role_id, name in session.execute(
        select(RoleDistrict.user_role_id, District.name)
        .join(District, District.id == RoleDistrict.district_id)
        .join(UserRole, UserRole.id == RoleDistrict.user_role_id)
        .where(UserRole.user_id == user_id)
        .order_by(District.name)
    ):
        limits[role_id].append(name)
    return [RoleSpan(str(one.role), one.from_day, one.to_day, tuple(limits[one.id])) for one in found]


def role_changes(session: Session, user_id: int) -> list[RoleChange]:
    """Who gave or took its roles, by the audit that is still here; the newest first."""
    found = session.execute(
        select(AuditEvent.at, UserAccount.display_name)
        .outerjoin(UserAccount, UserAccount.id == AuditEvent.actor_user_id)
        .where(
            _OF_ACCOUNTS,
            AuditEvent.object_id == str(user_id),
            AuditEvent.action.in_(["user_added", "user_roles_changed"]),
        )
        .order_by(AuditEvent.id.desc())
        .limit(20)
    )
    return [RoleChange(at, name) for at, name in found]


def _roles(session: Session, day: date) -> tuple[dict[int, set[str]], dict[int, set[int]]]:
    """Account → its roles, and the districts in which those count that are limited."""
    roles: dict[int, set[str]] = defaultdict(set)
    districts: dict[int, set[int]] = defaultdict(set)
    found = session.execute(
        select(UserRole.user_id, UserRole.role, RoleDistrict.district_id)
        .outerjoin(RoleDistrict, RoleDistrict.user_role_id == UserRole.id)
        .where(UserRole.from_day <= day, or_(UserRole.to_day.is_(None), UserRole.to_day >= day))
    )
    for user_id, role, district_id in found:
        roles[user_id].add(str(role))
        districts[user_id] |= set() if district_id is None else {district_id}
    return roles, districts


def _last_seen(session: Session) -> dict[int, datetime]:
    own = select(UserAccount.id)
    rows = session.execute(
        select(WebSession.user_id, func.max(WebSession.seen_at))
        .where(WebSession.user_id.in_(own))
        .group_by(WebSession.user_id)
    )
    return {user_id: seen for user_id, seen in rows}
