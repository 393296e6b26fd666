"""Signing in with an account that somebody has elsewhere (OpenID Connect)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.persistence.tables.base import Base, Id, OfMunicipalityOrAll, not_before


class OutsideIdentity(OfMunicipalityOrAll, Base):
    """Who somebody is at a provider, tied to an account of ours; the provider's word itself is nowhere."""

    __tablename__ = "outside_identity"
    __table_args__ = (
        UniqueConstraint("subject_hash"),
        not_before("used_at", "linked_at"),
        Index(None, "municipality_id"),
        Index(None, "user_id"),
    )

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    provider: Mapped[str]  # key of the provider in the settings
    subject_hash: Mapped[str]  # KeyRing.lookup_hash("outside_identity", issuer, claim and what it says)
    linked_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    linked_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class OutsideSignIn(Base):
    """Somebody was sent to a provider and has not come back yet; gone with the first who comes."""

    __tablename__ = "outside_sign_in"
    __table_args__ = (Index(None, "expires_at"),)

    state_hash: Mapped[str] = mapped_column(primary_key=True)
    browser_hash: Mapped[str]  # of the cookie of the browser that was sent
    provider: Mapped[str]
    nonce: Mapped[str]
    verifier: Mapped[str]  # PKCE (RFC 7636); worth nothing without the code and our secret
    next_url: Mapped[str]
    expires_at: Mapped[datetime]


class OutsideSession(Base):
    """Of a session that a provider vouched for."""

    __tablename__ = "outside_session"

    token_hash: Mapped[str] = mapped_column(
        ForeignKey("web_session.token_hash", ondelete="CASCADE"), primary_key=True
    )
    provider: Mapped[str]
    proves_factor: Mapped[bool]  # the provider says that a second factor was asked for there
    can_end: Mapped[bool]  # the provider has a page that ends its own session
