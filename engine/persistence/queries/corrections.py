"""Months that were corrected after they had been claimed: how they stand now, and what of it was claimed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.domain.remuneration import ContractForm
from engine.persistence import rows
from engine.persistence.queries.month_pay import PayPart
from engine.persistence.tables.cases import Contract, ServiceCase
from engine.persistence.tables.claims import ClaimLine, LineKind, LineState
from engine.persistence.tables.corrections import ClaimAdjustment, CorrectionState, MonthCorrection
from engine.persistence.tables.months import MonthPay, ServiceMonth

AT_ONCE = 500  # ids in one question


@dataclass(frozen=True, slots=True)
class CorrectedMonth:
    """A corrected month as it is now, with what all claims but one have asked for it so far."""

    month_id: int
    contract_id: int
    period: str
    regime: str
    contract_form: ContractForm
    correction: MonthCorrection  # the newest posted one
    regular_line_id: int  # the line that the adjustment belongs to
    minutes_claimed: int
    pay_cents_claimed: int
    parts_claimed: tuple[PayPart, ...]  # what was taken back is below zero
    adjustments: int  # how many this month has had, in any claim

    @property
    def parts(self) -> tuple[PayPart, ...]:
        """The month's pay at each rate as it is now."""
        return tuple(PayPart.of_row(part) for part in self.correction.parts)

    @property
    def pay_cents(self) -> int:
        """The state's cost of the month as it is now."""
        return self.correction.pay_cents or 0

    @property
    def minutes(self) -> int:
        """The payable minutes of the month as it is now."""
        return self.correction.minutes or 0


def corrections_of(session: Session, month_id: int) -> Sequence[MonthCorrection]:
    """Every correction of the month, oldest first."""
    return rows.every(session, MonthCorrection, order_by=["number"], month_id=month_id)


def newest_posted(session: Session, month_id: int) -> MonthCorrection | None:
    """What the month is now, where it was corrected."""
    return rows.first(
        session, MonthCorrection, order_by=["-number"], month_id=month_id, state=CorrectionState.POSTED
    )


def corrected_months(session: Session, but_claim_id: int) -> list[CorrectedMonth]:
    """Every corrected month, by period and contract; what `but_claim_id` asks for is left out of the sums."""
    standing: dict[int, MonthCorrection] = {}
    for one in rows.every(session, MonthCorrection, order_by=["number"], state=CorrectionState.POSTED):
        standing[one.month_id] = one
    found: list[CorrectedMonth] = []
    for ids in _chunks(sorted(standing)):
        found += _chunk(session, ids, standing, but_claim_id)
    return sorted(found, key=lambda one: (one.period, one.contract_id))


def _chunk(
    session: Session, ids: Sequence[int], standing: Mapping[int, MonthCorrection], but_claim_id: int
) -> list[CorrectedMonth]:
    sums, parts = _claimed(session, ids, but_claim_id), _parts(session, ids, but_claim_id)
    numbers = _numbers(session, ids)
    statement = (
        select(
            ServiceMonth.id, ServiceMonth.contract_id, ServiceMonth.period, ServiceCase.regime,
            Contract.contract_form, ClaimLine.id,
        )
        .join(ServiceCase, ServiceCase.id == ServiceMonth.case_id)
        .join(Contract, Contract.id == ServiceMonth.contract_id)
        .join(ClaimLine, ClaimLine.month_id == ServiceMonth.id)
        .where(
            ServiceMonth.id.in_(ids),
            ClaimLine.state == LineState.INCLUDED,
            ClaimLine.kind != LineKind.ADJUSTMENT,
            ClaimLine.claim_id != but_claim_id,
        )
    )  # fmt: skip
    return [
        CorrectedMonth(
            month_id=month_id,
            contract_id=contract_id,
            period=period,
            regime=regime,
            contract_form=form,
            correction=standing[month_id],
            regular_line_id=line_id,
            minutes_claimed=sums[month_id][0],
            pay_cents_claimed=sums[month_id][1],
            parts_claimed=tuple(parts[month_id]),
            adjustments=numbers.get(month_id, 0),
        )
        for month_id, contract_id, period, regime, form, line_id in session.execute(statement)
    ]


def _numbers(session: Session, ids: Sequence[int]) -> dict[int, int]:
    """Month → how many adjustments it has had, in any claim."""
    counted = (
        select(ClaimAdjustment.month_id, func.max(ClaimAdjustment.number))
        .where(ClaimAdjustment.month_id.in_(ids))
        .group_by(ClaimAdjustment.month_id)
    )
    return {month_id: number for month_id, number in session.execute(counted)}


def _claimed(session: Session, ids: Sequence[int], but_claim_id: int) -> dict[int, tuple[int, int]]:
    """Month → minutes and pay asked for in all other claims."""
    statement = (
        select(ClaimLine.month_id, func.sum(ClaimLine.minutes), func.sum(ClaimLine.pay_cents))
        .where(
            ClaimLine.month_id.in_(ids),
            ClaimLine.state == LineState.INCLUDED,
            ClaimLine.claim_id != but_claim_id,
        )
        .group_by(ClaimLine.month_id)
    )
    return {month_id: (int(minutes), int(cents)) for month_id, minutes, cents in session.execute(statement)}


def _parts(session: Session, ids: Sequence[int], but_claim_id: int) -> dict[int, list[PayPart]]:
    """Month → the parts behind these sums."""
    found: dict[int, list[PayPart]] = {month_id: [] for month_id in ids}
    for month_id, parts in session.execute(
        select(MonthPay.month_id, MonthPay.parts).where(MonthPay.month_id.in_(ids))
    ):
        found[month_id] += (PayPart.of_row(part) for part in parts)
    adjusted = (
        select(ClaimAdjustment.month_id, ClaimAdjustment.parts)
        .join(ClaimLine, ClaimLine.id == ClaimAdjustment.line_id)
        .where(
            ClaimAdjustment.month_id.in_(ids),
            ClaimLine.claim_id != but_claim_id,
            ClaimLine.state == LineState.INCLUDED,
        )
    )
    for month_id, parts in session.execute(adjusted):
        found[month_id] += (PayPart.of_row(part) for part in parts)
    return found


def _chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
