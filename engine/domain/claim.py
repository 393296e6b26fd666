"""The ministry claim of one municipality and month: lines, totals, what keeps a month out, corrections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import floor

from engine.domain.fingerprint import fingerprint
from engine.domain.money import half_up, rate_steps, whole
from engine.domain.rules import DatedNumber, RuleBook, Unit
from engine.domain.service_month import ServiceMonth
from engine.domain.steps import Step
from engine.errors import InvalidAnswers
from engine.messages_catalogue import Message, msg


class LineKind(StrEnum):
    """What a claim line is for."""

    MONTH = "month"  # a confirmed month
    ADJUSTMENT = "adjustment"  # the difference to what an earlier, frozen claim asked for


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One contract's month in a claim; an adjustment may be negative. Municipal top-up is never in it."""

    line_id: str
    month_id: int
    period: ServiceMonth  # the month of service, which decides the numbers
    regime: str
    minutes: int
    pay_cents: int
    transport_cents: int = 0
    kind: LineKind = LineKind.MONTH

    def __post_init__(self) -> None:
        amounts = [whole(amount) for amount in (self.minutes, self.pay_cents, self.transport_cents)]
        if self.kind is LineKind.MONTH and min(amounts) < 0:
            raise ValueError(f"the claim line {self.line_id} is negative")


@dataclass(frozen=True, slots=True)
class ClaimTotals:
    """The sums of the lines, the administration share rounded once, and how it came about."""

    line_count: int
    minutes: int
    pay_cents: int
    transport_cents: int
    admin_cents: int
    steps: tuple[Step, ...]

    @property
    def total_cents(self) -> int:
        """What the ministry is asked for."""
        return self.pay_cents + self.transport_cents + self.admin_cents


def claim_totals(lines: Iterable[ClaimLine], book: RuleBook) -> ClaimTotals:
    """The totals of a claim; `NumberUnset` where an administration number is not known for a line's month.

    Administration is an amount for each hour (MK 316) or a percentage of pay and transport (MK 942), as the
    pack says for the line's month; the exact shares are added and rounded HALF_UP once.
    """
    ordered = sorted(lines, key=lambda line: line.line_id)
    if len({line.line_id for line in ordered}) != len(ordered):
        raise ValueError("a line is in the claim twice")
    shares: dict[DatedNumber, Fraction] = {}
    for line in ordered:
        number, share = administration_of(line, book)
        shares[number] = shares.get(number, Fraction(0)) + share
    total = sum(shares.values(), Fraction(0))
    return ClaimTotals(
        line_count=len(ordered),
        minutes=sum(line.minutes for line in ordered),
        pay_cents=sum(line.pay_cents for line in ordered),
        transport_cents=sum(line.transport_cents for line in ordered),
        admin_cents=half_up(total.numerator, total.denominator),
        steps=tuple(_administration_step(number, share) for number, share in shares.items()),
    )


def administration_shares(lines: Sequence[ClaimLine], totals: ClaimTotals, book: RuleBook) -> list[int]:
    """What of the rounded administration falls on each line, in the order of the lines; the sum is exact.

    For files that show administration by line: whole cents of the exact shares, odd cents to the largest
    remainders, the earlier line first.
    """
    exact = [administration_of(line, book)[1] for line in lines]
    shares = [floor(share) for share in exact]
    order = sorted(range(len(lines)), key=lambda place: (shares[place] - exact[place], place))
    for place in order[: totals.admin_cents - sum(shares)]:
        shares[place] += 1
    return shares


def adjustment(claimed: Sequence[ClaimLine], recalculated: ClaimLine) -> ClaimLine | None:
    """The line of a later claim that makes earlier lines of one month right; None where nothing changed.

    `claimed` are the month's lines in frozen claims; `recalculated` is the month as it is now, with the id
    that the adjustment is to have. Frozen lines themselves never change.
    """
    if any(line.month_id != recalculated.month_id or line.period != recalculated.period for line in claimed):
        raise ValueError("an adjustment corrects the lines of one month")
    line = ClaimLine(
        line_id=recalculated.line_id,
        month_id=recalculated.month_id,
        period=recalculated.period,
        regime=recalculated.regime,
        minutes=recalculated.minutes - sum(line.minutes for line in claimed),
        pay_cents=recalculated.pay_cents - sum(line.pay_cents for line in claimed),
        transport_cents=recalculated.transport_cents - sum(line.transport_cents for line in claimed),
        kind=LineKind.ADJUSTMENT,
    )
    return line if line.minutes or line.pay_cents or line.transport_cents else None


def claim_hash(
    municipality_code: str, period: ServiceMonth, lines: Iterable[ClaimLine], totals: ClaimTotals
) -> str:
    """The fingerprint that freezes a claim: the same lines in any order give the same hash."""
    return fingerprint(
        {
            "municipality": municipality_code,
            "period": str(period),
            "lines": [_line_content(line) for line in sorted(lines, key=lambda line: line.line_id)],
            "totals": {part: getattr(totals, part) for part in (*_TOTALS, "total_cents")},
        }
    )


def check_reply(outcome: str, accepted_cents: int, total_cents: int) -> None:
    """Raises InvalidAnswers where the sum does not fit the ministry's answer: "accepted" is the whole claim,
    "rejected" nothing of it, "partly" something between. Of a claim that gives more back than it asks for
    0 is accepted: the rest goes off what the ministry owes."""
    fits = {
        "accepted": accepted_cents == max(total_cents, 0),
        "partly": 0 < accepted_cents < total_cents,
        "rejected": accepted_cents == 0,
    }
    if not fits[outcome]:
        raise InvalidAnswers(
            {
                "reply_cents": msg(
                    "The sum does not fit the answer: {total:money} were claimed. "
                    "Accepted means all of it, accepted in part less, rejected 0.",
                    total=total_cents,
                )
            }
        )


class BlockReason(StrEnum):
    """Why a month cannot be claimed yet."""

    NOT_SIGNED = "not_signed"
    ASSISTANT_NOT_SIGNED = "assistant_not_signed"
    RECIPIENT_NOT_SIGNED = "recipient_not_signed"
    NOT_RECORDED = "not_recorded"
    FINDINGS_OPEN = "findings_open"
    RATE_MISSING = "rate_missing"
    NOT_CALCULATED = "not_calculated"
    SIGNATURE_DOES_NOT_COUNT = "signature_does_not_count"
    NO_BANK_ACCOUNT = "no_bank_account"
    ALREADY_CLAIMED = "already_claimed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCandidate:
    """What decides whether a month goes into the claim."""

    signed: bool  # both signed the same content, or the fallback is recorded
    findings_open: bool
    calculated: bool  # its remuneration is posted
    signatures_count: bool  # plain signatures only with the written agreement to them
    account_known: bool  # payroll, or a bank account
    already_claimed: bool
    unsigned: BlockReason = BlockReason.NOT_SIGNED  # where it is not signed: who has to act
    rate_missing: bool = False  # finance has been asked for the rate


def block_reasons(candidate: ClaimCandidate) -> tuple[BlockReason, ...]:
    """Every reason that keeps the month out of the claim, in a fixed order; none = it goes in.

    What has to be done first is named alone: a month that is not signed is not "not calculated" as well.
    """
    decided = candidate.signed and not candidate.findings_open
    checks = {
        candidate.unsigned: not candidate.signed,
        BlockReason.FINDINGS_OPEN: candidate.findings_open,
        BlockReason.RATE_MISSING: decided and not candidate.calculated and candidate.rate_missing,
        BlockReason.NOT_CALCULATED: decided and not candidate.calculated and not candidate.rate_missing,
        BlockReason.SIGNATURE_DOES_NOT_COUNT: candidate.signed and not candidate.signatures_count,
        BlockReason.NO_BANK_ACCOUNT: not candidate.account_known,
        BlockReason.ALREADY_CLAIMED: candidate.already_claimed,
    }
    return tuple(reason for reason, holds in checks.items() if holds)


BLOCK_TEXTS: dict[BlockReason, Message] = {
    BlockReason.NOT_SIGNED: msg("The month is not signed by both."),
    BlockReason.ASSISTANT_NOT_SIGNED: msg("The assistant has not signed."),
    BlockReason.RECIPIENT_NOT_SIGNED: msg("The recipient's side has not signed."),
    BlockReason.NOT_RECORDED: msg("The deadline passed; the office has not recorded the month yet."),
    BlockReason.FINDINGS_OPEN: msg("The findings of the month have not been decided."),
    BlockReason.RATE_MISSING: msg("No hourly rate is known for the month; finance has been asked for it."),
    BlockReason.NOT_CALCULATED: msg("The remuneration of the month has not been calculated."),
    BlockReason.SIGNATURE_DOES_NOT_COUNT: msg(
        "The parties have not agreed in writing to sign in this system."
    ),
    BlockReason.NO_BANK_ACCOUNT: msg("There is no bank account for the payment."),
    BlockReason.ALREADY_CLAIMED: msg("The month is in another claim already."),
}
"""What finance reads for each reason."""

_TOTALS = ("line_count", "minutes", "pay_cents", "transport_cents", "admin_cents")


def _line_content(line: ClaimLine) -> dict[str, object]:
    return {
        "line_id": line.line_id,
        "month_id": line.month_id,
        "period": str(line.period),
        "regime": line.regime,
        "minutes": line.minutes,
        "pay_cents": line.pay_cents,
        "transport_cents": line.transport_cents,
        "kind": line.kind.value,
    }


def administration_of(line: ClaimLine, book: RuleBook) -> tuple[DatedNumber, Fraction]:
    """The number used and the exact share in cents."""
    rules, day = book.of(line.regime), line.period.last_day
    if rules.number("administration_basis", day).word == "per_hour":
        number = rules.number("administration_per_hour", day)
        return number, Fraction(line.minutes * rate_steps(number.exact), 60 * 100)
    number = rules.number("administration_percent", day)
    base = line.pay_cents + line.transport_cents
    return number, Fraction(base * rate_steps(number.exact), 100 * 10_000)


def _administration_step(number: DatedNumber, share: Fraction) -> Step:
    cents = half_up(share.numerator, share.denominator)
    if number.unit is Unit.PERCENT:
        text = msg(
            "Administration, {share:percent} of pay and transport: {amount:money}.",
            share=number.exact,
            amount=cents,
        )
    else:
        text = msg("Administration, {rate:rate} an hour: {amount:money}.", rate=number.exact, amount=cents)
    return Step("administration", text, cents, number)
