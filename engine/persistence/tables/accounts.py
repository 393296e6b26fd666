"""Accounts to sign in with, their roles, deputies and sessions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.domain.rights import Role
from engine.persistence.tables.base import Base, Id, OfMunicipalityOrAll, choice, not_before, partial_index
from engine.persistence.tables.people import Language
from engine.persistence.types import Json

__all__ = ["Deputy", "Role", "SignInAttempt", "UserAccount", "UserRole", "WebSession"]


class UserAccount(OfMunicipalityOrAll, Base):
    """Somebody who can sign in. Null municipality: the ministry or the whole installation."""

    __tablename__ = "user_account"
    __table_args__ = (Index(None, "municipality_id"), Index(None, "person_id"))

    id: Mapped[Id]
    user_name: Mapped[str] = mapped_column(unique=True)  # lower case, over the whole installation
    password_hash: Mapped[str | None]  # argon2; null: cannot sign in with a password
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # who of the service this is
    provider_id: Mapped[int | None] = mapped_column(ForeignKey("provider_organisation.id"))
    display_name: Mapped[str]
    language: Mapped[Language] = mapped_column(choice(Language), default=Language.LV)
    disabled_at: Mapped[datetime | None]  # from this instant every session of the account is dead
    password_changed_at: Mapped[datetime | None]  # sessions made earlier are dead
    settings: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)


class UserRole(OfMunicipalityOrAll, Base):
    """A role of an account, from one day to another. Null municipality: in all of them."""

    __tablename__ = "user_role"
    __table_args__ = (
        UniqueConstraint("user_id", "role", "municipality_id", "from_day"),
        partial_index(
            "uq_user_role_everywhere",
            "user_id",
            "role",
            "from_day",
            where="municipality_id IS NULL",
            unique=True,
        ),
        not_before("to_day", "from_day"),
        Index(None, "municipality_id", "role"),
    )

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    role: Mapped[Role] = mapped_column(choice(Role))
    from_day: Mapped[date]
    to_day: Mapped[date | None]  # the last day; null: until further notice


class Deputy(OfMunicipalityOrAll, Base):
    """One account does another's tasks from one day to another."""

    __tablename__ = "deputy"
    __table_args__ = (
        UniqueConstraint("user_id", "deputy_user_id", "from_day"),
        CheckConstraint("user_id <> deputy_user_id", name="two_people"),
        not_before("to_day", "from_day"),
        Index(None, "deputy_user_id"),
    )

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))  # who is away
    deputy_user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))  # who stands in
    from_day: Mapped[date]
    to_day: Mapped[date]  # the last day; a deputy without an end is a role


class WebSession(Base):
    """A signed-in browser; deleting the row signs it out everywhere at once."""

    __tablename__ = "web_session"
    __table_args__ = (Index(None, "user_id"), Index(None, "expires_at"))

    token_hash: Mapped[str] = mapped_column(primary_key=True)  # the token itself is only in the cookie
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]  # to the minute, so that reading a page is not a write each time
    expires_at: Mapped[datetime]
    csrf: Mapped[str]  # the secret that forms of this session carry
    confirmed_at: Mapped[datetime | None]  # when the password was last typed in this session


class SignInAttempt(Base):
    """One try to sign in; counted to slow down guessing, kept a day, holding no names."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (
        Index(None, "user_name_hash", "at"),
        Index(None, "address_hash", "at"),
        Index(None, "at"),
    )

    id: Mapped[Id]
    user_name_hash: Mapped[str]  # KeyRing.lookup_hash("sign_in_user", …)
    address_hash: Mapped[str]  # KeyRing.lookup_hash("sign_in_address", …)
    at: Mapped[datetime]
    succeeded: Mapped[bool]
