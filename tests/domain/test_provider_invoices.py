"""A provider's invoice: equal to its approved months to the cent, under a number used once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.provider_invoices import GivenInvoice, InvoicedMonth, number_key, troubles

TODAY = date(2026, 4, 10)
MONTHS = [InvoicedMonth("L-3", "2026-03", 425), InvoicedMonth("L-4", "2026-02", 5420)]
INVOICE = GivenInvoice("A-17", date(2026, 4, 9), 5845)


def said(invoice: GivenInvoice, used: dict[str, str] | None = None) -> list[str]:
    return [str(one) for one in troubles(invoice, MONTHS, used or {}, TODAY)]


def test_an_invoice_that_equals_its_months_is_sound() -> None:
    assert said(INVOICE) == []


@pytest.mark.parametrize("cents", [5844, 5846, 0, -5845])
def test_a_cent_more_or_less_says_both_amounts_and_what_makes_them(cents: int) -> None:
    [sentence] = said(replace(INVOICE, cents=cents))
    assert "the approved months come to €58.45" in sentence
    assert "contract L-3, 2026-03: €4.25; contract L-4, 2026-02: €54.20" in sentence
    assert "Nothing is paid until both are the same." in sentence


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (replace(INVOICE, number=" "), "Enter the number of the invoice: at most 35 characters."),
        (replace(INVOICE, number="x" * 36), "Enter the number of the invoice: at most 35 characters."),
        (replace(INVOICE, number="A\n17"), "Enter the number of the invoice: at most 35 characters."),
        (replace(INVOICE, day=None), "Enter the day of the invoice."),
        (replace(INVOICE, day=date(2026, 4, 11)), "The day of the invoice has not come yet."),
        (replace(INVOICE, cents=None), "The amount of the invoice must be euro such as 1234,56."),
    ],
)
def test_what_cannot_be_an_invoice_says_why(wrong: GivenInvoice, sentence: str) -> None:
    assert said(wrong) == [sentence]


@pytest.mark.parametrize("number", ["A-17", "a-17", " A -17", "A - 1 7"])
def test_a_number_is_used_once_however_it_is_written(number: str) -> None:
    [sentence] = said(replace(INVOICE, number=number), {number_key("A-17"): "2026-02"})
    assert sentence.endswith("of this provider is here already, for 2026-02.")


@given(
    st.lists(st.integers(-5000, 50_000), min_size=1, max_size=5).filter(lambda found: sum(found) > 0),
    st.integers(-100, 100),
)
def test_only_the_sum_of_the_months_is_taken(amounts: list[int], off: int) -> None:
    months = [InvoicedMonth(f"L-{at}", "2026-03", cents) for at, cents in enumerate(amounts)]
    found = troubles(replace(INVOICE, cents=sum(amounts) + off), months, {}, TODAY)
    assert (not found) == (off == 0)
