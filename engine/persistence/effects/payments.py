"""Payment runs: a file to the bank or to payroll with its orders, made once, and later paid."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.effects.context import Circumstances
from engine.persistence.tables.claims import OrderState, PaymentOrder, PaymentRun, RunKind
from engine.persistence.tables.corrections import PaymentDeduction


@dataclass(frozen=True, slots=True)
class NewOrder:
    """Money for one person under one contract; not above zero only where payroll takes something back."""

    contract_id: int
    person_id: int
    cents: int
    iban: str | None  # None in a payroll run: payroll knows where it pays
    identification: str  # never used for a second payment


@dataclass(frozen=True, slots=True)
class KeepPaymentRun:
    """Keep a payment file and its orders; a claim has one of each kind."""

    claim_id: int
    kind: RunKind
    file_name: str
    content: str
    message_identification: str
    orders: Sequence[NewOrder]

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        if rows.count(session, PaymentRun, claim_id=self.claim_id, kind=self.kind):
            return
        run = {
            "municipality_id": circumstances.municipality_id,
            "claim_id": self.claim_id,
            "kind": self.kind,
            "file_name": self.file_name,
            "content": self.content,
            "sha256": hashlib.sha256(self.content.encode()).hexdigest(),
            "message_identification": self.message_identification,
            "created_at": circumstances.now,
        }
        [run_id] = rows.insert_for_ids(session, PaymentRun, [run])
        orders = [self._order(run_id, order, circumstances) for order in self.orders if order.cents > 0]
        rows.insert_many(session, PaymentOrder, orders)
        back = [self._deduction(run_id, order, circumstances) for order in self.orders if order.cents <= 0]
        rows.insert_many(session, PaymentDeduction, back)

    def _order(self, run_id: int, order: NewOrder, circumstances: Circumstances) -> dict[str, object]:
        return {
            "municipality_id": circumstances.municipality_id,
            "run_id": run_id,
            "contract_id": order.contract_id,
            "person_id": order.person_id,
            "cents": order.cents,
            "iban": order.iban,
            "end_to_end_identification": order.identification,
        }

    def _deduction(self, run_id: int, order: NewOrder, circumstances: Circumstances) -> dict[str, object]:
        return {
            "municipality_id": circumstances.municipality_id,
            "run_id": run_id,
            "contract_id": order.contract_id,
            "person_id": order.person_id,
            "cents": -order.cents,
            "identification": order.identification,
        }


@dataclass(frozen=True, slots=True)
class OrdersPaid:
    """The payment orders of a claim were carried out on a day."""

    claim_id: int
    paid_on: date

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        runs = [run.id for run in rows.every(session, PaymentRun, claim_id=self.claim_id)]
        paid = {"state": OrderState.PAID, "paid_on": self.paid_on}
        if runs:
            rows.change(session, PaymentOrder, paid, run_id=runs, state=OrderState.PREPARED)
