"""Who works for the office: the accounts that a task can be given to, or somebody can stand in with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from engine.domain.rights import PARTIES
from engine.domain.role_limits import limits_of, reaches
from engine.persistence.tables.accounts import UserAccount, UserRole
from engine.persistence.tables.districts import RoleDistrict
from engine.persistence.tables.integrations import Integration


@dataclass(frozen=True, slots=True)
class Colleague:
    """One account of the office with its roles of a day."""

    user_id: int
    name: str
    roles: frozenset[str]
    districts: frozenset[tuple[str, int]] = frozenset()  # a role named here counts in these only

    def works_in(self, role: str, district_id: int | None) -> bool:
        """Whether they hold the role, and it counts in a district."""
        return role in self.roles and reaches(self.districts, role, district_id)


def of_office(session: Session, day: date) -> list[Colleague]:
    """Everybody who works for this session's municipality on a day, by name; one query."""
    names: dict[int, str] = {}
    held: dict[int, set[tuple[str, int | None]]] = {}
    for user_id, name, role, district_id in session.execute(_OF_OFFICE, {"day": day}):
        names[user_id] = name
        held.setdefault(user_id, set()).add((str(role), district_id))
    return [
        Colleague(one, name, frozenset(role for role, _ in held[one]), limits_of(held[one]))
        for one, name in names.items()
    ]


# built once: each look at an inbox asks it
_OF_OFFICE = (
    select(UserAccount.id, UserAccount.display_name, UserRole.role, RoleDistrict.district_id)
    .join(UserRole, UserRole.user_id == UserAccount.id)
    .outerjoin(RoleDistrict, RoleDistrict.user_role_id == UserRole.id)
    .where(
        UserAccount.disabled_at.is_(None),
        UserAccount.id.not_in(select(Integration.user_id)),  # another system stands in for nobody
        UserRole.role.not_in(sorted(PARTIES)),
        UserRole.from_day <= bindparam("day"),
        or_(UserRole.to_day.is_(None), UserRole.to_day >= bindparam("day")),
    )
    .order_by(UserAccount.display_name, UserAccount.id)
)
