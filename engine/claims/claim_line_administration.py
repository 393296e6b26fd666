"""What of a claim's administration falls on one of its lines, step by step."""

from __future__ import annotations

from collections.abc import Sequence

from engine.domain.claim_shares import line_steps
from engine.domain.explanations import Explained, of_steps
from engine.domain.rules import RuleBook
from engine.persistence.queries import claims
from engine.persistence.queries.claim_evidence import LineEvidence
from engine.persistence.tables.claims import LineState
from engine.runtime import Session
from engine.service_tasks.claim_values import as_known


def administration(session: Session, book: RuleBook, found: LineEvidence) -> Sequence[Explained]:
    """Its exact share and its whole cents; nothing where the line is kept out of the claim."""
    included = claims.lines(session, found.claim.id, state=LineState.INCLUDED)
    for place, line in enumerate(included):
        if line.line_id == found.line.line_id:
            return of_steps(line_steps(as_known(included), place, found.claim.admin_cents, book))
    return ()
