"""Test runs of drafts, and which elements the scenarios of a draft passed; nothing of a real case is here."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from engine.persistence.tables.base import Base, Id, OfMunicipality
from engine.persistence.types import Json


class DraftTryout(OfMunicipality, Base):
    """A diagram of a draft being played with made-up people; played again from its text whenever needed."""

    __tablename__ = "draft_tryout"
    __table_args__ = (Index(None, "draft_id"),)

    id: Mapped[Id]
    draft_id: Mapped[int] = mapped_column(ForeignKey("release_draft.id"))
    path: Mapped[str]  # the scenario that gave the beginning; "…/scenarios/default.yaml" without one
    scenario: Mapped[str]  # the beginning and every step so far, as the text of a scenario
    shown: Mapped[Any] = mapped_column(Json)  # what came of the steps, as the player told it
    played_sha256: Mapped[str | None]  # hash of the draft's files that they were played on
    version: Mapped[int] = mapped_column(default=1)
    created_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    created_at: Mapped[datetime]


class DraftCoverage(OfMunicipality, Base):
    """What the newest rehearsal of a draft passed."""

    __tablename__ = "draft_coverage"

    draft_id: Mapped[int] = mapped_column(ForeignKey("release_draft.id"), primary_key=True)
    played_sha256: Mapped[str]  # hash of the files that were played
    passed: Mapped[Any] = mapped_column(Json)  # path of a scenario → ids of the elements it passed
