"""Whether what payroll paid is what was booked, and what providers were paid is what their months come to."""

from __future__ import annotations

import hashlib
from itertools import chain

from engine.payment_files.control_sums import credit_transfer_cents
from engine.persistence import rows
from engine.persistence.queries import invoices, net_pay, net_pay_files
from engine.persistence.tables.invoices import ProviderInvoice, ProviderPayment
from engine.runtime import Session
from engine.upkeep.checks import Check, checked


def paid_out_checks(session: Session) -> list[Check]:
    """Payroll's answers and the invoices of providers."""
    return [_net_pay(session), _provider_invoices(session)]


def _net_pay(session: Session) -> Check:
    """Files as they came; gross and the employer's contributions of every result = the ledger's pay."""
    files = net_pay_files.kept(session)
    altered = (one.file_name for one in files if hashlib.sha256(one.content).hexdigest() != one.sha256)
    wrong = (
        reference
        for run_id in net_pay_files.runs(session)
        for reference in net_pay.not_as_booked(session, run_id)
    )
    return checked("net_pay", net_pay_files.results(session), chain(altered, wrong))


def _provider_invoices(session: Session) -> Check:
    """Each invoice = its months = its payment and what was carried; the bank's file is of that sum."""
    columns = ("file_name", "content", "sha256", "cents")
    files = rows.each(session, ProviderPayment, columns, at_once=20)
    altered = (one.file_name for one in files if not _pays(one.content, one.sha256, one.cents))
    wrong = chain(altered, invoices.not_sound(session))
    return checked("provider_invoices", rows.count(session, ProviderInvoice), wrong)


def _pays(content: str | None, sha256: str | None, cents: int) -> bool:
    if content is None:
        return cents == 0
    data = content.encode()
    try:
        return hashlib.sha256(data).hexdigest() == sha256 and credit_transfer_cents(data) == cents
    except ValueError:  # its own control sum says another
        return False
