"""The ledger: every entry balances, an id is used once, corrections reverse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain import bookings
from engine.domain.claim import ClaimTotals
from engine.domain.ledger import Account, JournalEntry, Posting, balances, entry, posted
from engine.domain.remuneration import ContractForm, Remuneration
from tests.long_runs import ten_thousand

DAY = date(2026, 11, 6)
CENTS = st.integers(-(10**9), 10**9)
ABOVE_ZERO = st.integers(1, 10**9)
AMOUNTS = st.lists(st.tuples(st.sampled_from(Account), CENTS.filter(bool)), min_size=2, max_size=8)


def a_pay(form: ContractForm, gross: int, contributions: int = 0, top_up: int = 0) -> Remuneration:
    return Remuneration((), form, gross, contributions, top_up, (), "revision")


def as_amounts(found: JournalEntry | None) -> dict[str, int]:
    assert found is not None
    return {posting.account.value: posting.cents for posting in found.postings}


def test_a_month_of_a_contract_for_work() -> None:
    found = bookings.month_entry("month-1", DAY, a_pay(ContractForm.CONTRACT_FOR_WORK, 33077, 7803, 75), 120)
    assert as_amounts(found) == {
        "state_pay": 40880,
        "municipal_top_up": 75,
        "transport": 120,
        "owed_to_payroll": -41075,
    }


@pytest.mark.parametrize(
    ("form", "account"), [("self_employed", "owed_to_self_employed"), ("provider", "owed_to_providers")]
)
def test_others_are_owed_directly(form: str, account: str) -> None:
    found = bookings.month_entry("month-1", DAY, a_pay(ContractForm(form), 40880))
    assert as_amounts(found) == {"state_pay": 40880, account: -40880}


def test_a_month_without_money_is_not_booked() -> None:
    assert bookings.month_entry("month-1", DAY, a_pay(ContractForm.PROVIDER, 0)) is None
    assert bookings.claim_entry("claim-1", DAY, ClaimTotals(0, 0, 0, 0, 0, ())) is None


def test_the_road_of_a_claim_leaves_nothing_open() -> None:
    totals = ClaimTotals(1, 4800, 40880, 120, 2080, ())
    journal = [
        bookings.month_entry("month-1", DAY, a_pay(ContractForm.SELF_EMPLOYED, 40880), 120),
        bookings.claim_entry("claim-1", DAY, totals),
        bookings.shortfall_entry("reply-1", DAY, 80),
        bookings.ministry_payment_entry("money-1", DAY, totals.total_cents - 80),
        bookings.assistant_payment_entry("pay-1", DAY, ContractForm.SELF_EMPLOYED, 41000),
    ]
    found = balances(entry for entry in journal if entry)
    assert found[Account.MINISTRY_RECEIVABLE] == found[Account.OWED_TO_SELF_EMPLOYED] == 0
    assert found[Account.BANK] == 43080 - 80 - 41000
    assert sum(found.values()) == 0


def test_a_correction_of_hours_keeps_the_transport_as_it_was_booked() -> None:
    booked = bookings.month_entry("month-1", DAY, a_pay(ContractForm.SELF_EMPLOYED, 5420), 263)
    for number, gross in ((1, 542), (2, 0), (3, 5962)):
        name, pay = f"month-1-correction-{number}", a_pay(ContractForm.SELF_EMPLOYED, gross)
        back, anew = bookings.corrected_entries(name, DAY, pay, booked)
        assert booked is not None
        found = balances([booked, back, anew])
        assert found[Account.TRANSPORT] == 263
        assert (found[Account.STATE_PAY], found[Account.OWED_TO_SELF_EMPLOYED]) == (gross, -gross - 263)
        booked = anew


def test_a_correction_of_a_month_without_money_only_books_it() -> None:
    pay = a_pay(ContractForm.SELF_EMPLOYED, 542)
    [anew] = bookings.corrected_entries("month-1-correction-1", DAY, pay, None)
    assert as_amounts(anew) == {"state_pay": 542, "owed_to_self_employed": -542}


def test_only_state_money_is_claimed() -> None:
    found = bookings.claim_entry("claim-1", DAY, ClaimTotals(1, 4800, 40880, 120, 2080, ()))
    assert as_amounts(found) == {
        "ministry_receivable": 43080,
        "funding_pay": -40880,
        "funding_transport": -120,
        "funding_administration": -2080,
    }


@pytest.mark.parametrize("cents", [0, -1])
def test_payments_are_above_zero(cents: int) -> None:
    calls: list[Callable[[], object]] = [
        lambda: bookings.ministry_payment_entry("x", DAY, cents),
        lambda: bookings.shortfall_entry("x", DAY, cents),
        lambda: bookings.assistant_payment_entry("x", DAY, ContractForm.PROVIDER, cents),
    ]
    for call in calls:
        with pytest.raises(ValueError, match="above zero"):
            call()


@ten_thousand
@given(AMOUNTS)
def test_only_what_balances_is_an_entry(amounts: list[tuple[Account, int]]) -> None:
    if sum(cents for _, cents in amounts):
        with pytest.raises(ValueError, match="do not sum to 0"):
            entry("x", DAY, "month", amounts)
    else:
        assert sum(balances([entry("x", DAY, "month", amounts)]).values()) == 0


@ten_thousand
@given(AMOUNTS)
def test_a_reversal_takes_everything_back(amounts: list[tuple[Account, int]]) -> None:
    rest = -sum(cents for _, cents in amounts)
    whole = entry("x", DAY, "month", [*amounts, (Account.BANK, rest)])
    back = whole.reversal("x-reversed", DAY)
    assert set(balances([whole, back]).values()) <= {0}
    assert (back.reverses, back.kind) == ("x", "month")
    with pytest.raises(ValueError, match="itself a reversal"):
        back.reversal("y", DAY)


@ten_thousand
@given(
    ABOVE_ZERO,
    st.integers(0, 10**9),
    st.integers(0, 10**9),
    st.integers(0, 10**9),
    st.sampled_from(ContractForm),
)
def test_bookings_always_balance(
    gross: int, more: int, top_up: int, transport: int, form: ContractForm
) -> None:
    for found in (
        bookings.month_entry("a", DAY, a_pay(form, gross, more, top_up), transport),
        bookings.claim_entry("b", DAY, ClaimTotals(1, 1, gross, transport, more, ())),
        bookings.claim_entry("c", DAY, ClaimTotals(1, 1, -gross, transport, more, ())),
    ):
        assert sum(as_amounts(found).values()) == 0


def test_the_same_entry_twice_is_one_entry() -> None:
    one = entry("month-1", DAY, "month", [(Account.STATE_PAY, 5), (Account.OWED_TO_PAYROLL, -5)])
    journal = posted(posted({}, one), one)
    assert journal == {"month-1": one}
    other = entry("month-1", DAY, "month", [(Account.STATE_PAY, 6), (Account.OWED_TO_PAYROLL, -6)])
    with pytest.raises(ValueError, match="another entry has the id month-1"):
        posted(journal, other)


@pytest.mark.parametrize(
    "amounts", [[], [(Account.BANK, 0)], [(Account.BANK, 5)], [(Account.BANK, 5), (Account.STATE_PAY, -4)]]
)
def test_entries_that_are_none(amounts: list[tuple[Account, int]]) -> None:
    with pytest.raises(ValueError, match="do not sum to 0"):
        entry("x", DAY, "month", amounts)


def test_an_entry_has_an_id_and_a_posting_an_amount() -> None:
    with pytest.raises(ValueError, match="id"):
        entry("", DAY, "month", [(Account.BANK, 5), (Account.STATE_PAY, -5)])
    with pytest.raises(ValueError, match="nothing"):
        Posting(Account.BANK, 0)


@pytest.mark.parametrize("cents", [1.0, True, "1"])
def test_a_posting_takes_no_float(cents: int) -> None:
    with pytest.raises(TypeError):
        Posting(Account.BANK, cents)
    with pytest.raises(TypeError):
        entry("x", DAY, "month", [(Account.BANK, cents), (Account.STATE_PAY, -1)])
