"""Accounts: who somebody is today, tries to sign in, sessions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from engine.domain.role_limits import limits_of
from engine.persistence.questions import Question
from engine.persistence.tables.accounts import Deputy, SignInAttempt, UserAccount, UserRole, WebSession
from engine.persistence.tables.districts import RoleDistrict
from engine.persistence.tables.kept_off import KeptOff
from engine.persistence.tenancy import see_changes


@dataclass(frozen=True, slots=True)
class Account:
    """What every page needs to know of whoever asks for it."""

    id: int
    display_name: str
    municipality_id: int | None
    person_id: int | None
    provider_id: int | None
    language: str
    settings: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LiveSession:
    """A session that still counts, and whose it is."""

    account: Account
    csrf: str
    seen_at: datetime
    confirmed_at: datetime | None


_DAY = bindparam("day", type_=UserRole.from_day.type)
_SESSION = Question(
    select(
        *(getattr(UserAccount, name) for name in Account.__slots__),
        UserAccount.disabled_at,
        UserAccount.password_changed_at,
        *(getattr(WebSession, name) for name in ("created_at", "csrf", "seen_at", "confirmed_at")),
    )
    .join(WebSession, WebSession.user_id == UserAccount.id)
    .where(
        WebSession.token_hash == bindparam("token_hash"),
        WebSession.expires_at > bindparam("now", type_=WebSession.expires_at.type),
    )
)
_ROLES = Question(
    select(UserRole.role, RoleDistrict.district_id)
    .outerjoin(RoleDistrict, RoleDistrict.user_role_id == UserRole.id)
    .where(
        UserRole.user_id == bindparam("user_id"),
        UserRole.from_day <= _DAY,
        or_(UserRole.to_day.is_(None), UserRole.to_day >= _DAY),
    ),
    beside=[RoleDistrict],
)
_AWAY, _CASE = "away", "case"
_BESIDE_ROLES = union_all(
    select(literal(_AWAY), Deputy.user_id).where(
        Deputy.deputy_user_id == bindparam("user_id"), Deputy.from_day <= _DAY, Deputy.to_day >= _DAY
    ),
    select(literal(_CASE), KeptOff.case_id).where(
        KeptOff.user_id == bindparam("user_id"), KeptOff.ended_at.is_(None)
    ),
)
"""Of one account, whose municipality is known: both at once, for every page asks it."""


def by_name(session: Session, user_name: str) -> UserAccount | None:
    """The account with this name, whatever its municipality."""
    return session.scalars(
        select(UserAccount).where(UserAccount.user_name == user_name.strip().lower())
    ).one_or_none()


def roles_on(session: Session, user_id: int, day: date) -> frozenset[str]:
    """The roles an account holds on a day."""
    return frozenset(str(role) for role, _ in _ROLES.ask(session, user_id=user_id, day=day))


def reach_on(session: Session, user_id: int, day: date) -> tuple[frozenset[str], frozenset[tuple[str, int]]]:
    """The roles of a day, and in which districts those count that are limited to some; one query."""
    found = [(str(role), district) for role, district in _ROLES.ask(session, user_id=user_id, day=day)]
    return frozenset(role for role, _ in found), limits_of(found)


def beside_roles(session: Session, user_id: int, day: date) -> tuple[frozenset[int], frozenset[int]]:
    """The accounts somebody is the deputy of on a day, and the cases that they are kept off; one query."""
    see_changes(session)
    found = session.connection().execute(_BESIDE_ROLES, {"user_id": user_id, "day": day}).all()
    away, cases = (frozenset(number for kind, number in found if kind == one) for one in (_AWAY, _CASE))
    return away, cases


def one_after_another(session: Session, *hashes: str) -> None:
    """Until this transaction ends, nobody else counts tries under these hashes; SQLite has one writer."""
    if session.get_bind().dialect.name == "postgresql":
        for name in sorted(hashes):  # in one order, so that no two wait for each other
            number = int.from_bytes(bytes.fromhex(name)[:8], "big", signed=True)
            session.execute(select(func.pg_advisory_xact_lock(number)))


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
    found = _SESSION.ask(session, token_hash=token_hash, now=now)
    if not found:
        return None
    (row,) = found
    changed = row.password_changed_at
    if row.disabled_at is not None or (changed is not None and changed > row.created_at):
        return None
    account = Account(*row[: len(Account.__slots__)])
    return LiveSession(account, row.csrf, row.seen_at, row.confirmed_at)


def in_municipality(session: Session) -> Sequence[UserAccount]:
    """The accounts of this session's municipality by name."""
    return session.scalars(select(UserAccount).order_by(UserAccount.user_name)).all()
