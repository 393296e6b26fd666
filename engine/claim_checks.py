"""Whether claims still are what was frozen, and add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from engine.checks import Check, checked
from engine.domain.claim import ClaimLine, ClaimTotals, claim_hash
from engine.domain.service_month import ServiceMonth
from engine.persistence import rows
from engine.persistence.queries.claims import StoredLine, lines
from engine.persistence.tables.claims import LineKind, LineState, MinistryClaim
from engine.persistence.tables.installation import Municipality
from engine.runtime import Session


def claim_checks(session: Session) -> list[Check]:
    """Hashes recomputed, sums added up, no month claimed twice."""
    codes = {one.id: one.code for one in rows.every(session, Municipality)}
    claims = rows.every(session, MinistryClaim, order_by=["id"])
    hashes, sums = [], []
    claimed: Counter[int] = Counter()
    for claim in claims:
        included = lines(session, claim.id, state=LineState.INCLUDED)
        claimed.update(line.month_id for line in included if line.kind is not LineKind.ADJUSTMENT)
        if claim.content_sha256 is not None and _hash(claim, codes, included) != claim.content_sha256:
            hashes.append(claim.number)
        if sum(line.pay_cents for line in included) != claim.pay_cents:
            sums.append(claim.number)
    twice = [month_id for month_id, times in claimed.items() if times > 1]
    return [
        checked("claim_hashes", len(claims), hashes),
        checked("claim_sums", len(claims), sums),
        checked("months_claimed_once", len(claimed), twice),
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
