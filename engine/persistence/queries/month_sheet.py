"""What hangs on one service month: entries, signatures with the voided ones, findings, pay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from engine.domain.explanations import Explained, every_explained
from engine.messages_catalogue import Message
from engine.persistence import rows
from engine.persistence.queries import corrections, names
from engine.persistence.queries.month_pay import PayPart
from engine.persistence.queries.top_ups import KeptTopUp, of_month
from engine.persistence.tables.months import (
    Attestation,
    AttestationKind,
    AttestationSide,
    MonthEntry,
    MonthFinding,
    MonthPay,
)
from engine.persistence.tables.weekly import MonthTransport, MonthUse


@dataclass(frozen=True, slots=True)
class EntryRow:
    """Minutes of one day; from–to since local midnight where two contracts meet."""

    day: date
    minutes: int
    from_minute: int | None
    to_minute: int | None


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """One signature, valid or voided, as it was set."""

    side: AttestationSide
    who: str  # the person, or the account of the office that countersigned
    kind: AttestationKind
    signed_at: datetime
    content_hash: str
    release_sha256: str
    reason: str  # why not the usual way: a word of the form's list
    recorded_by: str  # who of the office recorded it
    voided_at: datetime | None
    void_reason: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """Something the check found, and what was decided about it."""

    code: str
    day: date | None
    minutes: int | None
    message: Message
    resolution: str | None
    resolved_by: str


@dataclass(frozen=True, slots=True)
class PayRow:
    """What the month costs and how that came about."""

    minutes: int
    pay_cents: int
    gross_cents: int
    parts: Sequence[PayPart]
    steps: Sequence[Explained]
    pack_revision: str
    rule_pack_revision_id: int | None
    top_up: KeptTopUp | None  # from the municipality's own money, never claimed


@dataclass(frozen=True, slots=True)
class TransportRow:
    """The journeys of a month, and what is paid for them; None until that is judged."""

    journeys: Sequence[Mapping[str, object]]
    asked_cents: int | None
    cents: int | None
    reasons: Sequence[Mapping[str, Any]]  # {day, reason, cents} of what is not paid
    steps: Sequence[Explained]  # journey by journey; () until it is judged


def transport(session: Session, month_id: int) -> TransportRow | None:
    """The journeys of the month; None where there are none."""
    found = rows.first(session, MonthTransport, month_id=month_id)
    if found is None:
        return None
    steps = every_explained((found.judged or {}).get("steps"))
    return TransportRow(found.journeys, found.asked_cents, found.cents, found.reasons or (), steps)


def entries(session: Session, month_id: int) -> list[EntryRow]:
    """The entries as they stand, by day."""
    found = rows.every(session, MonthEntry, order_by=["day"], month_id=month_id)
    return [EntryRow(one.day, one.minutes, one.from_minute, one.to_minute) for one in found]


def uses(session: Session, month_id: int) -> dict[str, int]:
    """Purpose → minutes of the month; {} where hours are bound to none."""
    sums: dict[str, int] = {}
    for day in rows.every(session, MonthUse, month_id=month_id):
        for purpose, minutes in day.purposes.items():
            sums[purpose] = sums.get(purpose, 0) + minutes
    return sums


def signatures(session: Session, month_id: int) -> list[SignatureRow]:
    """Every signature ever set, oldest first."""
    found = rows.every(session, Attestation, order_by=["id"], month_id=month_id)
    persons = names.of_persons(session, [one.signer_person_id for one in found])
    accounts = names.of_accounts(
        session, [account for one in found for account in (one.signer_user_id, one.recorded_by)]
    )
    return [
        SignatureRow(
            side=one.side,
            who=persons.get(one.signer_person_id or 0, accounts.get(one.signer_user_id or 0, "")),
            kind=one.kind,
            signed_at=one.signed_at,
            content_hash=one.content_hash,
            release_sha256=one.release_sha256,
            reason=one.reason,
            recorded_by=accounts.get(one.recorded_by or 0, ""),
            voided_at=one.voided_at,
            void_reason=one.void_reason or "",
        )
        for one in found
    ]


def findings(session: Session, month_id: int) -> list[FindingRow]:
    """What the checks found, in the order of the check."""
    found = rows.every(session, MonthFinding, order_by=["id"], month_id=month_id)
    who = names.of_accounts(session, [one.resolved_by for one in found])
    return [
        FindingRow(
            one.code, one.day, one.minutes, one.message, one.resolution, who.get(one.resolved_by or 0, "")
        )
        for one in found
    ]


def pay(session: Session, month_id: int) -> PayRow | None:
    """What the month costs, as it was corrected last; None before it is booked."""
    found = corrections.newest_posted(session, month_id) or rows.first(session, MonthPay, month_id=month_id)
    if found is None:
        return None
    return PayRow(
        found.minutes or 0,
        found.pay_cents or 0,
        found.gross_cents or 0,
        tuple(PayPart.of_row(part) for part in found.parts),
        every_explained(found.steps),
        found.pack_revision or "",
        found.rule_pack_revision_id,
        of_month(session, month_id),
    )
