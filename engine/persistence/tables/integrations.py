"""Other systems that may ask and be told: their tokens, how much they ask, what was sent to them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.persistence.owners import OF_MUNICIPALITY, OF_PERSON
from engine.persistence.tables.base import Base, Id, OfMunicipality, OfMunicipalityOrAll, at_least
from engine.persistence.types import EncryptedJson, EncryptedText, Json


class Integration(OfMunicipalityOrAll, Base):
    """Another system with a token of its own. Null municipality: the ministry's."""

    __tablename__ = "integration"
    __table_args__ = (
        UniqueConstraint("user_id"),
        UniqueConstraint("token_hash"),
        Index(None, "municipality_id"),
    )

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))  # under whose name it acts
    name: Mapped[str]
    purpose: Mapped[str]  # what it reads for; stands in the read log
    token_hash: Mapped[str]  # SHA-256; the token itself was shown once and is kept nowhere
    scopes: Mapped[list[str]] = mapped_column(Json)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))  # null: the command line
    made_at: Mapped[datetime]
    expires_on: Mapped[date]  # the last day
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    event_url: Mapped[str] = mapped_column(default="")  # where events are sent; "": nowhere
    event_kinds: Mapped[list[str]] = mapped_column(Json, default=list)
    event_secret: Mapped[str | None] = mapped_column(
        EncryptedText("integration.event_secret", OF_MUNICIPALITY)
    )


class IntegrationUse(OfMunicipalityOrAll, Base):
    """How many requests an integration has made in a minute; old ones are taken away."""

    __tablename__ = "integration_use"
    __table_args__ = (Index(None, "municipality_id"), at_least("count"))

    integration_id: Mapped[int] = mapped_column(ForeignKey("integration.id"), primary_key=True)
    minute: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # since 1970
    count: Mapped[int]


class IntegrationAnswer(OfMunicipalityOrAll, Base):
    """What was answered to a write under an Idempotency-Key, so that it can be answered again."""

    __tablename__ = "integration_answer"
    __table_args__ = (
        UniqueConstraint("integration_id", "key_hash"),
        Index(None, "begun_at"),
        Index(None, "municipality_id"),
    )

    id: Mapped[Id]
    integration_id: Mapped[int] = mapped_column(ForeignKey("integration.id"))
    key_hash: Mapped[str]  # SHA-256 of the key
    asked_sha256: Mapped[str]  # of method, address and body: another body under the key is refused
    begun_at: Mapped[datetime]
    status: Mapped[int | None]  # null: still being worked on
    body: Mapped[Any | None] = mapped_column(EncryptedJson("integration_answer.body", OF_MUNICIPALITY))


class EventDelivery(OfMunicipality, Base):
    """A message of the outbox that tells an integration of an event."""

    __tablename__ = "event_delivery"
    __table_args__ = (
        Index(None, "integration_id", "order_key", "outbox_id"),
        Index(None, "integration_id", "outbox_id"),
    )

    outbox_id: Mapped[int] = mapped_column(ForeignKey("outbox.id"), primary_key=True)
    integration_id: Mapped[int] = mapped_column(ForeignKey("integration.id"))
    kind: Mapped[str]  # case.state_changed, …
    order_key: Mapped[str]  # "case:5": of one key none is sent before those that came before it
    made_at: Mapped[datetime]


class ImportedOpinion(OfMunicipality, Base):
    """An opinion of the disability commission about somebody the municipality knows, as it was sent in."""

    __tablename__ = "imported_opinion"
    __table_args__ = (
        UniqueConstraint("municipality_id", "number"),
        Index(None, "person_id"),
    )

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    number: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(EncryptedJson("imported_opinion.content", OF_PERSON))
    recorded_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
