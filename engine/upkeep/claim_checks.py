"""Whether claims still are what was frozen, and add up."""

from __future__ import annotations

from engine.persistence import rows
from engine.persistence.queries.claims import claimed_months, lines
from engine.persistence.tables.claims import LineState, MinistryClaim
from engine.persistence.tables.installation import Municipality
from engine.runtime import Session
from engine.service_tasks.claim_values import hash_of
from engine.upkeep.checks import Check, checked


def claim_checks(session: Session) -> list[Check]:
    """Hashes recomputed, sums added up, no month claimed twice."""
    codes = {one.id: one.code for one in rows.every(session, Municipality)}
    claims = rows.every(session, MinistryClaim, order_by=["id"])
    hashes, sums = [], []
    for claim in claims:  # the lines of one claim at a time
        included = lines(session, claim.id, state=LineState.INCLUDED)
        if (
            claim.content_sha256 is not None
            and hash_of(claim, codes[claim.municipality_id], included) != claim.content_sha256
        ):
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
