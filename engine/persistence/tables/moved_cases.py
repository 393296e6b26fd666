"""Plans by which running cases go from one release to another, and what became of each case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.messages_catalogue import Message
from engine.persistence.owners import OF_CASE
from engine.persistence.tables.base import Base, Id, OfMunicipality, choice
from engine.persistence.types import EncryptedBytes, EncryptedJson, IdList, Json, Sentence


class PlanState(StrEnum):
    """Where a plan stands; one fixed list."""

    OPEN = "open"  # being written; may be tried out
    PROPOSED = "proposed"  # waits for a second person
    MOVING = "moving"  # approved; its cases are being moved
    MOVED = "moved"  # every case was moved or told why not
    UNDOING = "undoing"  # its cases are being taken back
    UNDONE = "undone"  # every case was taken back or told why not
    WITHDRAWN = "withdrawn"


class MoveState(StrEnum):
    """What is known of one case of a plan; one fixed list."""

    WAITING = "waiting"  # not looked at yet
    MOVES = "moves"  # it would move
    STAYS = "stays"  # there is nothing to move any more
    CANNOT = "cannot"  # the sentence says why
    MOVED = "moved"
    UNDONE = "undone"  # it is back on its release, as it was
    KEPT = "kept"  # it was moved and is not taken back; the sentence says why


class MovePlan(OfMunicipality, Base):
    """One process, from one release to another: which step becomes which, and who says so."""

    __tablename__ = "move_plan"
    __table_args__ = (
        CheckConstraint("from_release_id <> to_release_id", name="two_releases"),
        CheckConstraint(
            "state NOT IN ('moving', 'moved', 'undoing', 'undone') OR "
            "(decided_by <> proposed_by AND decided_by <> created_by)",
            name="two_people",
        ),
        CheckConstraint("state = 'open' OR state = 'withdrawn' OR proposed_at IS NOT NULL", name="proposed"),
        Index(None, "municipality_id", "state"),
    )

    id: Mapped[Id]
    process_id: Mapped[str]
    from_release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    to_release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    elements: Mapped[dict[str, str]] = mapped_column(Json)  # old id → new id, where they differ
    keeps_times: Mapped[bool]  # timers and due days stay as they are; else they are computed anew
    state: Mapped[PlanState] = mapped_column(choice(PlanState), default=PlanState.OPEN)
    version: Mapped[int] = mapped_column(default=0)  # grows with every change of what it says
    tried_version: Mapped[int | None]  # the version that was tried out last
    tried_at: Mapped[datetime | None]
    created_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    created_at: Mapped[datetime]
    editors: Mapped[Sequence[int]] = mapped_column(IdList)  # accounts that changed it, ever
    note: Mapped[str] = mapped_column(default="")  # why the cases are moved
    proposed_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    proposed_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime | None]  # in an open plan: when it was sent back
    decision_reason: Mapped[str] = mapped_column(default="")


class MovedCase(OfMunicipality, Base):
    """One instance of a plan: what would become of it, what became of it, and how it was before."""

    __tablename__ = "moved_case"
    __table_args__ = (
        UniqueConstraint("plan_id", "instance_id"),
        Index(None, "plan_id", "state", "id"),
        CheckConstraint(
            "state NOT IN ('moved', 'undone', 'kept') OR moved_version IS NOT NULL", name="moved_version"
        ),
    )

    id: Mapped[Id]
    plan_id: Mapped[int] = mapped_column(ForeignKey("move_plan.id"))
    instance_id: Mapped[int] = mapped_column(ForeignKey("process_instance.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("service_case.id"))
    business_key: Mapped[str]
    state: Mapped[MoveState] = mapped_column(choice(MoveState), default=MoveState.WAITING)
    sentence: Mapped[Message | None] = mapped_column(Sentence)  # why not
    stands_at: Mapped[Any] = mapped_column(Json, default=list)  # Latvian names of the steps that wait
    told: Mapped[Any] = mapped_column(Json, default=list)  # [step, question]: answers that were put aside
    at: Mapped[datetime | None]  # of what the state says
    moved_version: Mapped[int | None]  # of the instance, once it was moved
    before_state: Mapped[bytes | None] = mapped_column(EncryptedBytes("moved_case.before_state", OF_CASE))
    before_rows: Mapped[Any] = mapped_column(EncryptedJson("moved_case.before_rows", OF_CASE), nullable=True)
