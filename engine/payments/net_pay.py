"""What payroll paid, net, of what a claim ordered from it. The noun's table of contents."""

from __future__ import annotations

from engine.payments.net_pay_import import import_results
from engine.payments.net_pay_pages import PaidByPayroll, PaidRow, of_claim
from engine.payments.net_pay_reading import COLUMNS, ResultsRead, errors_again

__all__ = [
    "COLUMNS",
    "PaidByPayroll",
    "PaidRow",
    "ResultsRead",
    "errors_again",
    "import_results",
    "of_claim",
]
