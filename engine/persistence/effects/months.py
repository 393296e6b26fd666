"""What happens to a service month: entries kept, signatures set and voided, findings, the week's minutes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from sqlalchemy.orm import Session

from engine.messages_catalogue import Message, msg
from engine.persistence import rows
from engine.persistence.effects.context import Circumstances
from engine.persistence.tables.months import (
    Attestation,
    AttestationKind,
    AttestationSide,
    MonthEntry,
    MonthFinding,
    MonthState,
    ServiceMonth,
)
from engine.persistence.tables.weekly import MonthSpan, MonthTransport, MonthUse

ENTRIES_CHANGED = msg("The entries changed after this signature.").text
SIGNED_AGAIN = msg("The same side signed again.").text
RETURNED = msg("The recipient's side asked for a correction.").text
TAKEN_BACK = msg("The assistant took the month back to change it.").text


@dataclass(frozen=True, slots=True)
class DayMinutes:
    """One day of a month; from–to in minutes since midnight where two contracts meet."""

    day: date
    minutes: int
    from_minute: int | None = None
    to_minute: int | None = None
    purposes: tuple[tuple[str, int], ...] = ()  # (purpose, minutes) where hours are bound to their purpose
    spans: tuple[tuple[int, int], ...] = ()  # (from, to) where there are several


@dataclass(frozen=True, slots=True)
class KeepEntries:
    """Replace a month's entries; `content_hash` is what a signature must match from now on."""

    month_id: int
    days: Sequence[DayMinutes]
    content_hash: str
    by_purpose: bool = False  # the month says what its hours were for (MK 942)
    journeys: Sequence[Mapping[str, object]] | None = ()  # as signed (MK 942); None: they stay as they are

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        if rows.count(session, ServiceMonth, id=self.month_id, content_hash=self.content_hash):
            return  # the hash stands for these very entries
        rows.remove(session, MonthEntry, month_id=self.month_id)
        rows.insert_many(session, MonthEntry, [self._row(day, circumstances) for day in self.days])
        if self.by_purpose:
            self._keep_uses(session, circumstances)
        changed = {
            "entered_minutes": sum(day.minutes for day in self.days),
            "content_hash": self.content_hash,
        }
        rows.change(session, ServiceMonth, changed, id=self.month_id)

    def _keep_uses(self, session: Session, circumstances: Circumstances) -> None:
        rows.remove(session, MonthUse, month_id=self.month_id)
        used = [self._use(day, circumstances) for day in self.days if day.purposes]
        rows.insert_many(session, MonthUse, used)
        rows.remove(session, MonthSpan, month_id=self.month_id)
        spans = [self._span(day.day, span, circumstances) for day in self.days for span in day.spans]
        rows.insert_many(session, MonthSpan, spans)
        if self.journeys is None:
            return
        rows.remove(session, MonthTransport, month_id=self.month_id)
        rows.insert_many(session, MonthTransport, self._transport(circumstances))

    def _row(self, day: DayMinutes, circumstances: Circumstances) -> dict[str, object]:
        return {
            "municipality_id": circumstances.municipality_id,
            "month_id": self.month_id,
            "day": day.day,
            "minutes": day.minutes,
            "from_minute": day.from_minute,
            "to_minute": day.to_minute,
        }

    def _span(self, day: date, span: tuple[int, int], circumstances: Circumstances) -> dict[str, object]:
        return {
            "municipality_id": circumstances.municipality_id,
            "month_id": self.month_id,
            "day": day,
            "from_minute": span[0],
            "to_minute": span[1],
        }

    def _transport(self, circumstances: Circumstances) -> list[dict[str, object]]:
        """What was signed of journeys; what is paid for them is not known yet."""
        if not self.journeys:
            return []
        journeys = [dict(journey) for journey in self.journeys]
        known = {"month_id": self.month_id, "journeys": journeys}
        return [{"municipality_id": circumstances.municipality_id, **known}]

    def _use(self, day: DayMinutes, circumstances: Circumstances) -> dict[str, object]:
        return {
            "municipality_id": circumstances.municipality_id,
            "month_id": self.month_id,
            "day": day.day,
            "purposes": dict(day.purposes),
        }


class Signing(Protocol):
    """What one side's signature says, under a month or under its correction."""

    @property
    def side(self) -> AttestationSide: ...
    @property
    def signer_person_id(self) -> int | None: ...
    @property
    def kind(self) -> AttestationKind: ...
    @property
    def content_hash(self) -> str: ...
    @property
    def shown(self) -> Mapping[str, object]: ...
    @property
    def reason(self) -> str: ...
    @property
    def recorded_by(self) -> int | None: ...


def signed(signing: Signing, circumstances: Circumstances) -> dict[str, object]:
    """The columns of a signature, whatever it stands under."""
    return {
        "municipality_id": circumstances.municipality_id,
        "side": signing.side,
        "signer_person_id": signing.signer_person_id,
        "signer_user_id": circumstances.actor_user_id,
        "kind": signing.kind,
        "reason": signing.reason,
        "content_hash": signing.content_hash,
        "shown": dict(signing.shown),
        "release_sha256": circumstances.release_sha256,
        "signed_at": circumstances.now,
        "recorded_by": signing.recorded_by,
    }


@dataclass(frozen=True, slots=True)
class SignMonth:
    """Set one side's signature; what it replaces, and what no longer matches, is voided visibly."""

    month_id: int
    side: AttestationSide
    signer_person_id: int | None
    kind: AttestationKind
    content_hash: str
    shown: Mapping[str, object]
    reason: str = ""
    recorded_by: int | None = None

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        for signature_id, side, content_hash in _valid(session, self.month_id):
            if side is self.side:
                _void(session, signature_id, SIGNED_AGAIN, circumstances.now)
            elif content_hash != self.content_hash:
                _void(session, signature_id, ENTRIES_CHANGED, circumstances.now)
        signature = {"month_id": self.month_id, **signed(self, circumstances)}
        rows.insert_many(session, Attestation, [signature])


@dataclass(frozen=True, slots=True)
class MoveMonth:
    """Set where a month stands, and what of it may be paid once that is known."""

    month_id: int
    state: MonthState
    payable_minutes: int | None = None

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        changed: dict[str, object] = {"state": self.state}
        if self.payable_minutes is not None:
            changed["payable_minutes"] = self.payable_minutes
        rows.change(session, ServiceMonth, changed, id=self.month_id)


@dataclass(frozen=True, slots=True)
class FoundInMonth:
    """One finding of the check."""

    code: str
    day: date | None
    minutes: int | None
    message: Message


@dataclass(frozen=True, slots=True)
class ReplaceFindings:
    """Put a check's findings in place of those that nobody has resolved yet.

    `code`: only findings of this kind, and all of them in place of all of them.
    """

    month_id: int
    findings: Sequence[FoundInMonth]
    code: str | None = None

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        which = {"resolved_by": None} if self.code is None else {"code": self.code}
        rows.remove(session, MonthFinding, month_id=self.month_id, **which)
        found = [
            {
                "municipality_id": circumstances.municipality_id,
                "month_id": self.month_id,
                "code": finding.code,
                "day": finding.day,
                "minutes": finding.minutes,
                "message": finding.message,
                "at": circumstances.now,
            }
            for finding in self.findings
        ]
        rows.insert_many(session, MonthFinding, found)


@dataclass(frozen=True, slots=True)
class ResolveFindings:
    """Note what a person decided about a month's findings."""

    month_id: int
    resolution: str

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        resolved = {"resolved_by": circumstances.actor_user_id, "resolution": self.resolution}
        rows.change(session, MonthFinding, resolved, month_id=self.month_id, resolved_by=None)


@dataclass(frozen=True, slots=True)
class ReturnMonth:
    """The recipient's side signs nothing and asks the assistant to correct what was entered."""

    month_id: int

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        take_back(session, self.month_id, circumstances.now, why=RETURNED)


def take_back(session: Session, month_id: int, now: datetime, *, why: str = TAKEN_BACK) -> None:
    """Void what the assistant signed, visibly; the month is open again, or still late."""
    for signature_id, *_ in _valid(session, month_id):
        _void(session, signature_id, why, now)
    rows.change(session, ServiceMonth, {"state": MonthState.OPEN}, id=month_id, deadline_at__after=now)


def _valid(session: Session, month_id: int) -> Sequence[Any]:
    """(id, side, content hash) of the signatures that count."""
    columns = ("id", "side", "content_hash")
    return rows.values(session, Attestation, columns, month_id=month_id, voided_at=None)


def _void(session: Session, signature_id: int, reason: str, now: datetime) -> None:
    rows.change(session, Attestation, {"voided_at": now, "void_reason": reason}, id=signature_id)
