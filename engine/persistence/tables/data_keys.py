"""The keys that seal columns: a municipality's wrapped by a master, a person's by the municipality's."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.persistence.tables.base import Base, Id, OfMunicipalityOrAll, partial_index


class DataKey(OfMunicipalityOrAll, Base):
    """One key, wrapped. The newest of an owner that is not destroyed seals, all of them open."""

    __tablename__ = "data_key"
    __table_args__ = (
        UniqueConstraint("tag"),
        CheckConstraint("(wrapped IS NULL) = (destroyed_at IS NOT NULL)", name="destroyed"),
        CheckConstraint("wrapped IS NULL OR (master IS NULL) <> (wrapped_by IS NULL)", name="one_wrapper"),
        CheckConstraint("(purpose IS NULL) = (municipality_id IS NOT NULL)", name="of_all"),
        CheckConstraint("person_id IS NULL OR wrapped IS NULL OR master IS NULL", name="of_person"),
        partial_index("ix_data_key_municipality", "municipality_id", "id", where="person_id IS NULL"),
        partial_index("ix_data_key_person", "person_id", "id", where="person_id IS NOT NULL"),
        partial_index("ix_data_key_wrapped_by", "wrapped_by", where="wrapped_by IS NOT NULL"),
        partial_index("ix_data_key_destroyed", "destroyed_at", where="destroyed_at IS NOT NULL"),
        {"sqlite_autoincrement": True},  # which key is the newest is told by its number
    )

    id: Mapped[Id]
    # null: the municipality's own; no foreign key, for a key is made before its person, and outlives them
    person_id: Mapped[int | None]
    purpose: Mapped[str | None]  # a key of the installation itself: lookup, audit (keys.PURPOSES)
    tag: Mapped[bytes]  # 8 random bytes that stand in each value which this key sealed
    wrapped: Mapped[bytes | None]  # null once destroyed
    master: Mapped[int | None]  # number of the master that wraps it
    # tag of the municipality's key that wraps it
    wrapped_by: Mapped[bytes | None] = mapped_column(ForeignKey("data_key.tag"))
    destroyed_at: Mapped[datetime | None]
