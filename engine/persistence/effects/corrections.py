"""What happens to a month's correction: announced, agreed to, posted, withdrawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.persistence import rows
from engine.persistence.effects.context import Circumstances
from engine.persistence.effects.money import KeepPay
from engine.persistence.effects.months import ENTRIES_CHANGED, SIGNED_AGAIN, KeepEntries, signed
from engine.persistence.queries.cases import newest_pack_revision
from engine.persistence.tables.corrections import (
    CorrectionReason,
    CorrectionSignature,
    CorrectionState,
    CorrectionUse,
    MonthCorrection,
)
from engine.persistence.tables.months import Attestation, AttestationKind, AttestationSide, ServiceMonth


@dataclass(frozen=True, slots=True)
class DayUse:
    """What the minutes of a day are for, and from when to when each purpose where that was asked."""

    day: date
    purposes: Mapping[str, int]
    times: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class AnnounceCorrection:
    """Keep what the month is to become; whatever was agreed to before counts no more."""

    correction_id: int
    reason: str  # a word of the form's list
    entries: Mapping[str, int]
    entries_times: Mapping[str, object]
    content_hash: str
    uses: Sequence[DayUse] = ()  # where hours are bound to purposes (MK 942)

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        announced = {
            "reason": CorrectionReason(self.reason),
            "entries": dict(self.entries),
            "entries_times": dict(self.entries_times),
            "content_hash": self.content_hash,
        }
        rows.change(session, MonthCorrection, announced, id=self.correction_id)
        rows.remove(session, CorrectionSignature, correction_id=self.correction_id)
        rows.remove(session, CorrectionUse, correction_id=self.correction_id)
        rows.insert_many(session, CorrectionUse, [self._use(one, circumstances) for one in self.uses])

    def _use(self, use: DayUse, circumstances: Circumstances) -> dict[str, object]:
        return {
            "municipality_id": circumstances.municipality_id,
            "correction_id": self.correction_id,
            "day": use.day,
            "purposes": dict(use.purposes),
            "times": dict(use.times),
        }


@dataclass(frozen=True, slots=True)
class SignCorrection:
    """One side agrees to what was announced."""

    correction_id: int
    side: AttestationSide
    signer_person_id: int | None
    kind: AttestationKind
    content_hash: str
    shown: Mapping[str, object]
    reason: str = ""
    recorded_by: int | None = None

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        rows.remove(session, CorrectionSignature, correction_id=self.correction_id, side=self.side)
        signature = {"correction_id": self.correction_id, **signed(self, circumstances)}
        rows.insert_many(session, CorrectionSignature, [signature])


@dataclass(frozen=True, slots=True)
class PostCorrection:
    """The month is what was agreed to: its entries, both signatures, its payable minutes and its pay.

    The earlier signatures are voided visibly. Raises EngineError unless both sides agreed to these entries.
    """

    correction_id: int
    entries: KeepEntries
    pay: KeepPay

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        agreed = rows.every(session, CorrectionSignature, correction_id=self.correction_id)
        if {(one.side, one.content_hash) for one in agreed} != {
            (side, self.entries.content_hash) for side in AttestationSide
        }:
            raise EngineError(msg("The correction is not agreed to by both sides."))
        _void(session, self.pay.month_id, self.entries.content_hash, circumstances)
        self.entries.apply(session, circumstances)
        rows.insert_many(session, Attestation, [_signature(one, self.pay.month_id) for one in agreed])
        minutes = sum(part.minutes for part in self.pay.parts)
        rows.change(session, ServiceMonth, {"payable_minutes": minutes}, id=self.pay.month_id)
        posted = {
            "state": CorrectionState.POSTED,
            "closed_at": circumstances.now,
            "minutes": minutes,
            "pay_cents": self.pay.pay_cents,
            "gross_cents": self.pay.gross_cents,
            "parts": [part.as_row() for part in self.pay.parts],
            "steps": list(self.pay.steps),
            "pack_revision": self.pay.pack_revision,
            "rule_pack_revision_id": newest_pack_revision(session, self.pay.pack),
        }
        rows.change(session, MonthCorrection, posted, id=self.correction_id)


@dataclass(frozen=True, slots=True)
class WithdrawCorrection:
    """The month stays as it was."""

    correction_id: int

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        closed = {"state": CorrectionState.WITHDRAWN, "closed_at": circumstances.now}
        rows.change(session, MonthCorrection, closed, id=self.correction_id)


def _void(session: Session, month_id: int, content_hash: str, circumstances: Circumstances) -> None:
    columns = ("id", "content_hash")
    valid: Sequence[tuple[int, str]] = rows.values(
        session, Attestation, columns, month_id=month_id, voided_at=None
    )
    for signature_id, its_hash in valid:
        reason = SIGNED_AGAIN if its_hash == content_hash else ENTRIES_CHANGED
        void = {"voided_at": circumstances.now, "void_reason": reason}
        rows.change(session, Attestation, void, id=signature_id)


def _signature(agreed: CorrectionSignature, month_id: int) -> dict[str, object]:
    columns = (
        "municipality_id", "side", "signer_person_id", "signer_user_id", "kind", "reason", "content_hash",
        "shown", "release_sha256", "signed_at", "recorded_by",
    )  # fmt: skip
    return {"month_id": month_id, **{name: getattr(agreed, name) for name in columns}}
