"""Which provider organisations are paid by invoice for a claim, what for, and how far that has come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from engine.domain.provider_invoices import InvoicedMonth
from engine.persistence import rows
from engine.persistence.queries import carried
from engine.persistence.queries.claims import StoredLine, provider_lines
from engine.persistence.tables.cases import Contract
from engine.persistence.tables.claims import ClaimLine, LineState, MinistryClaim, PaymentOrder, PaymentRun
from engine.persistence.tables.invoices import ProviderInvoice, ProviderPayment
from engine.persistence.tables.people import ProviderOrganisation


@dataclass(frozen=True, slots=True)
class Invoiced:
    """One provider in one claim; `invoice` and `payment` are None until the invoice is in."""

    provider_id: int
    name: str
    account: str
    lines: Sequence[StoredLine]
    invoice: ProviderInvoice | None
    payment: ProviderPayment | None

    @property
    def months(self) -> list[InvoicedMonth]:
        """What the invoice has to say."""
        return [InvoicedMonth(one.contract_number, one.period, one.paid_cents) for one in self.lines]

    @property
    def cents(self) -> int:
        """What the invoice has to come to, with what the municipality adds."""
        return sum(line.paid_cents for line in self.lines)

    @property
    def payee(self) -> str:
        """Under which name an amount is carried from one payment to the next."""
        return payee_of(self.provider_id)


def payee_of(provider_id: int) -> str:
    """The name of a provider among payees."""
    return f"provider-{provider_id}"


def of_claim(session: Session, claim_id: int) -> list[Invoiced]:
    """The providers that a claim pays by invoice, by id: those whose lines come to more than zero.

    A claim that began before there were invoices paid its providers with its bank's file.
    """
    found = by_provider(provider_lines(session, claim_id))
    if not found:
        return []
    invoices = {one.provider_id: one for one in rows.every(session, ProviderInvoice, claim_id=claim_id)}
    ids = [one.id for one in invoices.values()]
    payments = {one.invoice_id: one for one in rows.every(session, ProviderPayment, invoice_id=ids)}
    names = {one.id: one for one in rows.every(session, ProviderOrganisation, id=list(found))}
    without = _paid_without(session, claim_id)
    made = []
    for provider_id, own in sorted(found.items()):
        invoice, known = invoices.get(provider_id), names[provider_id]
        if invoice is None and provider_id in without:
            continue
        payment = None if invoice is None else payments.get(invoice.id)
        made.append(Invoiced(provider_id, known.name, known.bank_account, own, invoice, payment))
    return made


def by_provider(found: Sequence[StoredLine]) -> Mapping[int, list[StoredLine]]:
    """Provider → its lines, where they come to more than zero."""
    every: dict[int, list[StoredLine]] = {}
    for line in found:
        if line.provider_id is not None:
            every.setdefault(line.provider_id, []).append(line)
    return {number: own for number, own in every.items() if sum(line.paid_cents for line in own) > 0}


def used_numbers(session: Session, provider_id: int) -> dict[str, str]:
    """Key of every invoice number of a provider → the month of its claim."""
    statement = (
        select(ProviderInvoice.number_key, MinistryClaim.period)
        .join(MinistryClaim, MinistryClaim.id == ProviderInvoice.claim_id)
        .where(ProviderInvoice.provider_id == provider_id)
    )
    return {key: period for key, period in session.execute(statement)}


def frozen_claim(session: Session, claim_id: int, *, provider_id: int | None) -> MinistryClaim | None:
    """The claim once its months are approved; `provider_id`: only where it has lines of that provider.

    One statement, so that a claim of others takes no longer than one that is not there.
    """
    frozen = select(MinistryClaim).where(MinistryClaim.id == claim_id, MinistryClaim.frozen_at.is_not(None))
    if provider_id is not None:
        lines = _with_lines_of(provider_id).where(ClaimLine.claim_id == claim_id)
        frozen = frozen.where(MinistryClaim.id.in_(lines))
    return session.scalars(frozen).one_or_none()


def claims_of(session: Session, provider_id: int, *, limit: int) -> Sequence[MinistryClaim]:
    """The frozen claims with lines of a provider, the newest first."""
    own = _with_lines_of(provider_id)
    frozen = select(MinistryClaim).where(MinistryClaim.id.in_(own), MinistryClaim.frozen_at.is_not(None))
    return session.scalars(frozen.order_by(MinistryClaim.period.desc()).limit(limit)).all()


def _with_lines_of(provider_id: int) -> Select[int]:
    return (
        select(ClaimLine.claim_id)
        .join(Contract, Contract.id == ClaimLine.contract_id)
        .where(Contract.provider_id == provider_id, ClaimLine.state == LineState.INCLUDED)
    )


def not_sound(session: Session) -> Iterator[str]:
    """Invoices that are not what their months come to, or whose payment is not the invoice less what was
    carried."""
    for invoice in rows.every(session, ProviderInvoice, order_by=["id"]):
        own = by_provider(provider_lines(session, invoice.claim_id)).get(invoice.provider_id, [])
        payment = session.get(ProviderPayment, invoice.id)
        payee = payee_of(invoice.provider_id)
        taken = sum(one.cents for one in carried.of_claim(session, invoice.claim_id) if one.payee == payee)
        paid = None if payment is None else payment.cents + taken
        if not sum(line.paid_cents for line in own) == invoice.cents == paid:
            yield f"{payee}/{invoice.number}"


def _paid_without(session: Session, claim_id: int) -> set[int]:
    """Providers that the claim's own file for the bank pays, or that it left something to carry."""
    runs = [one.id for one in rows.values(session, PaymentRun, ("id",), claim_id=claim_id)]
    orders = rows.values(session, PaymentOrder, ("end_to_end_identification",), run_id=runs)
    ordered = {one.end_to_end_identification for one in orders}
    names = {one.payee for one in carried.of_claim(session, claim_id)}
    return {
        line.provider_id
        for line in provider_lines(session, claim_id)
        if line.provider_id is not None
        and (line.identification in ordered or payee_of(line.provider_id) in names)
    }
