"""Who works for the office: the accounts that a task can be given to, or somebody can stand in with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from engine.domain.rights import PARTIES
from engine.persistence.tables.accounts import UserAccount, UserRole
from engine.persistence.tables.integrations import Integration


@dataclass(frozen=True, slots=True)
class Colleague:
    """One account of the office with its roles of a day."""

    user_id: int
    name: str
    roles: frozenset[str]


def of_office(session: Session, day: date) -> list[Colleague]:
    """Everybody who works for this session's municipality on a day, by name; one query."""
    names: dict[int, str] = {}
    roles: dict[int, set[str]] = {}
    for user_id, name, role in session.execute(_OF_OFFICE, {"day": day}):
        names[user_id] = name
        roles.setdefault(user_id, set()).add(str(role))
    return [Colleague(one, name, frozenset(roles[one])) for one, name in names.items()]


# built once: each look at an inbox asks it
_OF_OFFICE = (
    select(UserAccount.id, UserAccount.display_name, UserRole.role)
    .join(UserRole, UserRole.user_id == UserAccount.id)
    .where(
        UserAccount.disabled_at.is_(None),
        UserAccount.id.not_in(select(Integration.user_id)),  # another system stands in for nobody
        UserRole.role.not_in(sorted(PARTIES)),
        UserRole.from_day <= bindparam("day"),
        or_(UserRole.to_day.is_(None), UserRole.to_day >= bindparam("day")),
    )
    .order_by(UserAccount.display_name, UserAccount.id)
)
