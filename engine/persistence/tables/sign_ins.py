"""How somebody proves who they are beyond a password, and where they are signed in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.persistence.tables.base import Base, Id, OfMunicipalityOrAll, at_least, not_before


class SecondFactor(OfMunicipalityOrAll, Base):
    """The authenticator of an account (TOTP, RFC 6238); counts once a first code of it was typed."""

    __tablename__ = "second_factor"
    __table_args__ = (Index(None, "municipality_id"), at_least("last_step"))

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    secret: Mapped[bytes]  # sealed by the KeyRing for this column of this very account
    made_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]  # null: begun, and not asked for yet
    last_step: Mapped[int]  # half minutes since 1970 of the last code that counted; none earlier does


class RecoveryCode(OfMunicipalityOrAll, Base):
    """A code on paper for whoever has lost the authenticator; counts once."""

    __tablename__ = "recovery_code"
    __table_args__ = (
        UniqueConstraint("user_id", "code_hash"),
        not_before("used_at", "made_at"),
        Index(None, "municipality_id"),
    )

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    code_hash: Mapped[str]  # KeyRing.lookup_hash("recovery_code", …)
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class HalfSignIn(Base):
    """The password was right, the code of the second factor is still to come; nobody is signed in by it."""

    __tablename__ = "half_sign_in"
    __table_args__ = (Index(None, "user_id"), Index(None, "expires_at"))

    token_hash: Mapped[str] = mapped_column(primary_key=True)  # the token itself is only in the cookie
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class SessionPlace(Base):
    """From where a session was begun, for its owner's eyes; gone with the session."""

    __tablename__ = "session_place"

    token_hash: Mapped[str] = mapped_column(
        ForeignKey("web_session.token_hash", ondelete="CASCADE"), primary_key=True
    )
    device: Mapped[str]  # "Firefox, Windows": what the browser says of itself, in two words
    address: Mapped[str]  # of the network


class KnownBrowser(Base):
    """A browser in which somebody has signed in: whoever guesses elsewhere does not shut it out."""

    __tablename__ = "known_browser"
    __table_args__ = (Index(None, "user_id"), Index(None, "seen_at"))

    token_hash: Mapped[str] = mapped_column(primary_key=True)  # the token itself is only in the cookie
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    made_at: Mapped[datetime]
    seen_at: Mapped[datetime]  # when they last came in from it


class Passkey(OfMunicipalityOrAll, Base):
    """A passkey or a security key of an account (WebAuthn): we hold its public half only."""

    __tablename__ = "passkey"
    __table_args__ = (
        UniqueConstraint("credential_id"),
        at_least("sign_count"),
        not_before("used_at", "made_at"),
        Index(None, "municipality_id"),
        Index(None, "user_id"),
    )

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    name: Mapped[str]  # how its owner calls it
    credential_id: Mapped[str]  # base64url, as the browser tells it
    public_key: Mapped[bytes]  # COSE
    sign_count: Mapped[int]  # what the key counted last; 0 for ever where it does not count
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class PasskeyChallenge(Base):
    """What a key must sign now, for one session or one half of a sign-in; used up by the first answer."""

    __tablename__ = "passkey_challenge"
    __table_args__ = (Index(None, "expires_at"),)

    token_hash: Mapped[str] = mapped_column(primary_key=True)  # of the session, or of the half
    challenge: Mapped[str]  # base64url
    expires_at: Mapped[datetime]
