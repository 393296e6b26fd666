"""What a correction of a month begins with, and the corrections that a month has had."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from engine.domain.ledger import Account
from engine.domain.rules import Regime
from engine.persistence.queries import names
from engine.persistence.queries.corrections import corrections_of
from engine.persistence.queries.sums import pay_of_months
from engine.persistence.tables.cases import Contract, ServiceCase
from engine.persistence.tables.corrections import CorrectionReason, CorrectionState
from engine.persistence.tables.months import MonthState, ServiceMonth

CLAIMED = (MonthState.IN_CLAIM, MonthState.PAID)


@dataclass(frozen=True, slots=True)
class Correctable:
    """A month that a frozen claim holds, with the values that a correction begins with."""

    case_id: int
    period: str
    recipient: str
    next_number: int
    is_open: bool  # a correction of it is open already
    report_id: int | None  # the instance of its report, where hours are bound to purposes (MK 942)
    values: dict[str, object]


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """One correction as the month's page tells it."""

    number: int
    instance_id: int | None
    state: CorrectionState
    reason: CorrectionReason | None
    opened_by: str
    opened_at: datetime
    minutes: int | None
    pay_cents: int | None  # of the whole month from then on


def correctable(session: Session, month_id: int) -> Correctable | None:
    """The month; None while no frozen claim holds it."""
    month = session.get_one(ServiceMonth, month_id)
    if month.state not in CLAIMED:
        return None
    contract, case = session.get_one(Contract, month.contract_id), session.get_one(ServiceCase, month.case_id)
    history = corrections_of(session, month_id)
    return Correctable(
        case_id=month.case_id,
        period=month.period,
        recipient=names.of_persons(session, [contract.recipient_id])[contract.recipient_id],
        next_number=1 + max((one.number for one in history), default=0),
        is_open=any(one.state is CorrectionState.OPEN for one in history),
        report_id=month.instance_id if case.regime == Regime.R942 else None,
        values={
            "month_id": month.id,
            "contract_id": contract.id,
            "case_id": case.id,
            "period": month.period,
            "regime": case.regime,
            "recipient_id": contract.recipient_id,
            "assistant_id": contract.assistant_id,
            "recipient_signer_id": month.recipient_signer_id,
            "recipient_signer_kind": str(month.recipient_signer_kind),
            "granted_minutes": month.granted_minutes,
            "pay_before_cents": pay_of_months(session, [month.id], [Account.STATE_PAY]).get(month.id, 0),
        },
    )


def listed(session: Session, month_id: int) -> Sequence[CorrectionRow]:
    """The corrections of a month, oldest first."""
    history = corrections_of(session, month_id)
    who = names.of_accounts(session, [one.opened_by for one in history])
    return [
        CorrectionRow(
            one.number,
            one.instance_id,
            one.state,
            one.reason,
            who.get(one.opened_by, ""),
            one.opened_at,
            one.minutes,
            one.pay_cents,
        )
        for one in history
    ]
