"""What the database itself refuses of payroll's answers and providers' invoices, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.exc import DatabaseError

from engine.persistence import rows
from engine.persistence.database import Database
from engine.persistence.tables.claims import MinistryClaim, PaymentRun, RunKind
from engine.persistence.tables.invoices import ProviderInvoice, ProviderPayment
from engine.persistence.tables.net_pay import PayrollFile, PayrollResult
from engine.persistence.tables.people import ProviderOrganisation
from engine.persistence.tenancy import Tenant, TenantSession
from tests.persistence import builders
from tests.persistence.builders import NOW, TODAY, saved

TENANT = Tenant(1)
Write = Callable[[TenantSession], object]


@pytest.fixture
def paid(database: Database) -> Database:
    """One result of payroll and one invoice with its payment."""
    with database.transaction(TENANT) as session:
        month = builders.month(session)
        claim = saved(session, MinistryClaim(period="2026-10", number="n"))
        run = PaymentRun(
            claim_id=claim.id, kind=RunKind.PAYROLL, file_name="f", content="c", sha256="s",
            message_identification="m", created_at=NOW,
        )  # fmt: skip
        run_id = saved(session, run).id
        file = saved(
            session, PayrollFile(run_id=run_id, file_name="f", content=b"c", sha256="s", imported_at=NOW)
        )
        saved(session, PayrollResult(**result(run_id=run_id, file_id=file.id, month_id=month.id)))
        provider = saved(session, ProviderOrganisation(name="SIA", registration_number="1"))
        user = builders.account(session, "sanita")
        invoice = saved(
            session,
            ProviderInvoice(**bill(claim_id=claim.id, provider_id=provider.id, entered_by=user.id)),
        )
        payment = {"cents": 425, "file_name": "f", "content": "<x/>", "sha256": "s", "created_at": NOW}
        saved(session, ProviderPayment(invoice_id=invoice.id, end_to_end_identification="e", **payment))
    return database


def result(**changes: Any) -> dict[str, Any]:
    figures = {"gross_cents": 4393, "tax_cents": 800, "employee_cents": 461, "employer_cents": 1036}
    return {"reference": "month-1", "number": 1, **figures, "net_cents": 3132, "paid_on": TODAY, **changes}


def bill(**changes: Any) -> dict[str, Any]:
    return {
        "number": "A 1", "number_key": "a1", "day": TODAY, "cents": 425, "entered_at": NOW, **changes,
    }  # fmt: skip


def again(table: Any, **changes: Any) -> Write:
    """The row that is there once more, but for the changes."""

    def write(session: TenantSession) -> None:
        [row] = rows.every(session, table)
        columns = {one.name: getattr(row, one.name) for one in table.__table__.columns if one.name != "id"}
        rows.insert_many(session, table, [{**columns, **changes}])

    return write


@pytest.mark.parametrize(
    "write",
    [
        again(PayrollResult),
        again(PayrollResult, number=2),  # without a reason
        again(PayrollResult, reference="month-2", net_cents=3133),
        again(PayrollFile),
        again(ProviderInvoice),
        again(ProviderInvoice, number="A1"),  # the same number, written otherwise
        again(ProviderInvoice, number_key="a2"),  # a second invoice for the claim
        again(ProviderInvoice, number_key="a3", cents=0),
        lambda session: rows.change(session, PayrollResult, {"net_cents": 1}, id__least=1),
        lambda session: rows.change(session, PayrollFile, {"sha256": "x"}, id__least=1),
        lambda session: rows.change(session, ProviderInvoice, {"cents": 1}, id__least=1),
        lambda session: rows.remove(session, PayrollResult, id__least=1),
        lambda session: rows.remove(session, PayrollFile, id__least=1),
        lambda session: rows.remove(session, ProviderInvoice, id__least=1),
        lambda session: rows.remove(session, ProviderPayment, invoice_id__least=1),
        lambda session: rows.change(session, ProviderPayment, {"content": None}, invoice_id__least=1),
    ],
)
def test_it_is_refused(paid: Database, write: Write) -> None:
    def go() -> None:
        with paid.transaction(TENANT) as session:
            write(session)

    with pytest.raises(DatabaseError):
        go()


def test_a_correction_with_a_reason_and_one_payment_day_are_taken(paid: Database) -> None:
    with paid.transaction(TENANT) as session:
        again(PayrollResult, number=2, reason="Nodoklis", tax_cents=700, net_cents=3232)(session)
        assert rows.change(session, ProviderPayment, {"paid_on": TODAY}, paid_on=None) == 1

    def once_more() -> None:
        with paid.transaction(TENANT) as session:
            rows.change(session, ProviderPayment, {"paid_on": None}, invoice_id__least=1)

    with pytest.raises(DatabaseError, match="is paid"):
        once_more()
