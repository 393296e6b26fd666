"""Whether claims still are what was frozen, and add up."""

from __future__ import annotations

from collections.abc import Sequence

from engine.checks import Check, checked
from engine.domain.claim import ClaimLine, ClaimTotals, claim_hash
from engine.domain.service_month import ServiceMonth
from engine.persistence import rows
from engine.persistence.queries.claims import StoredLine, claimed_months, lines
from engine.persistence.tables.claims import LineState, MinistryClaim
from engine.persistence.tables.installation import Municipality
from engine.runtime import Session


def claim_checks(session: Session) -> list[Check]:
    """Hashes recomputed, sums added up, no month claimed twice."""
    codes = {one.id: one.code for one in rows.every(session, Municipality)}
    claims = rows.every(session, MinistryClaim, order_by=["id"])
    hashes, sums = [], []
    for claim in claims:  # the lines of one claim at a time
        included = lines(session, claim.id, state=LineState.INCLUDED)
        if claim.content_sha256 is not None and _hash(claim, codes, included) != claim.content_sha256:
            hashes.append(claim.number)
        pay = sum(line.pay_cents for line in included)
        transport = sum(line.transport_cents for line in included)
        if (pay, transport) != (claim.pay_cents, claim.transport_cents):
            sums.append(claim.number)
    claimed, twice = claimed_months(session)
    return [
        checked("claim_hashes", len(claims), hashes),
        checked("claim_sums", len(claims), sums),
        checked("months_claimed_once", claimed, twice),
    ]


def _hash(claim: MinistryClaim, codes: dict[int, str], included: Sequence[StoredLine]) -> str:
    """The fingerprint anew, from the rows as they are."""
    known = [
        ClaimLine(
            f"month-{line.month_id}",
            line.month_id,
            ServiceMonth.parse(line.period),
            line.regime,
            line.minutes,
            line.pay_cents,
            line.transport_cents,
        )
        for line in included
    ]
    totals = ClaimTotals(
        line_count=len(known),
        minutes=sum(line.minutes for line in known),
        pay_cents=claim.pay_cents,
        transport_cents=claim.transport_cents,
        admin_cents=claim.admin_cents,
        steps=(),
    )
    return claim_hash(codes[claim.municipality_id], ServiceMonth.parse(claim.period), known, totals)
