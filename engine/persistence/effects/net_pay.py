"""What payroll paid, kept with the file that said it; the orders are paid by it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from engine.domain.net_pay import Result
from engine.persistence import rows
from engine.persistence.tables.claims import OrderState, PaymentOrder
from engine.persistence.tables.net_pay import PayrollFile, PayrollResult


@dataclass(frozen=True, slots=True)
class NewResults:
    """The file as it came, and what of it is new."""

    municipality_id: int
    run_id: int
    file_name: str
    content: bytes
    results: Sequence[Result]
    numbers: Mapping[str, int]  # reference → how many results it has so far
    months: Mapping[str, int]  # reference → its month


def keep_results(session: Session, new: NewResults, user_id: int, now: datetime) -> None:
    """Keep all of it in the caller's transaction; the database refuses what another file was first with."""
    of = {"municipality_id": new.municipality_id, "run_id": new.run_id}
    file = {
        "file_name": new.file_name,
        "content": new.content,
        "sha256": hashlib.sha256(new.content).hexdigest(),
        "imported_by": user_id,
        "imported_at": now,
    }
    [file_id] = rows.insert_for_ids(session, PayrollFile, [{**of, **file}])
    kept = [{**of, "file_id": file_id, **_row(one, new)} for one in new.results]
    rows.insert_many(session, PayrollResult, kept)
    for one in new.results:
        paid = {"state": OrderState.PAID, "paid_on": one.paid_on}
        named = {"run_id": new.run_id, "end_to_end_identification": one.reference}
        rows.change(session, PaymentOrder, paid, **named, state=OrderState.PREPARED)


def is_kept(session: Session, run_id: int, content: bytes) -> bool:
    """Whether this very file was taken before."""
    sha256 = hashlib.sha256(content).hexdigest()
    return rows.count(session, PayrollFile, run_id=run_id, sha256=sha256) > 0


def _row(one: Result, new: NewResults) -> dict[str, object]:
    return {
        "month_id": new.months[one.reference],
        "reference": one.reference,
        "number": new.numbers.get(one.reference, 0) + 1,
        "gross_cents": one.figures.gross,
        "tax_cents": one.figures.tax,
        "employee_cents": one.figures.employee,
        "employer_cents": one.figures.employer,
        "net_cents": one.figures.net,
        "paid_on": one.paid_on,
        "reason": one.reason,
    }
