"""What several operations of a claim share: which claim it is, and its lines as the rules know them."""

from __future__ import annotations

from collections.abc import Sequence

from engine.domain.claim import ClaimLine, ClaimTotals, LineKind, claim_hash, claim_totals
from engine.domain.service_month import ServiceMonth
from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.persistence.queries.claims import StoredLine, lines
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
        ClaimLine(
            one.identification,
            one.month_id,
            ServiceMonth.parse(one.period),
            one.regime,
            one.minutes,
            one.pay_cents,
            one.transport_cents,
            kind=LineKind.ADJUSTMENT if one.adjustment else LineKind.MONTH,
        )
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


def hash_of(claim: MinistryClaim, municipality_code: str, found: Sequence[StoredLine]) -> str:
    """The fingerprint of a claim anew, from its rows as they are."""
    known = as_known(found)
    totals = ClaimTotals(
        line_count=len(known),
        minutes=sum(line.minutes for line in known),
        pay_cents=claim.pay_cents,
        transport_cents=claim.transport_cents,
        admin_cents=claim.admin_cents,
        steps=(),
    )
    return claim_hash(municipality_code, ServiceMonth.parse(claim.period), known, totals)
