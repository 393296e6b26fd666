"""The lines of a claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, aliased

from engine.domain.remuneration import ContractForm
from engine.messages_catalogue import Message
from engine.persistence.queries import top_ups
from engine.persistence.queries.month_pay import PayPart
from engine.persistence.tables.cases import Contract, ServiceCase
from engine.persistence.tables.claims import ClaimLine, LineKind, LineState, MinistryClaim
from engine.persistence.tables.corrections import ClaimAdjustment
from engine.persistence.tables.months import MonthPay, MonthState, ServiceMonth
from engine.persistence.tables.weekly import MonthTransport


@dataclass(frozen=True, slots=True)
class StoredLine:
    """A line of a claim with what its month, contract and case add."""

    line_id: int
    claim_id: int
    month_id: int
    contract_id: int
    case_id: int
    kind: LineKind
    state: LineState
    blocked_reason: Message | None
    minutes: int
    rate: Decimal | None
    pay_cents: int
    period: str
    month_state: MonthState
    regime: str
    case_number: str
    contract_number: str
    contract_form: ContractForm
    recipient_id: int
    assistant_id: int
    provider_id: int | None
    adjusts_claim: str  # the number of the frozen claim that an adjustment corrects; "" for other lines
    adjustment: int  # counts the adjustments of the month; 0 for other lines
    parts: tuple[PayPart, ...]
    transport_cents: int  # for journeys (MK 942)
    top_up: tuple[PayPart, ...]  # what the municipality adds; paid with the line, never claimed

    @property
    def cents(self) -> int:
        """What the state pays, administration aside: what is asked from the ministry."""
        return self.pay_cents + self.transport_cents

    @property
    def paid_cents(self) -> int:
        """What is paid out with the line: the state's money and the municipality's top-up."""
        return self.cents + sum(part.cents for part in self.top_up)

    @property
    def identification(self) -> str:
        """The line's name in hashes, payments and payroll; unique for ever."""
        name = f"month-{self.month_id}"
        return f"{name}-a{self.adjustment}" if self.adjustment else name

    @property
    def by_payroll(self) -> bool:
        """Whether the office's payroll pays it: it withholds tax, so the bank gets nothing from here."""
        return self.contract_form is ContractForm.CONTRACT_FOR_WORK


def lines(session: Session, claim_id: int, *, state: LineState | None = None) -> list[StoredLine]:
    """The lines of a claim, by period and contract."""
    in_state = [] if state is None else [ClaimLine.state == state]
    return _lines(session, and_(ClaimLine.claim_id == claim_id, *in_state))


def provider_lines(session: Session, claim_id: int) -> list[StoredLine]:
    """The claimed lines of a claim whose assistants work for an organisation."""
    of_providers = Contract.provider_id.is_not(None)
    return _lines(
        session, and_(ClaimLine.claim_id == claim_id, ClaimLine.state == LineState.INCLUDED, of_providers)
    )


def line(session: Session, line_id: int) -> StoredLine | None:
    """One line."""
    found = _lines(session, ClaimLine.id == line_id)
    return found[0] if found else None


def claimed_months(session: Session) -> tuple[int, Sequence[int]]:
    """How many months are claimed, and those that are claimed more than once; there must never be one."""
    month = ClaimLine.month_id
    is_claimed = (ClaimLine.state == LineState.INCLUDED, ClaimLine.kind != LineKind.ADJUSTMENT)
    number = session.scalars(select(func.count(month.distinct())).where(*is_claimed)).one()
    twice = select(month).where(*is_claimed).group_by(month).having(func.count() > 1).order_by(month)
    return number, session.scalars(twice).all()


def _lines(session: Session, condition: ColumnElement[bool]) -> list[StoredLine]:
    line, corrected = aliased(ClaimLine), aliased(MinistryClaim)
    statement = (
        select(
            ClaimLine.id, ClaimLine.claim_id, ClaimLine.month_id, ClaimLine.contract_id, ServiceMonth.case_id,
            ClaimLine.kind, ClaimLine.state, ClaimLine.blocked_reason, ClaimLine.minutes, ClaimLine.rate,
            ClaimLine.pay_cents, ServiceMonth.period, ServiceMonth.state, ServiceCase.regime,
            ServiceCase.case_number, Contract.number, Contract.contract_form, Contract.recipient_id,
            Contract.assistant_id, Contract.provider_id, corrected.number, ClaimAdjustment.number,
            ClaimAdjustment.parts, MonthPay.parts, MonthTransport.cents,
        )
        .join(ServiceMonth, ServiceMonth.id == ClaimLine.month_id)
        .join(Contract, Contract.id == ClaimLine.contract_id)
        .join(ServiceCase, ServiceCase.id == ServiceMonth.case_id)
        .outerjoin(MonthPay, MonthPay.month_id == ClaimLine.month_id)
        .outerjoin(MonthTransport, MonthTransport.month_id == ClaimLine.month_id)
        .outerjoin(ClaimAdjustment, ClaimAdjustment.line_id == ClaimLine.id)
        .outerjoin(line, line.id == ClaimLine.adjusts_line_id)
        .outerjoin(corrected, corrected.id == line.claim_id)
        .where(condition)
        .order_by(ServiceMonth.period, ClaimLine.contract_id, ClaimLine.id)
    )  # fmt: skip
    of_months = select(ClaimLine.month_id).join(Contract, Contract.id == ClaimLine.contract_id)
    added = top_ups.of_lines(session, of_months.where(condition))
    return [_line(added, *row) for row in session.execute(statement)]


def _line(added: Mapping[top_ups.LineName, tuple[PayPart, ...]], *row: Any) -> StoredLine:
    *known, adjusts_claim, adjustment, adjusted, paid, transport = row
    if adjustment is None:
        parts, journeys = paid, transport or 0
    else:  # of the month's journeys nothing is asked anew
        parts, journeys = adjusted, 0
    found = tuple(PayPart.of_row(part) for part in parts or ())
    line = StoredLine(*(*known, adjusts_claim or "", adjustment or 0, found, journeys, ()))
    return replace(line, top_up=added.get((line.month_id, line.adjustment), ()))
