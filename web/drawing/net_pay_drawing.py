"""From what payroll paid to its part of a claim's page."""

from __future__ import annotations

from engine.messages_catalogue import msg
from engine.payments.net_pay import PaidByPayroll, PaidRow
from web.drawing import words

Context = dict[str, object]


def of_claim(paid: PaidByPayroll | None, claim_id: int, language: str) -> Context | None:
    """The context of parts/claim_payroll.html; None where there is nothing for this person."""
    if paid is None:
        return None
    sums = paid.sums
    return {
        "listed": len(paid.rows),
        "paid": paid.paid,
        "sums": [
            {"label": label, "value": words.euros(cents, language)}
            for label, cents in (
                (msg("Net paid"), sums.net),
                (msg("Income tax withheld"), sums.tax),
                (msg("Employee's contributions"), sums.employee),
                (msg("Employer's contributions"), sums.employer),
                (msg("Gross and the employer's contributions"), sums.cost),
            )
        ],
        "rows": [_row(row) for row in paid.rows],
        "import_url": f"/claims/{claim_id}/payroll" if paid.may_import else None,
    }


def _row(row: PaidRow) -> Context:
    figures = row.figures
    return {
        "assistant": row.assistant,
        "contract_number": row.contract_number,
        "period": row.period,
        "net_cents": None if figures is None else figures.net,
        "taxes_cents": None if figures is None else figures.tax + figures.employee + figures.employer,
        "paid_on": row.paid_on,
        "note": msg("Corrected: {reason}", reason=row.reason) if row.corrections else None,
    }
