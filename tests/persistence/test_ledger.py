from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DatabaseError, IntegrityError, StatementError

from engine.domain.ledger import Account, JournalEntry, entry
from engine.domain.money import cents_of, euros
from engine.persistence import ledger, rows
from engine.persistence.database import Database
from engine.persistence.queries import sums
from engine.persistence.tables.ledger import Account as Opened
from engine.persistence.tables.ledger import JournalEntry as EntryRow
from engine.persistence.tables.ledger import Posting
from engine.persistence.tenancy import EVERY, Tenant, TenantSession
from tests.long_runs import LONG
from tests.persistence.builders import NOW

DAY = date(2026, 10, 31)


def pay(entry_id: str = "month:1", cents: int = 43_360) -> JournalEntry:
    return entry(
        entry_id, DAY, "remuneration", [(Account.STATE_PAY, cents), (Account.OWED_TO_PAYROLL, -cents)]
    )


def book(database: Database, what: JournalEntry, *, municipality_id: int = 1) -> int:
    with database.transaction(Tenant(municipality_id)) as session:
        return ledger.post(session, municipality_id, what, recorded_at=NOW)


def test_what_is_booked_is_read_again(database: Database, cesis: Tenant) -> None:
    entry_id = book(database, pay())
    with database.reading(cesis) as session:
        assert ledger.find(session, 1, "month:1") == (entry_id, pay())
        assert ledger.find(session, 1, "month:2") is None
        assert sums.balances(session) == {Account.STATE_PAY: 43_360, Account.OWED_TO_PAYROLL: -43_360}


def test_the_same_entry_again_books_nothing_and_another_under_its_id_is_refused(database: Database) -> None:
    assert book(database, pay()) == book(database, pay())
    with pytest.raises(ValueError, match="another entry"):
        book(database, pay(cents=1))
    with database.reading(EVERY) as session:
        assert rows.count(session, Posting) == 2


def test_who_did_not_see_that_another_opened_the_accounts_books_all_the_same(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On PostgreSQL two book first entries side by side, and neither sees the accounts of the other."""
    book(database, pay())
    seen = rows.values
    monkeypatch.setattr(
        rows,
        "values",
        lambda session, table, *of, **by: [] if table is Opened else seen(session, table, *of, **by),
    )
    book(database, pay("month:2"))
    with database.reading(EVERY) as session:
        assert rows.count(session, EntryRow) == 2
        assert rows.count(session, Opened) == 2


def test_a_thousand_times_ten_cents_are_a_hundred_euros(database: Database, cesis: Tenant) -> None:
    with database.transaction(cesis) as session:
        for number in range(1000):
            ledger.post(session, 1, pay(f"month:{number}", cents_of(Decimal("0.10"))), recorded_at=NOW)
    with database.reading(cesis) as session:
        found = sums.balances(session)
    assert euros(found[Account.STATE_PAY]) == Decimal("100.00")
    assert sum(found.values()) == 0


def test_two_municipalities_book_under_the_same_id(database: Database, ogre: Tenant) -> None:
    book(database, pay())
    book(database, pay(cents=100), municipality_id=2)
    with database.reading(ogre) as session:
        assert sums.balances(session)[Account.STATE_PAY] == 100


def test_a_correction_reverses_once(database: Database, cesis: Tenant) -> None:
    book(database, pay())
    book(database, pay().reversal("month:1:back", DAY))
    with database.reading(cesis) as session:
        assert set(sums.balances(session).values()) == {0}
        assert ledger.find(session, 1, "month:1:back")[1].reverses == "month:1"  # type: ignore[index]
    with pytest.raises(IntegrityError, match=r"(?i)unique"):
        book(database, pay().reversal("month:1:again", DAY))
    with pytest.raises(ValueError, match="no entry"):
        book(database, pay("month:9").reversal("month:9:back", DAY))


@settings(max_examples=500 if LONG else 25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(amounts=st.lists(st.integers(-(10**12), 10**12).filter(bool), min_size=1, max_size=6))
def test_the_books_always_balance(database: Database, amounts: list[int]) -> None:
    rest = -sum(amounts)
    if rest == 0:
        return
    accounts = list(Account)
    lines = [*((accounts[n], cents) for n, cents in enumerate(amounts)), (Account.BANK, rest)]
    with database.reading(EVERY) as session:
        number = rows.count(session, EntryRow)
    book(database, entry(f"e:{number}", DAY, "test", lines))
    with database.reading(EVERY) as session:
        assert sum(sums.balances(session).values()) == 0
        assert sums.unbalanced_entries(session) == []


def test_an_entry_that_got_past_the_door_is_found(database: Database, cesis: Tenant) -> None:
    entry_id = book(database, pay())
    past_the_door(database, entry_id)
    with database.reading(EVERY) as session:
        assert sums.unbalanced_entries(session) == [entry_id]


def past_the_door(database: Database, entry_id: int) -> None:
    """A posting too many, by somebody who has switched the database's own guard off."""
    with database.transaction(Tenant(1)) as session:
        on_postgres = session.get_bind().dialect.name == "postgresql"
        if on_postgres:
            session.connection().exec_driver_sql("ALTER TABLE posting DISABLE TRIGGER posting_balance")
        session.add(Posting(entry_id=entry_id, account_code=Account.STATE_PAY, debit_cents=1))
        session.flush()
        if on_postgres:
            session.connection().exec_driver_sql("ALTER TABLE posting ENABLE TRIGGER posting_balance")


def insert_posting(session: TenantSession, entry_id: int, **values: object) -> None:
    row = {"municipality_id": 1, "entry_id": entry_id, "account_code": Account.STATE_PAY, **values}
    rows.insert_many(session, Posting, [row])


REFUSED: dict[str, Callable[[TenantSession, int], object]] = {
    "another memo": lambda session, entry_id: rows.change(session, EntryRow, {"memo": "x"}, id=entry_id),
    "no entry": lambda session, entry_id: rows.remove(session, EntryRow, id=entry_id),
    "another sum": lambda session, entry_id: rows.change(
        session, Posting, {"debit_cents": 1}, debit_cents__after=0
    ),
    "no posting": lambda session, entry_id: rows.remove(session, Posting, entry_id=entry_id),
    "both sides": lambda session, entry_id: insert_posting(session, entry_id, debit_cents=1, credit_cents=1),
    "no side": insert_posting,
    "a negative side": lambda session, entry_id: insert_posting(session, entry_id, debit_cents=-1),
    "a fraction": lambda session, entry_id: insert_posting(session, entry_id, debit_cents=0.5),
    "an account of nobody": lambda session, entry_id: insert_posting(
        session, entry_id, account_code=Account.BANK, debit_cents=1
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_the_database_refuses(database: Database, cesis: Tenant, what: str) -> None:
    entry_id = book(database, pay())
    with (
        pytest.raises((DatabaseError, StatementError), match=r"(?i)append-only|check|foreign|whole number"),
        database.transaction(cesis) as session,
    ):
        REFUSED[what](session, entry_id)


def test_sums_until_a_day_and_for_a_claim(database: Database, cesis: Tenant) -> None:
    book(database, pay())
    with database.reading(cesis) as session:
        assert sums.balances(session, until=date(2026, 10, 30)) == {}
        assert sums.balances(session, until=DAY)[Account.STATE_PAY] == 43_360
        assert sums.balances(session, claim_id=1) == {}
        assert sums.balances(session, month_id=1) == {}
