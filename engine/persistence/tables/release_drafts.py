"""Drafts of releases: what process owners are changing before it counts; kept whatever became of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from engine.persistence.tables.base import Base, Id, OfMunicipality, choice
from engine.persistence.types import IdList, Json


class DraftState(StrEnum):
    """Where a draft stands; one fixed list."""

    OPEN = "open"  # being changed
    PROPOSED = "proposed"  # waits for a second person; its files are locked
    PUBLISHED = "published"  # it became a release
    WITHDRAWN = "withdrawn"


class ReleaseDraft(OfMunicipality, Base):
    """Changes to a release by the process owners of one municipality; what comes of it belongs to all."""

    __tablename__ = "release_draft"
    __table_args__ = (
        CheckConstraint(
            "state <> 'published' OR (decided_by <> proposed_by AND decided_by <> created_by)",
            name="two_people",
        ),
        CheckConstraint("state IN ('open', 'proposed') OR decided_at IS NOT NULL", name="decided"),
        CheckConstraint(
            "state NOT IN ('proposed', 'published') OR (proposed_at IS NOT NULL AND from_day IS NOT NULL)",
            name="proposed",
        ),
        CheckConstraint("(state = 'published') = (release_id IS NOT NULL)", name="released"),
        CheckConstraint("(rehearsed_sha256 IS NULL) = (rehearsed_at IS NULL)", name="rehearsed"),
        Index(None, "municipality_id", "state"),
    )  # fmt: skip

    id: Mapped[Id]
    title: Mapped[str]
    base_release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))  # what it is compared with
    base_version: Mapped[int] = mapped_column(default=0)  # its version when it took this base
    state: Mapped[DraftState] = mapped_column(choice(DraftState), default=DraftState.OPEN)
    version: Mapped[int] = mapped_column(default=0)  # grows with every change of a file
    created_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    created_at: Mapped[datetime]
    editors: Mapped[Sequence[int]] = mapped_column(IdList)  # accounts that changed a file, ever
    note: Mapped[str] = mapped_column(default="")  # what changes and why, written when it is proposed
    from_day: Mapped[date | None]  # new cases take it from this day
    proposed_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    proposed_at: Mapped[datetime | None]
    rehearsed_sha256: Mapped[str | None]  # hash of the files whose scenarios were played
    rehearsed_at: Mapped[datetime | None]
    rehearsal: Mapped[Any] = mapped_column(Json, default=list)  # what went wrong; empty: all as written
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime | None]  # in an open draft: when it was sent back
    decision_reason: Mapped[str] = mapped_column(default="")
    release_id: Mapped[int | None] = mapped_column(ForeignKey("release.id"))  # what it became


class ReleaseDraftFile(OfMunicipality, Base):
    """A file in which a draft differs from its base."""

    __tablename__ = "release_draft_file"

    draft_id: Mapped[int] = mapped_column(ForeignKey("release_draft.id"), primary_key=True)
    path: Mapped[str] = mapped_column(primary_key=True)  # as in `release_file`
    content: Mapped[bytes | None]  # null: taken out
    version: Mapped[int]  # the draft's version that this change made; never given twice
    changed_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    changed_at: Mapped[datetime]
