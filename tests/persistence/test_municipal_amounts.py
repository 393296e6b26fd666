"""What the database refuses of a municipality's amounts, and what it keeps of months' top-ups."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.exc import DatabaseError, IntegrityError

from engine.domain.municipal_amounts import AmountKind
from engine.persistence import rows
from engine.persistence.database import Database
from engine.persistence.queries import municipal_amounts, top_ups
from engine.persistence.queries.municipal_amounts import NewAmount, ProposalState, Verdict
from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.municipal_amounts import MonthTopUp, MunicipalAmount
from engine.persistence.tenancy import Tenant, TenantSession
from tests.persistence import builders
from tests.persistence.builders import NOW

NEW = NewAmount(AmountKind.TOP_UP_RATE, date(2026, 3, 1), Decimal("0.5"), "Domes lēmums", "Trūkst asistentu")
APPROVED = ProposalState.APPROVED


def proposed(session: TenantSession) -> tuple[MunicipalAmount, int]:
    """An amount that waits, and somebody who did not propose it."""
    names = (f"user-{rows.count(session, UserAccount)}-{one}" for one in ("author", "other"))
    author, other = (builders.account(session, name).id for name in names)
    number = municipal_amounts.add(session, 1, NEW, author, NOW)
    found = municipal_amounts.to_decide(session, number)
    assert found is not None
    return found, other


def by_its_author(session: TenantSession) -> None:
    amount, _ = proposed(session)
    municipal_amounts.decide(session, amount, Verdict(APPROVED, amount.author, NOW))


def without_a_source(session: TenantSession) -> None:
    amount, _ = proposed(session)
    rows.change(session, MunicipalAmount, {"source": ""}, id=amount.id)


def changed_once_decided(session: TenantSession) -> None:
    amount, other = proposed(session)
    municipal_amounts.decide(session, amount, Verdict(APPROVED, other, NOW))
    rows.change(session, MunicipalAmount, {"amount": Decimal(1)}, id=amount.id)


def deleted(session: TenantSession) -> None:
    amount, _ = proposed(session)
    rows.remove(session, MunicipalAmount, id=amount.id)


def kept(session: TenantSession) -> MonthTopUp:
    amount, other = proposed(session)
    municipal_amounts.decide(session, amount, Verdict(APPROVED, other, NOW))
    month = builders.month(session)
    row = {"municipality_id": 1, "month_id": month.id, "number": 0, "amount_id": amount.id, "minutes": 600}
    rows.insert_many(session, MonthTopUp, [{**row, "cents": 500}])
    [found] = rows.every(session, MonthTopUp)
    return found


def top_up_changed(session: TenantSession) -> None:
    rows.change(session, MonthTopUp, {"cents": 1}, month_id=kept(session).month_id)


def top_up_deleted(session: TenantSession) -> None:
    rows.remove(session, MonthTopUp, month_id=kept(session).month_id)


@pytest.mark.parametrize(
    ("write", "words"),
    [
        (by_its_author, "two_people"),
        (without_a_source, "explained"),
        (changed_once_decided, "the amount is decided"),
        (deleted, "amounts are kept"),
        (top_up_changed, "append-only"),
        (top_up_deleted, "append-only"),
    ],
)
def test_the_database_refuses(database: Database, write: Callable[[TenantSession], None], words: str) -> None:
    with (
        pytest.raises((IntegrityError, DatabaseError), match=words),
        database.transaction(Tenant(1)) as session,
    ):
        write(session)


def test_approved_amounts_come_in_the_order_of_their_decisions(database: Database) -> None:
    with database.transaction(Tenant(1)) as session:
        first, other = proposed(session)
        second, _ = proposed(session)
        for amount in (second, first):
            municipal_amounts.decide(session, amount, Verdict(APPROVED, other, NOW))
        found = municipal_amounts.approved(session, AmountKind.TOP_UP_RATE)
        assert [(one.amount, one.decided) for one in found] == [
            (Decimal("0.5000"), 0),
            (Decimal("0.5000"), 1),
        ]
        assert municipal_amounts.approved(session, AmountKind.STATE_BUDGET) == []
    with database.transaction(Tenant(2)) as session:
        assert municipal_amounts.approved(session) == []
        assert municipal_amounts.to_decide(session, 1) is None


def test_a_top_up_that_nobody_booked_is_noticed(database: Database) -> None:
    with database.transaction(Tenant(1)) as session:
        month_id = kept(session).month_id
        assert top_ups.differing(session) == (1, [month_id])
