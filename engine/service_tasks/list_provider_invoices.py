"""Which provider organisations have to send an invoice before they are paid."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.persistence.queries.invoices import by_provider
from engine.service_tasks.claim_invoices import COUNT
from engine.service_tasks.claim_values import included
from engine.service_tasks.outcome import Outcome, Reading, Values


def list_provider_invoices(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """provider_invoice_count: how many providers the claim owes more than zero."""
    return Outcome(values={COUNT: len(by_provider(included(values, reading)))})
