"""What several operations of a claim share: which claim it is, and its lines as the rules know them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from engine.domain.claim import ClaimLine, ClaimTotals, claim_totals
from engine.domain.service_month import ServiceMonth
from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.persistence.queries.claims import StoredLine, lines
from engine.persistence.queries.month_pay import PayPart
from engine.persistence.tables.claims import LineState, MinistryClaim
from engine.service_tasks.case_values import given
from engine.service_tasks.outcome import Reading, Values


def claim_id_of(values: Values) -> int:
    """The claim of the instance."""
    return given(values, "claim_id", int)


def period_of(values: Values) -> ServiceMonth:
    """The month that is claimed."""
    return ServiceMonth.parse(given(values, "period", str))


def claim_of(values: Values, reading: Reading) -> MinistryClaim:
    """The claim's row."""
    return reading.session.get_one(MinistryClaim, claim_id_of(values))


def included(values: Values, reading: Reading) -> list[StoredLine]:
    """The lines of the instance's claim that are claimed."""
    return lines(reading.session, claim_id_of(values), state=LineState.INCLUDED)


def known_line(
    month_id: int, period: str, regime: str, minutes: int, pay_cents: int, transport_cents: int
) -> ClaimLine:
    """A month's line as the rules of the claim know it."""
    month = ServiceMonth.parse(period)
    return ClaimLine(f"month-{month_id}", month_id, month, regime, minutes, pay_cents, transport_cents)


def as_known(found: Sequence[StoredLine]) -> list[ClaimLine]:
    """Stored lines as the rules of the claim know them."""
    return [
        known_line(one.month_id, one.period, one.regime, one.minutes, one.pay_cents, one.transport_cents)
        for one in found
    ]


def approved_totals(found: Sequence[StoredLine], values: Values, reading: Reading) -> ClaimTotals:
    """The sums of the lines, as they were approved.

    An EngineError where they have changed since the lines were collected: another number was recorded.
    """
    totals, claim = claim_totals(as_known(found), reading.book), claim_of(values, reading)
    if (totals.pay_cents, totals.total_cents) != (claim.pay_cents, claim.total_cents):
        raise EngineError(
            msg("The sums of the claim are no longer those that were reviewed; collect its lines anew.")
        )
    return totals


def journeys_alone(line: StoredLine) -> tuple[PayPart, ...]:
    """A part without hours for a month in which only journeys are paid; () where nothing is."""
    if not line.transport_cents:
        return ()
    first = ServiceMonth.parse(line.period).first_day
    return (PayPart(0, Decimal("0.0000"), 0, first, "", ""),)
