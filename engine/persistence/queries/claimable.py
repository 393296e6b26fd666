"""The months that may go into a claim, with all that decides it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from engine.domain.remuneration import ContractForm
from engine.persistence.queries.month_pay import PayPart
from engine.persistence.tables.cases import Contract, ServiceCase
from engine.persistence.tables.claims import ClaimLine, LineKind, LineState
from engine.persistence.tables.instances import TaskStatus, UserTask
from engine.persistence.tables.months import Attestation, AttestationKind, MonthPay, MonthState, ServiceMonth
from engine.persistence.tables.people import Person, ProviderOrganisation
from engine.persistence.tables.weekly import MonthTransport

SETTLED = (MonthState.IN_CLAIM, MonthState.PAID, MonthState.REJECTED)  # nothing more to be claimed
RATE_TASKS = ("resolve_missing_rate", "resolve_report_rate")  # open while finance has been asked for a rate


@dataclass(frozen=True, slots=True)
class KnownPay:
    """What a month costs, once it was booked."""

    minutes: int
    pay_cents: int
    transport_cents: int
    parts: tuple[PayPart, ...]
    steps: tuple[object, ...]
    rule_pack_revision_id: int | None


@dataclass(frozen=True, slots=True)
class ClaimableMonth:
    """A month that is not settled yet."""

    month_id: int
    contract_id: int
    period: str
    state: MonthState
    regime: str
    entered_minutes: int
    contract_form: ContractForm
    signature_agreed: bool  # the contract carries the written agreement to plain signatures
    signed_plainly: bool  # at least one valid signature is a plain one
    rate_missing: bool
    claimed_elsewhere: bool  # its line is in another claim
    account: str  # of whoever is paid; "" where none is known
    pay: KnownPay | None

    @property
    def by_payroll(self) -> bool:
        """Whether the office's payroll pays it."""
        return self.contract_form is ContractForm.CONTRACT_FOR_WORK


def claimable(session: Session, claim_id: int, period: str) -> list[ClaimableMonth]:
    """Every month up to the period that is not settled, by period and contract."""
    statement = (
        select(
            ServiceMonth.id, ServiceMonth.contract_id, ServiceMonth.period, ServiceMonth.state,
            ServiceCase.regime, ServiceMonth.entered_minutes, Contract.contract_form,
            Contract.plain_signature_agreed, _signed_plainly(), _rate_missing(), _claimed_elsewhere(claim_id),
            Person.bank_account, ProviderOrganisation.bank_account, MonthPay, MonthTransport.cents,
        )
        .join(Contract, Contract.id == ServiceMonth.contract_id)
        .join(ServiceCase, ServiceCase.id == ServiceMonth.case_id)
        .join(Person, Person.id == Contract.assistant_id)
        .outerjoin(ProviderOrganisation, ProviderOrganisation.id == Contract.provider_id)
        .outerjoin(MonthPay, MonthPay.month_id == ServiceMonth.id)
        .outerjoin(MonthTransport, MonthTransport.month_id == ServiceMonth.id)
        .where(ServiceMonth.period <= period, ServiceMonth.state.not_in(SETTLED))
        .order_by(ServiceMonth.period, ServiceMonth.contract_id)
    )  # fmt: skip
    return [_claimable(*row) for row in session.execute(statement)]


def _claimable(*row: Any) -> ClaimableMonth:
    *known, of_person, of_provider, pay, transport = row
    account = of_provider if known[6] is ContractForm.PROVIDER else of_person
    return ClaimableMonth(*(*known, account or "", None if pay is None else _known(pay, transport or 0)))


def _known(pay: MonthPay, transport_cents: int) -> KnownPay:
    return KnownPay(
        minutes=pay.minutes,
        pay_cents=pay.pay_cents,
        transport_cents=transport_cents,
        parts=tuple(PayPart.of_row(part) for part in pay.parts),
        steps=tuple(pay.steps),
        rule_pack_revision_id=pay.rule_pack_revision_id,
    )


def _signed_plainly() -> ColumnElement[bool]:
    return exists().where(
        Attestation.month_id == ServiceMonth.id,
        Attestation.voided_at.is_(None),
        Attestation.kind == AttestationKind.PLAIN,
    )


def _rate_missing() -> ColumnElement[bool]:
    return exists().where(
        UserTask.month_id == ServiceMonth.id,
        UserTask.element_id.in_(RATE_TASKS),
        UserTask.status.in_([TaskStatus.OPEN, TaskStatus.COMPLETING]),
    )


def _claimed_elsewhere(claim_id: int) -> ColumnElement[bool]:
    return exists().where(
        ClaimLine.month_id == ServiceMonth.id,
        ClaimLine.claim_id != claim_id,
        ClaimLine.state == LineState.INCLUDED,
        ClaimLine.kind != LineKind.ADJUSTMENT,
    )
