"""Views of the inbox that somebody keeps under a name."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.inboxes import SavedView


@dataclass(frozen=True, slots=True)
class StoredView:
    """A view with whose it is."""

    view_id: int
    user_id: int
    name: str
    asked: str
    is_shared: bool
    is_default: bool  # for its maker
    made_by: str


def of_person(session: Session, user_id: int) -> list[StoredView]:
    """The person's own views and those shared in this session's municipality, by name; one query."""
    return [StoredView(*row) for row in session.execute(_OF_PERSON, {"own": user_id})]


# built once: each look at an inbox asks it
_OF_PERSON = (
    select(
        SavedView.id,
        *(getattr(SavedView, name) for name in StoredView.__slots__[1:-1]),
        UserAccount.display_name,
    )
    .join(UserAccount, UserAccount.id == SavedView.user_id)
    .where(or_(SavedView.user_id == bindparam("own"), SavedView.is_shared))
    .order_by(SavedView.name, SavedView.id)
)


def keep(session: Session, owner: tuple[int | None, int], values: dict[str, object]) -> None:
    """Put a view of (municipality, account) in, in place of the one with the same name."""
    municipality_id, user_id = owner
    rows.remove(session, SavedView, user_id=user_id, name=values["name"])
    if values["is_default"]:
        no_default(session, user_id)
    rows.insert_many(session, SavedView, [{"municipality_id": municipality_id, "user_id": user_id, **values}])


def no_default(session: Session, user_id: int) -> None:
    """Have the person begin with no view of their own."""
    rows.change(session, SavedView, {"is_default": False}, user_id=user_id)


def make_default(session: Session, view_id: int, user_id: int) -> bool:
    """Have the person begin with this view; False where it is not theirs."""
    no_default(session, user_id)
    return bool(rows.change(session, SavedView, {"is_default": True}, id=view_id, user_id=user_id))


def remove(session: Session, view_id: int, user_id: int) -> bool:
    """Take a view away; False where it is not this person's."""
    return bool(rows.remove(session, SavedView, id=view_id, user_id=user_id))
