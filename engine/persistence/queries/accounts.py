"""Accounts: who somebody is today, tries to sign in, sessions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from engine.persistence.tables.accounts import Deputy, SignInAttempt, UserAccount, UserRole, WebSession


@dataclass(frozen=True, slots=True)
class LiveSession:
    """A session that still counts, and whose it is."""

    user_id: int
    csrf: str
    seen_at: datetime
    confirmed_at: datetime | None


def by_name(session: Session, user_name: str) -> UserAccount | None:
    """The account with this name, whatever its municipality."""
    return session.scalars(
        select(UserAccount).where(UserAccount.user_name == user_name.strip().lower())
    ).one_or_none()


def roles_on(session: Session, user_id: int, day: date) -> frozenset[str]:
    """The roles an account holds on a day."""
    found = session.scalars(
        select(UserRole.role).where(
            UserRole.user_id == user_id,
            UserRole.from_day <= day,
            or_(UserRole.to_day.is_(None), UserRole.to_day >= day),
        )
    )
    return frozenset(str(role) for role in found)


def stands_in_for(session: Session, user_id: int, day: date) -> frozenset[int]:
    """The accounts somebody is the deputy of on a day."""
    return frozenset(
        session.scalars(
            select(Deputy.user_id).where(
                Deputy.deputy_user_id == user_id, Deputy.from_day <= day, Deputy.to_day >= day
            )
        )
    )


def failures_since(
    session: Session, since: datetime, *, user_hash: str, address_hash: str
) -> tuple[int, int]:
    """Failed tries since an instant: for the name, and from the address."""

    def _count(column: object, value: str) -> int:
        return (
            session.scalar(
                select(func.count())
                .select_from(SignInAttempt)
                .where(column == value, SignInAttempt.at >= since, SignInAttempt.succeeded.is_(False))  # type: ignore[arg-type]
            )
            or 0
        )

    return (
        _count(SignInAttempt.user_name_hash, user_hash),
        _count(SignInAttempt.address_hash, address_hash),
    )


def live_session(session: Session, token_hash: str, now: datetime) -> LiveSession | None:
    """The session of a token: not expired, its account neither disabled nor given a new password since."""
    row = session.execute(
        select(WebSession, UserAccount)
        .join(UserAccount, UserAccount.id == WebSession.user_id)
        .where(WebSession.token_hash == token_hash, WebSession.expires_at > now)
    ).one_or_none()
    if row is None:
        return None
    found, account = row
    changed = account.password_changed_at
    if account.disabled_at is not None or (changed is not None and changed > found.created_at):
        return None
    return LiveSession(found.user_id, found.csrf, found.seen_at, found.confirmed_at)


def in_municipality(session: Session) -> Sequence[UserAccount]:
    """The accounts of this session's municipality by name."""
    return session.scalars(select(UserAccount).order_by(UserAccount.user_name)).all()
