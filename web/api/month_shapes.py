"""How months are told: hours by day, signatures, findings, pay."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from engine.months.months import MonthPage, MonthRow
from web.api.shapes import Limit, Money, Period, Shape, euros
from web.api.words import said


class MonthsQuery(Shape):
    """Which month, which part of it."""

    period: Period = Field(description="The month.")
    state: str | None = Field(
        default=None, pattern="^[a-z_]{1,20}$", description="Only months in this state."
    )
    page: int = Field(default=1, ge=1, le=100_000, description="1, 2, …")
    limit: Limit = 50


class MonthLine(Shape):
    """A month of one contract; names nobody."""

    month_id: int
    case_id: int
    case_number: str
    contract_number: str
    period: str
    state: str
    granted_minutes: int
    entered_minutes: int
    payable_minutes: int | None
    deadline_at: datetime
    recipient_id: int
    assistant_id: int
    assistant_signed: bool
    recipient_signed: bool


class MonthList(Shape):
    """A page of the months of all contracts."""

    period: str
    months: list[MonthLine]
    page: int
    total: int
    counts: dict[str, int] = Field(description="State → how many months stand there.")


class DayShape(Shape):
    """The minutes of one day."""

    day: date
    minutes: int


class SignatureShape(Shape):
    """A signature, with those that count no more."""

    side: str
    kind: str
    signed_at: datetime
    content_hash: str
    voided_at: datetime | None


class FindingShape(Shape):
    """What the check found."""

    code: str
    day: date | None
    sentence: str
    is_open: bool


class MonthWhole(Shape):
    """One month."""

    month: MonthLine
    days: list[DayShape]
    signatures: list[SignatureShape]
    findings: list[FindingShape]
    pay: Money | None
    transport: Money | None


def line(row: MonthRow) -> MonthLine:
    """A row of the list."""
    values = {name: getattr(row, name) for name in MonthLine.model_fields if name != "state"}
    return MonthLine(**values, state=str(row.state))


def whole(page: MonthPage) -> MonthWhole:
    """One month of its page."""
    file = page.file
    return MonthWhole(
        month=line(file.month),
        days=[DayShape(day=one.day, minutes=one.minutes) for one in file.entries],
        signatures=[
            SignatureShape(
                side=str(one.side),
                kind=str(one.kind),
                signed_at=one.signed_at,
                content_hash=one.content_hash,
                voided_at=one.voided_at,
            )
            for one in file.signatures
        ],
        findings=[
            FindingShape(
                code=one.code, day=one.day, sentence=said(one.message), is_open=one.resolution is None
            )
            for one in file.findings
        ],
        pay=None if file.pay is None else euros(file.pay.pay_cents),
        transport=None if file.transport is None else euros(file.transport.cents),
    )
