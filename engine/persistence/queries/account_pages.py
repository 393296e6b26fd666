"""What the page of users shows: accounts with their roles and when they were last here."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from engine.persistence.tables.accounts import UserAccount, UserRole, WebSession


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account as of a day."""

    user_id: int
    user_name: str
    name: str
    roles: frozenset[str]
    active: bool
    last_seen: datetime | None  # when one of its present sessions was last used


def every(session: Session, day: date) -> list[AccountRow]:
    """The accounts of this session's municipality by name; three queries."""
    accounts = session.scalars(select(UserAccount).order_by(UserAccount.user_name)).all()
    roles = _roles(session, day)
    seen = _last_seen(session)
    return [
        AccountRow(
            one.id,
            one.user_name,
            one.display_name,
            frozenset(roles[one.id]),
            one.disabled_at is None,
            seen.get(one.id),
        )
        for one in accounts
    ]


def _roles(session: Session, day: date) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    rows = session.execute(
        select(UserRole.user_id, UserRole.role).where(
            UserRole.from_day <= day, or_(UserRole.to_day.is_(None), UserRole.to_day >= day)
        )
    )
    for user_id, role in rows:
        found[user_id].add(str(role))
    return found


def _last_seen(session: Session) -> dict[int, datetime]:
    own = select(UserAccount.id)
    rows = session.execute(
        select(WebSession.user_id, func.max(WebSession.seen_at))
        .where(WebSession.user_id.in_(own))
        .group_by(WebSession.user_id)
    )
    return {user_id: seen for user_id, seen in rows}
