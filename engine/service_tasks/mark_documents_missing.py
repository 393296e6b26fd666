"""The deadline passed and the documents are still missing."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.service_tasks.outcome import Outcome, Reading, Values


def mark_documents_missing(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """Without the documents there is no right to the service; the decision says so."""
    return Outcome({"eligibility": "not_eligible", "eligibility_reason": "documents_missing"})
