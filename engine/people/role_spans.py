"""Roles from one day to another: what is taken away stays written down with its last day."""

from __future__ import annotations

from datetime import date, timedelta

from engine.domain.rights import Role
from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.persistence import rows
from engine.persistence.tables.accounts import UserAccount, UserRole
from engine.runtime import Session


def replace(
    session: Session, account: UserAccount, roles: frozenset[Role], day: date, until: date | None
) -> dict[str, object]:
    """Let an account have these roles from the day on; what was given and taken, for the audit.

    A role that it has already goes on as it was; `until` is the last day of those that are new.
    """
    if until is not None and until < day:
        raise EngineError(msg("The last day cannot lie in the past."))
    held = {one.role: one for one in rows.every(session, UserRole, user_id=account.id) if _counts(one, day)}
    for role, span in held.items():
        if role not in roles:
            _end(session, span, day)
    new = sorted(roles - held.keys())
    for role in new:
        session.add(
            UserRole(
                municipality_id=account.municipality_id,
                user_id=account.id,
                role=Role(role),
                from_day=day,
                to_day=until,
            )
        )
    session.flush()
    taken = sorted(held.keys() - roles)
    return {"given": [str(one) for one in new], "taken": [str(one) for one in taken]}


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
