"""A corrected month in the next claim: what it is now, less all that was asked for it before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from engine.domain.claim import ClaimLine, adjustment
from engine.domain.service_month import ServiceMonth
from engine.persistence.effects.claims import NewAdjustment, NewLine
from engine.persistence.queries.corrections import CorrectedMonth, corrected_months
from engine.persistence.queries.month_pay import PayPart
from engine.service_tasks.outcome import Reading


def adjustments(claim_id: int, reading: Reading) -> list[tuple[ClaimLine, NewLine]]:
    """The adjustments that the claim has to ask for, each as the rules and as the rows know it.

    A month that stands as it was claimed needs none. Journeys are never part of it: a correction keeps the
    transport that was booked and claimed, so the adjustment's own transport is 0.
    """
    found = ((month, _line(month)) for month in corrected_months(reading.session, claim_id))
    return [(line, _row(month, line)) for month, line in found if line is not None]


def parts_between(claimed: Iterable[PayPart], wanted: Iterable[PayPart]) -> list[PayPart]:
    """The parts that lead from one to the other: those taken back have minutes and cents below zero.

    A part is taken back whole, as it was rounded; so the sums are exact whatever came before.
    """
    change: Counter[PayPart] = Counter()
    for part in wanted:
        change[part] += 1
    for part in claimed:
        is_back = part.minutes < 0
        change[negated(part) if is_back else part] += 1 if is_back else -1
    back = [negated(part) for part, times in change.items() for _ in range(-times)]
    anew = [part for part, times in change.items() for _ in range(times)]
    return [part for part in [*back, *anew] if part.minutes or part.cents]


def negated(part: PayPart) -> PayPart:
    """The part taken back, or a part taken back given again."""
    return replace(part, minutes=-part.minutes, cents=-part.cents)


def _line(month: CorrectedMonth) -> ClaimLine | None:
    period = ServiceMonth.parse(month.period)
    before = ClaimLine(
        f"month-{month.month_id}",
        month.month_id,
        period,
        month.regime,
        month.minutes_claimed,
        month.pay_cents_claimed,
    )
    now = ClaimLine(
        f"month-{month.month_id}-a{month.adjustments + 1}",
        month.month_id,
        period,
        month.regime,
        month.minutes,
        month.pay_cents,
    )
    return adjustment([before], now)


def _row(month: CorrectedMonth, line: ClaimLine) -> NewLine:
    parts = parts_between(month.parts_claimed, month.parts)
    rates = {part.rate for part in parts}
    return NewLine(
        month_id=month.month_id,
        contract_id=month.contract_id,
        is_late=False,
        minutes=line.minutes,
        pay_cents=line.pay_cents,
        rate=rates.pop() if len(rates) == 1 else None,
        steps=month.correction.steps,
        rule_pack_revision_id=month.correction.rule_pack_revision_id,
        adjusts=NewAdjustment(
            line_id=month.regular_line_id,
            number=month.adjustments + 1,
            correction_id=month.correction.id,
            parts=parts,
        ),
    )
