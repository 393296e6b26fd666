"""A month becomes a line of the claim, or is kept out of it with every reason."""

from __future__ import annotations

from collections.abc import Sequence

from engine.domain.claim import (
    BLOCK_TEXTS,
    BlockReason,
    ClaimCandidate,
    ClaimLine,
    block_reasons,
    claim_totals,
)
from engine.domain.rules import NumberUnset, Status
from engine.messages_catalogue import Message, msg
from engine.persistence.effects.claims import NewLine
from engine.persistence.queries.claimable import ClaimableMonth, KnownPay
from engine.persistence.tables.months import MonthState
from engine.service_tasks.claim_values import known_line
from engine.service_tasks.outcome import Reading

UNSIGNED = {
    MonthState.OPEN: BlockReason.ASSISTANT_NOT_SIGNED,
    MonthState.ASSISTANT_SIGNED: BlockReason.RECIPIENT_NOT_SIGNED,
    MonthState.LATE: BlockReason.NOT_RECORDED,
}
"""Where a month is not signed: who has to act."""


def line_of(month: ClaimableMonth, period: str, reading: Reading) -> NewLine:
    """The month's line in the claim of a period, with its reasons where it is blocked."""
    pay = month.pay
    reasons = [*_reasons(month, reading), *_number_reasons(month, reading)]
    return NewLine(
        month_id=month.month_id,
        contract_id=month.contract_id,
        is_late=month.period != period,
        minutes=pay.minutes if pay else month.entered_minutes,
        pay_cents=pay.pay_cents if pay else 0,
        rate=pay.parts[0].rate if pay and len(pay.parts) == 1 else None,
        steps=pay.steps if pay else [],
        rule_pack_revision_id=pay.rule_pack_revision_id if pay else None,
        blocked_reason=_together(reasons),
    )


def known_pay(month: ClaimableMonth, pay: KnownPay) -> ClaimLine:
    """The month's line as the rules of the claim know it."""
    return known_line(
        month.month_id, month.period, month.regime, pay.minutes, pay.pay_cents, pay.transport_cents
    )


def _reasons(month: ClaimableMonth, reading: Reading) -> list[Message]:
    candidate = ClaimCandidate(
        signed=month.state not in UNSIGNED,
        unsigned=UNSIGNED.get(month.state, BlockReason.NOT_SIGNED),
        findings_open=month.state is MonthState.FINDINGS and not month.rate_missing,
        calculated=month.pay is not None,
        rate_missing=month.rate_missing,
        signatures_count=month.signature_agreed or not month.signed_plainly,
        account_known=month.by_payroll or reading.is_account(month.account),
        already_claimed=month.claimed_elsewhere,
    )
    return [BLOCK_TEXTS[reason] for reason in block_reasons(candidate)]


def _number_reasons(month: ClaimableMonth, reading: Reading) -> list[Message]:
    """Numbers that a claim may not be made with: one that is not set, or made up for demonstrations."""
    if month.pay is None:
        return []
    if reading.in_production and any(part.status == Status.DEMO for part in month.pay.parts):
        return [msg("The month was calculated with a demonstration rate.")]
    try:
        claim_totals([known_pay(month, month.pay)], reading.book)
    except NumberUnset as unset:
        return [unset.message]
    return []


def _together(reasons: Sequence[Message]) -> Message | None:
    """All reasons as one sentence after the other; None where there is none."""
    if not reasons:
        return None
    first, *rest = reasons
    after = _together(rest)
    return first if after is None else msg("{first} {rest}", first=first, rest=after)
