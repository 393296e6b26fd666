"""What of a frozen claim's administration falls on each of its lines, whatever has been recorded since."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from engine.domain.claim import ClaimLine, administration_of, administration_shares, claim_totals
from engine.domain.money import half_up, split_cents
from engine.domain.rules import DatedNumber, NumberUnset, RuleBook, Unit
from engine.domain.steps import Step
from engine.messages_catalogue import Message, msg


def shares_of_claim(lines: Sequence[ClaimLine], admin_cents: int, book: RuleBook) -> list[int]:
    """Whole cents for each line, in the order of the lines; together exactly `admin_cents`.

    By the exact shares where the numbers still give the sum that was frozen; where one was changed since, in
    proportion to pay and transport.
    """
    exact = _by_the_numbers(lines, admin_cents, book)
    if exact is not None:
        return exact
    weights = [max(0, line.pay_cents + line.transport_cents) for line in lines]
    return split_cents(admin_cents, weights if any(weights) else [1] * len(lines))


def line_steps(lines: Sequence[ClaimLine], place: int, admin_cents: int, book: RuleBook) -> tuple[Step, ...]:
    """How the administration on the line at this place came about: its exact share, then its whole cents."""
    cents, line = shares_of_claim(lines, admin_cents, book)[place], lines[place]
    if _by_the_numbers(lines, admin_cents, book) is None:
        text = msg(
            "The numbers of administration were changed after the claim was made. Its administration, "
            "{total:money}, is shared in proportion to pay and transport; on this line fall {cents:money}.",
            total=admin_cents,
            cents=cents,
        )
        return (Step("administration", text, cents),)
    number, share = administration_of(line, book)
    rounded = msg(
        "Administration is rounded once, for all lines of the claim together: {total:money}. "
        "On this line fall {cents:money}.",
        total=admin_cents,
        cents=cents,
    )
    return (
        Step("administration_share", _exact(line, number, share), number=number),
        Step("administration", rounded, cents),
    )


def _exact(line: ClaimLine, number: DatedNumber, share: Fraction) -> Message:
    exact = Decimal(half_up(share.numerator * 100, share.denominator)).scaleb(-4)  # euro
    if number.unit is not Unit.PERCENT:
        return msg(
            "Administration: {worked:duration} = {minutes:number} minutes; "
            "{minutes:number} × {rate:rate} ÷ 60 = {exact:rate}.",
            worked=line.minutes,
            minutes=line.minutes,
            rate=number.exact,
            exact=exact,
        )
    said = {"pay": line.pay_cents, "share": number.exact, "exact": exact}
    if not line.transport_cents:
        return msg("Administration: pay {pay:money} × {share:percent} = {exact:rate}.", **said)
    return msg(
        "Administration on pay and transport: ({pay:money} + {transport:money}) × {share:percent} = "
        "{exact:rate}.",
        transport=line.transport_cents,
        **said,
    )


def _by_the_numbers(lines: Sequence[ClaimLine], admin_cents: int, book: RuleBook) -> list[int] | None:
    """The shares by the exact ones; None where the numbers no longer give this sum."""
    try:
        totals = claim_totals(lines, book)
    except NumberUnset:
        return None
    return administration_shares(lines, totals, book) if totals.admin_cents == admin_cents else None
