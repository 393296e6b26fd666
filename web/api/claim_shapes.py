"""How claims are told: sums, lines without names, files."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from pydantic import BaseModel, Field

from engine.claims.claims import ClaimLinePage, ClaimPage, ClaimRow, SheetLine
from web.api.shapes import Money, RowNumber, Shape, euros, money
from web.api.words import said


class ClaimFileKind(StrEnum):
    """Which file."""

    CSV = "csv"
    XLSX = "xlsx"
    CREDIT_TRANSFER = "credit_transfer"
    PAYROLL = "payroll"


class LinePath(BaseModel):
    """Which line."""

    line_id: RowNumber


class FilePath(BaseModel):
    """Which file of which claim."""

    claim_id: RowNumber
    kind: ClaimFileKind


class ClaimShortShape(Shape):
    """A claim in a list."""

    claim_id: int
    municipality: str
    period: str
    number: str
    state: str
    total: Money
    line_count: int
    blocked_count: int


class ClaimList(Shape):
    """The claims, the newest month first."""

    claims: list[ClaimShortShape]


class ClaimFileShape(Shape):
    """A file that can be fetched."""

    kind: str
    file_name: str
    sha256: str
    created_at: datetime


class ReplyShape(Shape):
    """What the ministry answered."""

    outcome: str
    accepted: Money
    day: date


class ClaimWhole(Shape):
    """One claim."""

    claim_id: int
    municipality: str
    period: str
    number: str
    state: str
    due: date
    pay: Money
    transport: Money
    administration: Money
    total: Money
    minutes: int
    people: int
    content_sha256: str | None = Field(description="Over the frozen lines; null: not frozen yet.")
    files: list[ClaimFileShape]
    replies: list[ReplyShape]


class ClaimLineShape(Shape):
    """A line; names nobody."""

    line_id: int
    month_id: int
    case_id: int
    contract_number: str
    period: str
    kind: str
    minutes: int
    amount: Money
    accepted: Money | None
    blocked_because: str | None


class ClaimLines(Shape):
    """The lines of a claim."""

    claim_id: int
    included: list[ClaimLineShape]
    blocked: list[ClaimLineShape]


class ClaimLineWhole(Shape):
    """One line down to what it stands on."""

    line_id: int
    claim_id: int
    month_id: int
    contract_number: str
    period: str
    minutes: int
    rate: str | None = Field(description="Euro an hour, with four places.")
    amount: Money
    recipient: str
    assistant: str
    signatures: list[str] = Field(description="Sides whose signature counts.")
    booked: list[str] = Field(description="Entries of the ledger.")


def short(row: ClaimRow) -> ClaimShortShape:
    """A row of the list."""
    return ClaimShortShape(
        claim_id=row.claim_id,
        municipality=row.municipality,
        period=row.period,
        number=row.number,
        state=str(row.state),
        total=money(row.total_cents),
        line_count=row.line_count,
        blocked_count=row.blocked_count,
    )


def whole(page: ClaimPage) -> ClaimWhole:
    """One claim of its page."""
    sheet, claim = page.sheet, page.sheet.claim
    return ClaimWhole(
        claim_id=claim.id,
        municipality=sheet.municipality,
        period=claim.period,
        number=claim.number,
        state=str(page.state),
        due=page.due,
        pay=money(claim.pay_cents),
        transport=money(claim.transport_cents),
        administration=money(claim.admin_cents),
        total=money(claim.total_cents),
        minutes=sheet.minutes,
        people=sheet.people,
        content_sha256=claim.content_sha256,
        files=[
            ClaimFileShape(
                kind=one.kind, file_name=one.file_name, sha256=one.sha256, created_at=one.created_at
            )
            for one in page.files
        ],
        replies=[
            ReplyShape(outcome=str(one.outcome), accepted=money(one.cents), day=one.day)
            for one in sheet.replies
        ],
    )


def line(one: SheetLine) -> ClaimLineShape:
    """A line of the sheet."""
    return ClaimLineShape(
        line_id=one.line_id,
        month_id=one.month_id,
        case_id=one.case_id,
        contract_number=one.contract_number,
        period=one.period,
        kind=str(one.kind),
        minutes=one.minutes,
        amount=money(one.cents),
        accepted=euros(one.accepted_cents),
        blocked_because=None if one.reason is None else said(one.reason),
    )


def evidence(found: ClaimLinePage) -> ClaimLineWhole:
    """A line down to what it stands on."""
    one = found.line
    return ClaimLineWhole(
        line_id=one.line_id,
        claim_id=one.claim_id,
        month_id=one.month_id,
        contract_number=one.contract_number,
        period=one.period,
        minutes=one.minutes,
        rate=None if one.rate is None else f"{one.rate:.4f}",
        amount=money(one.cents),
        recipient=found.recipient,
        assistant=found.assistant,
        signatures=sorted({str(sign.side) for sign in found.signatures if sign.voided_at is None}),
        booked=[entry for entry, _ in found.booked],
    )
