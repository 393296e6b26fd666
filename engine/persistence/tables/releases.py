"""Releases: all diagrams, forms, tables and letters under one hash. Never changed, never deleted."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.persistence.tables.base import Base, Id


class Release(Base):
    """One published state of the process owners' rooms."""

    __tablename__ = "release"
    __table_args__ = (CheckConstraint("author <> approved_by", name="two_people"),)

    id: Mapped[Id]
    sha256: Mapped[str] = mapped_column(unique=True)  # over all files, paths included
    created_at: Mapped[datetime]
    author: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))  # null: seeded from the folders
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))  # never the author
    note: Mapped[str] = mapped_column(default="")


class ReleaseFile(Base):
    """One file of a release, byte for byte."""

    __tablename__ = "release_file"

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), primary_key=True)
    path: Mapped[str] = mapped_column(primary_key=True)  # "processes/…" or "forms/…", with slashes
    content: Mapped[bytes]


class ProcessDefinition(Base):
    """A process of a release that can be started or called."""

    __tablename__ = "process_definition"
    __table_args__ = (UniqueConstraint("release_id", "process_id"),)

    id: Mapped[Id]
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    process_id: Mapped[str]  # id in the diagram = folder = file name
    name: Mapped[str]  # the diagram's Latvian name


class RulePackRevision(Base):
    """The text of a rule pack as it was when it first counted; results name the revision they used."""

    __tablename__ = "rule_pack_revision"
    __table_args__ = (UniqueConstraint("pack", "sha256"),)

    id: Mapped[Id]
    pack: Mapped[str]  # proposed_2019, r316, r942
    sha256: Mapped[str]
    content: Mapped[bytes]
    recorded_at: Mapped[datetime]
    in_force_from: Mapped[date | None]  # the earliest day whose numbers differ from the revision before
