"""What payroll was asked to pay for a claim, what it has paid, and whether both and the ledger agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.clock import local_day
from engine.domain.ledger import Account
from engine.domain.net_pay import Figures, OrderedPay, Result
from engine.persistence import rows
from engine.persistence.queries.claims import StoredLine, lines
from engine.persistence.tables.claims import LineState, PaymentOrder, PaymentRun, RunKind
from engine.persistence.tables.corrections import PaymentDeduction
from engine.persistence.tables.ledger import JournalEntry, Posting
from engine.persistence.tables.net_pay import PayrollResult


@dataclass(frozen=True, slots=True)
class PayrollRun:
    """The payroll's list of a claim."""

    run_id: int
    ordered: Mapping[str, tuple[OrderedPay, StoredLine]]  # by reference, in the order of the lines


def run_of(session: Session, claim_id: int) -> PayrollRun | None:
    """The list of a claim; None where there is none (yet)."""
    runs = rows.values(session, PaymentRun, ("id", "created_at"), claim_id=claim_id, kind=RunKind.PAYROLL)
    if not runs:
        return None
    [(run_id, created_at)] = runs
    listed = _references(session, run_id)
    ordered = {}
    for line in lines(session, claim_id, state=LineState.INCLUDED):
        if line.by_payroll and line.identification in listed:
            wage, added = (sum(part.cents for part in parts) for parts in (line.parts, line.top_up))
            listed_on = local_day(created_at)
            pay = OrderedPay(line.identification, wage, line.pay_cents + added, listed_on, added)
            ordered[line.identification] = (pay, line)
    return PayrollRun(run_id, ordered)


def by_bank(session: Session, claim_id: int) -> set[str]:
    """The references of the payments of a claim that the bank makes."""
    runs = rows.values(session, PaymentRun, ("id",), claim_id=claim_id, kind=RunKind.CREDIT_TRANSFER)
    return set().union(*(_references(session, run.id) for run in runs))


def kept(session: Session, run_id: int) -> dict[str, list[Result]]:
    """Reference → every result of the run, oldest first."""
    return _by_reference(rows.every(session, PayrollResult, order_by=["reference", "number"], run_id=run_id))


def of_month(session: Session, month_id: int) -> Sequence[Result]:
    """The results that count of a month: its own and those of its corrections."""
    found = rows.every(session, PayrollResult, order_by=["reference", "number"], month_id=month_id)
    return [every[-1] for every in _by_reference(found).values()]


def not_as_booked(session: Session, run_id: int) -> Iterator[str]:
    """References of a run whose gross and employer's contributions are not the pay that was booked.

    A month's own line is compared with its entry in the ledger; what a correction changed stands there as a
    whole month anew, so a corrected difference is compared with its line in the claim.
    """
    run = session.get_one(PaymentRun, run_id)
    listed = run_of(session, run.claim_id)
    ordered = {} if listed is None else listed.ordered
    booked = _booked(session, ordered)
    for reference, every in kept(session, run_id).items():
        known = ordered.get(reference)
        cost = None if known is None else booked.get(reference, known[0].cost_cents)
        if cost is None or every[-1].figures.cost != cost or known is None or known[0].cost_cents != cost:
            yield reference


def _references(session: Session, run_id: int) -> set[str]:
    orders = rows.values(session, PaymentOrder, ("end_to_end_identification",), run_id=run_id)
    back = rows.values(session, PaymentDeduction, ("identification",), run_id=run_id)
    return {one[0] for one in (*orders, *back)}


def _by_reference(found: Iterable[PayrollResult]) -> dict[str, list[Result]]:
    return {
        reference: [_result(one) for one in every]
        for reference, every in groupby(found, lambda one: one.reference)
    }


def _result(row: Any) -> Result:
    figures = Figures(row.gross_cents, row.tax_cents, row.employee_cents, row.employer_cents, row.net_cents)
    return Result(row.reference, figures, row.paid_on, row.reason)


def _booked(session: Session, references: Iterable[str]) -> dict[str, int]:
    """Reference → pay that the ledger has under that very name; those of adjustments are not among them."""
    wanted = sorted(references)
    found: dict[str, int] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        chunk = wanted[start : start + _AT_ONCE]
        sums = (
            select(JournalEntry.entry_key, func.sum(Posting.debit_cents - Posting.credit_cents))
            .join(Posting, Posting.entry_id == JournalEntry.id)
            .where(JournalEntry.entry_key.in_(chunk), Posting.account_code.in_(_PAY))
            .group_by(JournalEntry.entry_key)
        )
        found |= {key: int(cents) for key, cents in session.execute(sums)}
    return found


_AT_ONCE = 500  # references in one question
_PAY = (Account.STATE_PAY, Account.MUNICIPAL_TOP_UP)
