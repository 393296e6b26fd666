"""What payees still owe from payments that turned out too large."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.domain.remuneration import ContractForm
from engine.persistence import rows
from engine.persistence.tables.corrections import PayCarry


@dataclass(frozen=True, slots=True)
class Carried:
    """Where a payee stands: cents of zero or below, and how many rows lead there."""

    cents: int = 0
    count: int = 0


@dataclass(frozen=True, slots=True)
class Owed:
    """Somebody who owes, and no payment was there yet to take it back from."""

    payee: str
    person_id: int | None
    contract_form: ContractForm
    cents: int  # above zero


def of_payees(session: Session, payees: Sequence[str]) -> dict[str, Carried]:
    """Payee → where they stand; payees that never owed anything are absent."""
    statement = (
        select(PayCarry.payee, func.sum(PayCarry.cents), func.max(PayCarry.number))
        .where(PayCarry.payee.in_(payees))
        .group_by(PayCarry.payee)
    )
    return {payee: Carried(int(cents), count) for payee, cents, count in session.execute(statement)}


def of_claim(session: Session, claim_id: int) -> Sequence[PayCarry]:
    """What the payments of a claim left to the next ones, and took back for earlier ones."""
    return rows.every(session, PayCarry, order_by=["id"], claim_id=claim_id)


def still_owed(session: Session) -> list[Owed]:
    """Everybody who owes, by payee."""
    cents = func.sum(PayCarry.cents)
    statement = (
        select(PayCarry.payee, func.max(PayCarry.person_id), func.min(PayCarry.contract_form), cents)
        .group_by(PayCarry.payee)
        .having(cents < 0)
        .order_by(PayCarry.payee)
    )
    return [
        Owed(payee, person_id, ContractForm(form), -int(sum_))
        for payee, person_id, form, sum_ in session.execute(statement)
    ]
