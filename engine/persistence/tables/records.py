"""What happened and what went out: audit, reads of files, documents, the outbox."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.domain.deadlines import NotificationChannel
from engine.persistence.tables.base import (
    Base,
    Id,
    OfMunicipality,
    OfMunicipalityOrAll,
    at_least,
    choice,
    not_before,
    partial_index,
)
from engine.persistence.tables.people import Language
from engine.persistence.types import EncryptedJson, EncryptedText, Json


class OutboxKind(StrEnum):
    """The road a message takes out of the house."""

    EMAIL = "email"
    WEBHOOK = "webhook"


class OutboxState(StrEnum):
    """Where a message stands."""

    WAITING = "waiting"  # to be sent at next_at
    SENT = "sent"
    FAILED = "failed"  # given up


class AuditEvent(OfMunicipalityOrAll, Base):
    """Who did what, when; signed in its transaction, linked into a chain soon after, never changed."""

    __tablename__ = "audit_event"
    __table_args__ = (
        CheckConstraint("(sealed_seq IS NULL) = (chain_mac IS NULL)", name="sealed"),
        partial_index("ix_audit_event_unsealed", "id", where="sealed_seq IS NULL"),
        partial_index(
            "uq_audit_event_chain", "municipality_id", "sealed_seq",
            where="sealed_seq IS NOT NULL AND municipality_id IS NOT NULL", unique=True,
        ),
        partial_index(
            "uq_audit_event_chain_all", "sealed_seq",
            where="sealed_seq IS NOT NULL AND municipality_id IS NULL", unique=True,
        ),
        Index(None, "instance_id"),
        Index(None, "case_id"),
        partial_index("ix_audit_event_account", "object_id", "id", where="object_kind = 'user_account'"),
        {"sqlite_autoincrement": True},
    )  # fmt: skip

    id: Mapped[Id]
    instance_id: Mapped[int | None]  # no foreign keys: the audit outlives what it speaks of
    case_id: Mapped[int | None]
    actor_user_id: Mapped[int | None]  # null: the machine
    on_behalf_of: Mapped[int | None]  # user whose deputy acted
    action: Mapped[str]  # verb_object
    object_kind: Mapped[str]  # table name
    object_id: Mapped[str]
    details: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)  # ids and salted hashes only
    at: Mapped[datetime]
    release_sha256: Mapped[str | None]
    mac: Mapped[str]  # HMAC over all of the above, made in the transaction of the change
    sealed_seq: Mapped[int | None]  # place in the municipality's chain: 1, 2, 3 … without gaps
    chain_mac: Mapped[str | None]  # HMAC over the chain_mac before and this mac


class AuditHead(Base):
    """The end of one chain; exported, so that a cut tail shows."""

    __tablename__ = "audit_head"
    __table_args__ = (at_least("sealed_seq"),)

    chain: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False
    )  # municipality id, 0 = installation
    sealed_seq: Mapped[int]
    chain_mac: Mapped[str]


class AuditArchive(Base):
    """The anchor of one year of one chain whose events were moved into a file; it keeps the chain whole."""

    __tablename__ = "audit_archive"
    __table_args__ = (
        CheckConstraint("(closed_at IS NULL) = (file_sha256 IS NULL)", name="closed"),
        CheckConstraint("first_seq <= last_seq", name="events"),
        at_least("first_seq", 1),
    )

    chain: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # as in `audit_head`
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    first_seq: Mapped[int]  # the events from here …
    last_seq: Mapped[int]  # … to here are in the file and no longer in `audit_event`
    before_mac: Mapped[str]  # chain HMAC that the first event is linked to; "" at the chain's beginning
    last_mac: Mapped[str]  # chain HMAC of the last event: what the next one is linked to
    file_name: Mapped[str]
    file_bytes: Mapped[int]  # what lies behind them in the file was never moved
    file_sha256: Mapped[str | None]  # null: more events of the year may follow
    closed_at: Mapped[datetime | None]
    mac: Mapped[str]  # HMAC over all of the above but the instant


class ReadLog(OfMunicipality, Base):
    """Somebody looked at a person's file, and why."""

    __tablename__ = "read_log"
    __table_args__ = (
        Index(None, "person_id", "at"),
        Index(None, "user_id", "at"),
        Index(None, "municipality_id", "id"),
    )

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    purpose: Mapped[str]
    at: Mapped[datetime]


class OutboxMessage(OfMunicipality, Base):
    """Something that leaves the house after its transaction, once per key."""

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("key"),
        partial_index("ix_outbox_waiting", "next_at", "id", where="state = 'waiting'"),
        CheckConstraint("(sent_at IS NULL) = (state <> 'sent')", name="sent"),
        at_least("attempts"),
    )

    id: Mapped[Id]
    key: Mapped[str]  # idempotency key, given to the other side too
    kind: Mapped[OutboxKind] = mapped_column(choice(OutboxKind))
    recipient: Mapped[str] = mapped_column(EncryptedText("outbox.recipient"))
    payload: Mapped[dict[str, Any]] = mapped_column(EncryptedJson("outbox.payload"))
    state: Mapped[OutboxState] = mapped_column(choice(OutboxState), default=OutboxState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str | None]  # without personal data


class Document(OfMunicipality, Base):
    """A letter, decision or contract as it was written."""

    __tablename__ = "document"
    __table_args__ = (
        Index(None, "case_id"),
        Index(None, "person_id"),
        Index(None, "created_at", "municipality_id"),
        UniqueConstraint("key"),
    )

    id: Mapped[Id]
    key: Mapped[str | None]  # of a letter: the same one is written once
    case_id: Mapped[int | None] = mapped_column(ForeignKey("service_case.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # whom to; null: the office
    kind: Mapped[str]  # file stem of the letter in the release
    title: Mapped[str]
    language: Mapped[Language] = mapped_column(choice(Language))
    markdown: Mapped[str] = mapped_column(EncryptedText("document.markdown"))
    release_id: Mapped[int | None] = mapped_column(ForeignKey("release.id"))
    created_at: Mapped[datetime]
    sha256: Mapped[str]  # of the markdown


class DocumentDelivery(OfMunicipality, Base):
    """How a letter reached whom it is for; the newest row of a letter counts, a mistake gets another row."""

    __tablename__ = "document_delivery"
    __table_args__ = (Index(None, "document_id", "id"), not_before("notified_on", "sent_on"))

    id: Mapped[Id]
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    channel: Mapped[NotificationChannel] = mapped_column(choice(NotificationChannel))
    sent_on: Mapped[date]  # mailed, posted or handed over
    notified_on: Mapped[date]  # the day the law takes it as known
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))  # null: the machine
    recorded_at: Mapped[datetime]
