"""One claim with everything that hangs on it, people named or by number only."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from engine.messages_catalogue import Message
from engine.persistence import archives, rows
from engine.persistence.queries import names, reply_sums
from engine.persistence.queries.claims import StoredLine, lines
from engine.persistence.tables.claims import (
    ClaimFile,
    ClaimReply,
    LineKind,
    LineState,
    MinistryClaim,
    PaymentOrder,
    PaymentRun,
    ReplyOutcome,
)
from engine.persistence.tables.installation import Municipality
from engine.persistence.tables.replies import LineReply


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line to read; `reason` says why it is blocked."""

    line_id: int
    month_id: int
    case_id: int
    recipient: str  # the name, or the case number where names are not shown
    assistant: str
    contract_number: str
    period: str
    kind: LineKind
    minutes: int
    rate: Decimal | None
    cents: int  # pay and transport
    reason: Message | None
    accepted_cents: int | None = None  # by the ministry, administration included; None: no answer by line
    reply_reason: str = ""  # why less than asked for
    named_ids: frozenset[int] = frozenset()  # of the people whose names stand here


@dataclass(frozen=True, slots=True)
class SheetFile:
    """A file that can be fetched; a payment file also says how many payments it carries and their sum."""

    kind: str  # csv, xlsx, credit_transfer, payroll
    file_name: str
    sha256: str
    created_at: datetime
    order_count: int = 0
    order_cents: int = 0


@dataclass(frozen=True, slots=True)
class SheetReply:
    """What the ministry answered, and what is missing to the sum claimed."""

    outcome: ReplyOutcome
    cents: int
    short_cents: int
    note: str
    day: date
    recorded_by: str


@dataclass(frozen=True, slots=True)
class ClaimSheet:
    """A claim and everything that hangs on it."""

    claim: MinistryClaim
    municipality: str
    chosen_regime: str  # by the municipality's setting
    included: Sequence[SheetLine]
    blocked: Sequence[SheetLine]
    minutes: int  # of the included lines
    people: int  # recipients among them
    files: Sequence[SheetFile]
    payment_files: Sequence[SheetFile]
    replies: Sequence[SheetReply]
    events_since: date | None  # events before this day lie in files of archived years; None: all are here


def sheet_of(session: Session, claim_id: int, *, with_names: bool) -> ClaimSheet:
    """The sheet of a claim that this session sees; NoResultFound for another."""
    claim = session.get_one(MinistryClaim, claim_id)
    municipality = session.get_one(Municipality, claim.municipality_id)
    stored = lines(session, claim_id)
    known = names.of_persons(session, _ids(stored)) if with_names else {}
    answers = reply_sums.of_lines(session, claim_id)
    shown = [(line.state, _line(line, known, answers.get(line.line_id))) for line in stored]
    included = [line for state, line in shown if state is LineState.INCLUDED]
    return ClaimSheet(
        claim=claim,
        municipality=municipality.name,
        chosen_regime=municipality.chosen_regime,
        included=included,
        blocked=[line for state, line in shown if state is LineState.BLOCKED],
        minutes=sum(line.minutes for line in included),
        people=len({line.recipient_id for line in stored if line.state is LineState.INCLUDED}),
        files=_files(session, claim_id),
        payment_files=_payment_files(session, claim_id),
        replies=_replies(session, claim),
        events_since=archives.all_since(session, claim.municipality_id),
    )


def but_cases(sheet: ClaimSheet, cases: Collection[int]) -> ClaimSheet:
    """The sheet without the lines of these cases; its sums stay those of the whole claim."""
    if not cases:
        return sheet
    included, blocked = (
        [one for one in some if one.case_id not in cases] for some in (sheet.included, sheet.blocked)
    )
    return replace(sheet, included=included, blocked=blocked)


def _ids(stored: Sequence[StoredLine]) -> set[int]:
    return {line.recipient_id for line in stored} | {line.assistant_id for line in stored}


def _line(line: StoredLine, known: Mapping[int, str], answer: LineReply | None) -> SheetLine:
    return SheetLine(
        line_id=line.line_id,
        month_id=line.month_id,
        case_id=line.case_id,
        recipient=known.get(line.recipient_id, line.case_number),
        assistant=known.get(line.assistant_id, f"A{line.assistant_id}"),
        contract_number=line.contract_number,
        period=line.period,
        kind=line.kind,
        minutes=line.minutes,
        rate=line.rate,
        cents=line.cents,
        reason=line.blocked_reason,
        accepted_cents=None if answer is None else answer.accepted_cents,
        reply_reason="" if answer is None else answer.reason,
        named_ids=frozenset(known.keys() & {line.recipient_id, line.assistant_id}),
    )


def _files(session: Session, claim_id: int) -> list[SheetFile]:
    columns = ("kind", "file_name", "sha256", "created_at")
    found = rows.values(session, ClaimFile, columns, claim_id=claim_id)
    return sorted((SheetFile(row.kind.value, *row[1:]) for row in found), key=lambda one: one.kind)


def _payment_files(session: Session, claim_id: int) -> list[SheetFile]:
    columns = ("id", "kind", "file_name", "sha256", "created_at")
    found = []
    for row in rows.values(session, PaymentRun, columns, claim_id=claim_id):
        orders = rows.values(session, PaymentOrder, ("cents",), run_id=row.id)
        cents = sum(order.cents for order in orders)
        made = (row.file_name, row.sha256, row.created_at)
        found.append(SheetFile(row.kind.value, *made, len(orders), cents))
    return sorted(found, key=lambda one: one.kind)


def _replies(session: Session, claim: MinistryClaim) -> list[SheetReply]:
    found = rows.every(session, ClaimReply, order_by=["id"], claim_id=claim.id)
    who = names.of_accounts(session, [reply.recorded_by for reply in found])
    return [
        SheetReply(
            reply.outcome,
            reply.cents,
            claim.total_cents - reply.cents,
            reply.note,
            reply.day,
            who.get(reply.recorded_by or 0, ""),
        )
        for reply in found
    ]
