"""Which providers of a claim are paid by invoice."""

from __future__ import annotations

from collections.abc import Sequence

from engine.persistence.queries.claims import StoredLine
from engine.persistence.queries.invoices import by_provider
from engine.service_tasks.outcome import Values

COUNT = "provider_invoice_count"


def by_invoice(values: Values, lines: Sequence[StoredLine]) -> frozenset[int]:
    """The providers that are paid once their invoice is in.

    None in a claim that runs on a diagram from before there were invoices: it pays them with its bank file.
    """
    return frozenset(by_provider(lines)) if COUNT in values else frozenset()
