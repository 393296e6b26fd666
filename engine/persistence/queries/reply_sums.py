"""Whether the answer to each line of a claim and the answer to the whole say the same."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.tables.claims import ClaimReply, MinistryClaim
from engine.persistence.tables.replies import LineReply


def is_whole(session: Session, claim_id: int) -> bool:
    """Whether the lines answered were all that was claimed, and what was accepted is what was kept."""
    sums = select(func.sum(LineReply.claimed_cents), func.sum(LineReply.accepted_cents)).where(
        LineReply.claim_id == claim_id
    )
    claimed, accepted = session.execute(sums).one()
    claim = session.get_one(MinistryClaim, claim_id)
    kept = rows.values(session, ClaimReply, ("cents",), claim_id=claim_id)
    return claimed == claim.total_cents and [max(accepted or 0, 0)] == [one.cents for one in kept]


def of_lines(session: Session, claim_id: int) -> Mapping[int, LineReply]:
    """Line → the answer to it; empty where the answer did not come as a file."""
    return {one.line_id: one for one in rows.every(session, LineReply, claim_id=claim_id)}
