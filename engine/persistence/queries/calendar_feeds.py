"""The link of a person's calendar: kept as a hash, found by it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.inboxes import CalendarFeed


def made_at(session: Session, user_id: int) -> datetime | None:
    """When the person's link was made; None: there is none."""
    found = rows.values(session, CalendarFeed, ["made_at"], user_id=user_id)
    return found[0].made_at if found else None


def replace(session: Session, owner: tuple[int | None, int], token_hash: str, now: datetime) -> None:
    """Keep a link of (municipality, account) in place of the one before."""
    municipality_id, user_id = owner
    rows.remove(session, CalendarFeed, user_id=user_id)
    kept = {"user_id": user_id, "token_hash": token_hash, "made_at": now}
    rows.insert_many(session, CalendarFeed, [{"municipality_id": municipality_id, **kept}])


def remove(session: Session, user_id: int) -> bool:
    """Take the link away; False where there was none."""
    return bool(rows.remove(session, CalendarFeed, user_id=user_id))


def behind(session: Session, token_hash: str) -> tuple[UserAccount, datetime] | None:
    """The open account that the link belongs to, and when it was made."""
    statement = (
        select(UserAccount, CalendarFeed.made_at)
        .join(CalendarFeed, CalendarFeed.user_id == UserAccount.id)
        .where(CalendarFeed.token_hash == token_hash, UserAccount.disabled_at.is_(None))
    )
    found = session.execute(statement).one_or_none()
    return None if found is None else (found[0], found[1])
