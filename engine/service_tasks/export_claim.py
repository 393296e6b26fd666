"""Makes the ministry's files of a frozen claim."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.persistence.effects.claims import MoveClaim
from engine.persistence.tables.claims import ClaimState
from engine.service_tasks.claim_export import claim_content
from engine.service_tasks.claim_values import claim_id_of
from engine.service_tasks.file_content import FileWanted
from engine.service_tasks.outcome import Outcome, Reading, Values


def export_claim(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """CSV and XLSX, kept byte for byte."""
    claim_id, content = claim_id_of(values), claim_content(values, reading, day)
    return Outcome(
        effects=[MoveClaim(claim_id, ClaimState.EXPORTED)],
        files=[FileWanted(kind, claim_id, content) for kind in ("claim_csv", "claim_xlsx")],
    )
