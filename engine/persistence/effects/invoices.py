"""Invoices of providers with the payments they bring about: kept once, and later paid."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from engine.domain.provider_invoices import number_key
from engine.domain.remuneration import ContractForm
from engine.persistence import rows
from engine.persistence.effects.context import Circumstances
from engine.persistence.queries.invoices import payee_of
from engine.persistence.tables.corrections import PayCarry
from engine.persistence.tables.invoices import ProviderInvoice, ProviderPayment


@dataclass(frozen=True, slots=True)
class NewInvoice:
    """An invoice that equals its months, and the bank's file that pays it."""

    municipality_id: int
    claim_id: int
    provider_id: int
    number: str
    day: date
    cents: int
    attached: tuple[str, bytes] | None  # name and content of the invoice itself
    identification: str  # of message and payment
    file_name: str
    transfer: str | None  # the bank's file; None where nothing is left to pay
    paid_cents: int
    carried: tuple[int, int] | None = None  # which row of the provider, and its cents


def keep_invoice(session: Session, new: NewInvoice, user_id: int, now: datetime) -> int:
    """Keep both in the caller's transaction and give the id; the database refuses a number a second time."""
    name, content = new.attached or (None, None)
    invoice = {
        "municipality_id": new.municipality_id,
        "claim_id": new.claim_id,
        "provider_id": new.provider_id,
        "number": new.number,
        "number_key": number_key(new.number),
        "day": new.day,
        "cents": new.cents,
        "file_name": name,
        "content": content,
        "sha256": None if content is None else hashlib.sha256(content).hexdigest(),
        "entered_by": user_id,
        "entered_at": now,
    }
    [invoice_id] = rows.insert_for_ids(session, ProviderInvoice, [invoice])
    payment = {
        "municipality_id": new.municipality_id,
        "invoice_id": invoice_id,
        "cents": new.paid_cents,
        "file_name": new.file_name,
        "content": new.transfer,
        "sha256": None if new.transfer is None else hashlib.sha256(new.transfer.encode()).hexdigest(),
        "end_to_end_identification": new.identification,
        "created_at": now,
    }
    rows.insert_many(session, ProviderPayment, [payment])
    if new.carried is not None:
        rows.insert_many(session, PayCarry, [_carried(new, *new.carried)])
    return invoice_id


def _carried(new: NewInvoice, number: int, cents: int) -> dict[str, object]:
    return {
        "municipality_id": new.municipality_id,
        "claim_id": new.claim_id,
        "payee": payee_of(new.provider_id),
        "number": number,
        "contract_form": ContractForm.PROVIDER,
        "person_id": None,
        "cents": cents,
    }


@dataclass(frozen=True, slots=True)
class InvoicesPaid:
    """These invoices were paid on a day."""

    invoice_ids: Sequence[int]
    paid_on: date

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        paid = {"paid_on": self.paid_on}
        rows.change(session, ProviderPayment, paid, invoice_id=list(self.invoice_ids), paid_on=None)
