"""What happens to a ministry claim: its lines rebuilt, frozen, exported, answered, paid."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.errors import EngineError
from engine.messages_catalogue import Message, msg
from engine.persistence import rows
from engine.persistence.effects.context import Circumstances
from engine.persistence.queries.month_pay import PayPart
from engine.persistence.tables.claims import (
    ClaimFile,
    ClaimLine,
    ClaimReply,
    ClaimState,
    FileKind,
    LineKind,
    LineState,
    MinistryClaim,
    ReplyOutcome,
)
from engine.persistence.tables.corrections import ClaimAdjustment
from engine.persistence.tables.months import MonthState, ServiceMonth


@dataclass(frozen=True, slots=True)
class NewAdjustment:
    """What makes a line an adjustment; its number is refused where another claim took it meanwhile."""

    line_id: int  # of the month in the frozen claim
    number: int
    correction_id: int
    parts: Sequence[PayPart]


@dataclass(frozen=True, slots=True)
class NewLine:
    """One month of one contract as it enters a claim; with a reason it is blocked."""

    month_id: int
    contract_id: int
    is_late: bool  # of an earlier month than the claim's own
    minutes: int
    pay_cents: int
    rate: Decimal | None  # None: not known yet, or more than one in the month
    steps: Sequence[object]
    rule_pack_revision_id: int | None
    blocked_reason: Message | None = None
    adjusts: NewAdjustment | None = None  # of a month that an earlier claim has asked for


@dataclass(frozen=True, slots=True)
class RebuildClaim:
    """Put these lines in place of those collected before, with the sums over the included ones.

    The database refuses a month whose line is in another claim; the step is then done anew.
    """

    claim_id: int
    lines: Sequence[NewLine]
    pay_cents: int
    transport_cents: int
    admin_cents: int

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        rows.remove(session, ClaimLine, claim_id=self.claim_id)
        plain = [line for line in self.lines if line.adjusts is None]
        rows.insert_many(session, ClaimLine, [self._row(line, circumstances) for line in plain])
        adjusting = [line for line in self.lines if line.adjusts is not None]
        made = rows.insert_for_ids(session, ClaimLine, [self._row(line, circumstances) for line in adjusting])
        adjusted = [
            _adjustment(line.adjusts, line.month_id, line_id, circumstances)
            for line, line_id in zip(adjusting, made, strict=True)
            if line.adjusts is not None
        ]
        rows.insert_many(session, ClaimAdjustment, adjusted)
        sums = {
            "pay_cents": self.pay_cents,
            "transport_cents": self.transport_cents,
            "admin_cents": self.admin_cents,
            "total_cents": self.pay_cents + self.transport_cents + self.admin_cents,
            "state": ClaimState.REVIEW,
        }
        rows.change(session, MinistryClaim, sums, id=self.claim_id)

    def _row(self, line: NewLine, circumstances: Circumstances) -> dict[str, object]:
        return {
            "municipality_id": circumstances.municipality_id,
            "claim_id": self.claim_id,
            "month_id": line.month_id,
            "contract_id": line.contract_id,
            "kind": _kind(line),
            "adjusts_line_id": line.adjusts.line_id if line.adjusts else None,
            "minutes": line.minutes,
            "rate": line.rate,
            "pay_cents": line.pay_cents,
            "state": LineState.INCLUDED if line.blocked_reason is None else LineState.BLOCKED,
            "blocked_reason": line.blocked_reason,
            "steps": list(line.steps),
            "rule_pack_revision_id": line.rule_pack_revision_id,
            "release_sha256": circumstances.release_sha256,
        }


def _kind(line: NewLine) -> LineKind:
    if line.adjusts is not None:
        return LineKind.ADJUSTMENT
    return LineKind.LATE if line.is_late else LineKind.REGULAR


def _adjustment(
    adjusts: NewAdjustment, month_id: int, line_id: int, circumstances: Circumstances
) -> dict[str, object]:
    return {
        "municipality_id": circumstances.municipality_id,
        "line_id": line_id,
        "month_id": month_id,
        "number": adjusts.number,
        "correction_id": adjusts.correction_id,
        "parts": [part.as_row() for part in adjusts.parts],
    }


@dataclass(frozen=True, slots=True)
class MoveClaim:
    """Set where a claim stands, unless it stands further already (two branches run side by side)."""

    claim_id: int
    state: ClaimState
    unless: Sequence[ClaimState] = ()

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        further = {} if not self.unless else {"state": [one for one in ClaimState if one not in self.unless]}
        rows.change(session, MinistryClaim, {"state": self.state}, id=self.claim_id, **further)


@dataclass(frozen=True, slots=True)
class FreezeClaim:
    """From here on nothing in the claim changes; its months are in it."""

    claim_id: int
    content_sha256: str
    month_count: int

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        moved = _move_months(session, self.claim_id, MonthState.READY, MonthState.IN_CLAIM)
        if moved != self.month_count:
            raise EngineError(
                msg("A month of the claim changed since its lines were collected; collect them anew.")
            )
        frozen = {
            "state": ClaimState.FROZEN,
            "content_sha256": self.content_sha256,
            "frozen_at": circumstances.now,
        }
        rows.change(session, MinistryClaim, frozen, id=self.claim_id)


@dataclass(frozen=True, slots=True)
class KeepClaimFile:
    """Keep an exported file byte for byte; made once, and the same bytes each time it is fetched."""

    claim_id: int
    kind: FileKind
    file_name: str
    content: bytes

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        if rows.count(session, ClaimFile, claim_id=self.claim_id, kind=self.kind):
            return
        kept = {
            "municipality_id": circumstances.municipality_id,
            "claim_id": self.claim_id,
            "kind": self.kind,
            "file_name": self.file_name,
            "content": self.content,
            "sha256": hashlib.sha256(self.content).hexdigest(),
            "created_at": circumstances.now,
        }
        rows.insert_many(session, ClaimFile, [kept])


@dataclass(frozen=True, slots=True)
class KeepReply:
    """Keep what the ministry answered."""

    claim_id: int
    outcome: ReplyOutcome
    cents: int
    note: str
    day: date

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        reply = {
            "municipality_id": circumstances.municipality_id,
            "claim_id": self.claim_id,
            "outcome": self.outcome,
            "cents": self.cents,
            "note": self.note,
            "day": self.day,
            "recorded_by": circumstances.actor_user_id,
        }
        rows.insert_many(session, ClaimReply, [reply])


@dataclass(frozen=True, slots=True)
class MonthsPaid:
    """These months of a frozen claim have been paid."""

    month_ids: Sequence[int]

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        _move(session, self.month_ids, MonthState.IN_CLAIM, MonthState.PAID)


def _move_months(session: Session, claim_id: int, before: MonthState, after: MonthState) -> int:
    included = select(ClaimLine.month_id).where(
        ClaimLine.claim_id == claim_id, ClaimLine.state == LineState.INCLUDED
    )
    ids = session.scalars(included.where(ClaimLine.kind != LineKind.ADJUSTMENT)).all()
    return _move(session, ids, before, after)


def _move(session: Session, ids: Sequence[int], before: MonthState, after: MonthState) -> int:
    moved = 0
    for start in range(0, len(ids), _AT_ONCE):
        chunk = ids[start : start + _AT_ONCE]
        moved += rows.change(session, ServiceMonth, {"state": after}, id=chunk, state=before)
    return moved


_AT_ONCE = 500  # ids in one statement
