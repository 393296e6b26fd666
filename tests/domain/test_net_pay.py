"""What payroll paid: every row adds up and is the order's cost to the cent, and counts once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.net_pay import (
    AMOUNTS,
    Expected,
    Figures,
    GivenResult,
    OrderedPay,
    Result,
    judged,
    standing,
    summed,
)

LISTED, PAID, TODAY = date(2026, 4, 8), date(2026, 4, 15), date(2026, 4, 20)
ALL_TAXES = OrderedPay("month-1", 5429, 5429, LISTED)  # MK 316: the list says wage and all taxes
GROSS_WAGE = OrderedPay("month-2", 10_000, 12_409, LISTED)  # MK 942: the employer's 24.09 % come on top
BACK = OrderedPay("month-1-a1", -1000, -1000, LISTED)
FIGURES = {
    "month-1": Figures(gross=4393, tax=800, employee=461, employer=1036, net=3132),
    "month-2": Figures(gross=10_000, tax=1780, employee=1100, employer=2409, net=7120),
    "month-1-a1": Figures(gross=-809, tax=-147, employee=-85, employer=-191, net=-577),
}
ORDERED = [ALL_TAXES, GROSS_WAGE, BACK]


def expected(kept: dict[str, list[Result]] | None = None) -> Expected:
    return Expected(ORDERED, {"month-7"}, kept or {}, TODAY)


def row(reference: str = "month-1", reason: str = "", **changes: int) -> GivenResult:
    figures = replace(FIGURES[reference], **changes)
    return GivenResult(reference, figures.each, PAID, reason)


ROWS = [row(reference) for reference in FIGURES]


def test_rows_that_add_up_are_taken_money_taken_back_included() -> None:
    found = judged(expected(), ROWS)
    assert found.troubles == {}
    assert {one.reference: one.figures for one in found.fresh} == FIGURES
    assert summed(found.fresh) == Figures(13_584, 2433, 1476, 3254, 9675)
    assert summed(found.fresh).cost == sum(one.cost_cents for one in ORDERED)


TOPPED_UP = (
    (OrderedPay("month-1", 5429, 5929, LISTED, 500), Figures(4798, 800, 503, 1131, 3495)),
    (OrderedPay("month-2", 10_000, 12_909, LISTED, 500), Figures(10_403, 1780, 1144, 2506, 7479)),
)


@pytest.mark.parametrize(("order", "figures"), TOPPED_UP)
def test_what_the_municipality_adds_is_paid_with_the_wage(order: OrderedPay, figures: Figures) -> None:
    known = Expected([order], {}, {}, TODAY)
    found = judged(known, [GivenResult(order.reference, figures.each, PAID)])
    assert (found.troubles, [one.figures for one in found.fresh]) == ({}, [figures])
    assert figures.cost == order.cost_cents


def test_of_a_top_up_no_more_is_gross_than_there_is_of_it() -> None:
    order, _ = TOPPED_UP[1]
    figures = Figures(gross=10_501, tax=1780, employee=1144, employer=2408, net=7577)
    found = judged(Expected([order], {}, {}, TODAY), [GivenResult(order.reference, figures.each, PAID)])
    assert [str(one) for one in found.troubles[0]] == ["The gross is €105.01, ordered: €100.00."]


@pytest.mark.parametrize("ending", ["transport", "2", "top-up", "top-up-2"])
def test_rows_of_one_payment_are_answered_together(ending: str) -> None:
    found = judged(expected(), [replace(ROWS[0], reference=f"month-1-{ending}")])
    assert [str(one) for one in found.troubles[0]] == [
        "The list has several rows for month-1: answer them together as month-1."
    ]


@pytest.mark.parametrize(
    ("wrong", "sentences"),
    [
        (replace(ROWS[0], reference="month-9"), ["The payroll list of this claim has no such reference."]),
        (
            replace(ROWS[0], reference="month-7"),
            ["This payment goes through the bank, not through payroll."],
        ),
        (
            replace(ROWS[0], reference="month-2-1"),
            ["The list has several rows for month-2: answer them together as month-2."],
        ),
        (
            row(net=3133),
            ["Net, tax and the employee's contributions are €43.94 together, the gross is €43.93."],
        ),
        (
            row(employer=1035),
            ["Gross and the employer's contributions are €54.28 together, booked: €54.29."],
        ),
        (
            row("month-2", gross=9999, net=7119, employer=2410),
            ["The gross is €99.99, ordered: €100.00."],
        ),
        (
            row("month-2", employer=2408),
            ["Gross and the employer's contributions are €124.08 together, booked: €124.09."],
        ),
        (row(tax=-800, net=4732), ["No amount may be below zero."]),
        (
            row("month-1-a1", tax=147, net=-871),
            ["This line takes money back: no amount may be above zero."],
        ),
        (
            replace(ROWS[0], paid_on=date(2026, 4, 7)),
            ["The day of payment is before 8 Apr 2026, when the list was made."],
        ),
        (replace(ROWS[0], paid_on=date(2026, 4, 21)), ["The day of payment has not come yet."]),
        (replace(ROWS[0], paid_on=None), ["The day of payment must be written like 2026-10-31."]),
        (
            replace(ROWS[0], amounts=(4393, None, 461, 1036, 3132)),
            ["Income tax withheld, EUR: write euro such as 1234,56."],
        ),
        (row(reason="x" * 501), ["The reason is too long: at most 500 characters."]),
    ],
)
def test_a_row_that_is_not_sound_says_why_and_nothing_is_taken(
    wrong: GivenResult, sentences: list[str]
) -> None:
    found = judged(expected(), [wrong])
    assert [str(one) for one in found.troubles[0]] == sentences
    assert found.fresh == []


def test_a_payment_answered_twice_in_one_file() -> None:
    found = judged(expected(), [ROWS[0], ROWS[1], ROWS[0]])
    assert {number: [str(one) for one in said] for number, said in found.troubles.items()} == {
        2: ["This reference stands above already: each payment is answered once."]
    }


def test_another_answer_needs_a_reason_and_then_takes_the_place_of_the_first() -> None:
    first = Result("month-1", FIGURES["month-1"], PAID)
    kept = {"month-1": [first]}
    other = row(tax=790, net=3142)
    [said] = judged(expected(kept), [other]).troubles[0]
    assert str(said) == "Paid already: net €31.32 on 15 Apr 2026. A correction needs a reason."
    [corrected] = judged(expected(kept), [replace(other, reason="Neapliekamais minimums")]).fresh
    kept["month-1"].append(corrected)
    assert standing(kept)["month-1"].figures.net == 3142
    again = judged(expected(kept), [ROWS[0], ROWS[1]])
    assert (again.known, [one.reference for one in again.fresh]) == (1, ["month-2"])  # the old row is known


CHANGES = st.sampled_from(["", "Kļūda nodoklī", "Cits iemesls"])


@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from(sorted(FIGURES)), st.integers(0, 300), CHANGES), max_size=5),
        max_size=6,
    )
)
def test_whatever_files_come_in_whatever_order_and_number_every_payment_counts_once(
    files: list[list[tuple[str, int, str]]],
) -> None:
    kept: dict[str, list[Result]] = {}
    for file in files:
        rows = [_shifted(reference, more, reason) for reference, more, reason in file]
        for _ in range(2):  # the same file again
            found = judged(expected(kept), rows)
            if not found.troubles:
                for one in found.fresh:
                    kept.setdefault(one.reference, []).append(one)
        before = {reference: len(every) for reference, every in kept.items()}
        again = judged(expected(kept), rows[::-1])
        assert again.troubles or not again.fresh
        assert {reference: len(every) for reference, every in kept.items()} == before
    total = summed(list(standing(kept).values()))
    assert total.cost == sum(one.cost_cents for one in ORDERED if one.reference in kept)
    assert total.net + total.tax + total.employee == total.gross


def _shifted(reference: str, more: int, reason: str) -> GivenResult:
    """More tax, less net: another sound answer."""
    figures = FIGURES[reference]
    moved = more if figures.cost > 0 else -more // 2
    return GivenResult(
        reference, replace(figures, tax=figures.tax + moved, net=figures.net - moved).each, PAID, reason
    )


def test_the_amounts_of_a_row_stand_in_the_order_of_their_columns() -> None:
    assert [column.text for column in AMOUNTS] == [
        "Gross, EUR",
        "Income tax withheld, EUR",
        "Employee's contributions, EUR",
        "Employer's contributions, EUR",
        "Net paid, EUR",
    ]
    assert FIGURES["month-1"].each == (4393, 800, 461, 1036, 3132)
