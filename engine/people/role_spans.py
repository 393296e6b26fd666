"""Roles from one day to another: what is taken away stays written down with its last day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from engine.domain.rights import BY_DISTRICT, Role
from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.persistence import rows
from engine.persistence.tables.accounts import UserAccount, UserRole
from engine.persistence.tables.districts import District, RoleDistrict
from engine.runtime import Session


def replace(
    session: Session,
    account: UserAccount,
    roles: frozenset[Role],
    day: date,
    until: date | None,
    districts: frozenset[int] | None = None,
) -> dict[str, object]:
    """Let an account have these roles from the day on; what was given and taken, for the audit.

    A role that it has already goes on as it was; `until` is the last day of those that are new. `districts`:
    where roles that work with cases count, () everywhere; None: as those count that it has already.
    """
    if until is not None and until < day:
        raise EngineError(msg("The last day cannot lie in the past."))
    held = {one.role: one for one in rows.every(session, UserRole, user_id=account.id) if _counts(one, day)}
    limits = _limits(session, held)
    wanted = frozenset[int]().union(*limits.values()) if districts is None else districts
    _refuse_unknown(session, account, wanted - frozenset[int]().union(*limits.values()))
    moved = {role for role in BY_DISTRICT & held.keys() & roles if limits[role] != wanted}
    moved = moved if districts is not None else set()
    last_days = {role: span.to_day for role, span in held.items()}
    for role, span in held.items():
        if role not in roles or role in moved:
            _end(session, span, day)
    for role in sorted((roles - held.keys()) | moved):
        to_day = last_days[role] if role in moved else until
        _begin(session, account, (Role(role), day, to_day), wanted if role in BY_DISTRICT else frozenset())
    given, taken = sorted(roles - held.keys()), sorted(held.keys() - roles)
    told: dict[str, object] = {"given": [str(one) for one in given], "taken": [str(one) for one in taken]}
    if moved or (wanted and BY_DISTRICT & set(given)):
        told["districts"] = _codes(session, wanted)
    return told


def _begin(
    session: Session,
    account: UserAccount,
    what: tuple[Role, date, date | None],
    districts: frozenset[int],
) -> None:
    role, day, to_day = what
    span = UserRole(
        municipality_id=account.municipality_id, user_id=account.id, role=role, from_day=day, to_day=to_day
    )
    session.add(span)
    session.flush()
    shared = {"municipality_id": account.municipality_id, "user_role_id": span.id}
    rows.insert_many(session, RoleDistrict, [{**shared, "district_id": one} for one in sorted(districts)])


def _limits(session: Session, held: Mapping[Role, UserRole]) -> dict[Role, frozenset[int]]:
    """Role → the districts in which it counts; none: everywhere."""
    if not held:
        return {}
    ids = tuple(one.id for one in held.values())
    found = rows.values(session, RoleDistrict, ["user_role_id", "district_id"], user_role_id=ids)
    return {
        role: frozenset(row.district_id for row in found if row.user_role_id == span.id)
        for role, span in held.items()
    }


def _refuse_unknown(session: Session, account: UserAccount, new: frozenset[int]) -> None:
    """EngineError for what is no district of the account's municipality, or is one no longer."""
    own = {"municipality_id": account.municipality_id, "retired_on": None}
    if new and rows.count(session, District, id=tuple(new), **own) != len(new):
        raise EngineError(msg("Choose districts of the list that are not retired."))


def _codes(session: Session, districts: frozenset[int]) -> list[str]:
    return sorted(str(row.code) for row in rows.values(session, District, ["code"], id=tuple(districts)))


def _counts(span: UserRole, day: date) -> bool:
    """Whether it holds on the day, or will."""
    return span.to_day is None or span.to_day >= day


def _end(session: Session, span: UserRole, day: date) -> None:
    """Yesterday was the last day; what began today was never held."""
    if span.from_day >= day:
        session.delete(span)
        session.flush()
    else:
        span.to_day = day - timedelta(days=1)
