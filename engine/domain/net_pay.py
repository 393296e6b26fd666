"""What payroll paid of its list: every row judged against the order it answers, taken whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from engine.domain.money import whole
from engine.messages_catalogue import Message, msg

MOST_REASON = 500
_ROW_OF = re.compile(r"-(transport|\d+|top-up(-\d+)?)$")  # one of several rows of the list for a payment
REFERENCE = msg("Payroll reference")
GROSS, TAX = msg("Gross, EUR"), msg("Income tax withheld, EUR")
EMPLOYEE, EMPLOYER = msg("Employee's contributions, EUR"), msg("Employer's contributions, EUR")
NET, PAID_ON, REASON = msg("Net paid, EUR"), msg("Paid on"), msg("Reason")
AMOUNTS = (GROSS, TAX, EMPLOYEE, EMPLOYER, NET)


@dataclass(frozen=True, slots=True)
class Figures:
    """One payment as payroll worked it out, in cents; below zero where money is taken back."""

    gross: int
    tax: int
    employee: int
    employer: int
    net: int

    def __post_init__(self) -> None:
        for cents in self.each:
            whole(cents)

    @property
    def each(self) -> tuple[int, ...]:
        """The amounts, in the order of AMOUNTS."""
        return self.gross, self.tax, self.employee, self.employer, self.net

    @property
    def cost(self) -> int:
        """What it costs whoever pays: gross and the employer's contributions."""
        return self.gross + self.employer


@dataclass(frozen=True, slots=True)
class OrderedPay:
    """A line of the payroll's list as it was ordered, costs of journeys aside."""

    reference: str
    wage_cents: int  # hours × rate, as the list says it
    cost_cents: int  # as it was booked: with the employer's contributions and what the municipality adds
    listed_on: date  # when the list was made
    top_up_cents: int = 0  # of the cost: the municipality's own, all taxes inside

    @property
    def includes_contributions(self) -> bool:
        """Whether hours × rate hold the employer's contributions already (MK 316; MK 942 adds them)."""
        return self.wage_cents + self.top_up_cents == self.cost_cents


@dataclass(frozen=True, slots=True)
class GivenResult:
    """A row of payroll's file; None where a cell says nothing that can be read."""

    reference: str
    amounts: tuple[int | None, ...]  # in the order of AMOUNTS
    paid_on: date | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What payroll did for one order."""

    reference: str
    figures: Figures
    paid_on: date
    reason: str = ""  # why it takes the place of an earlier one


@dataclass(frozen=True, slots=True)
class JudgedResults:
    """Either every row is sound, or there is something to mend and nothing counts."""

    fresh: Sequence[Result]  # to be kept
    known: int  # rows that were taken before: they change nothing
    troubles: Mapping[int, Sequence[Message]]  # row → everything wrong with it


@dataclass(frozen=True, slots=True)
class Expected:
    """What a file is judged against."""

    ordered: Sequence[OrderedPay]
    by_bank: Collection[str]  # references of the payments that the bank makes
    kept: Mapping[str, Sequence[Result]]  # reference → all results so far, oldest first
    today: date


def judged(expected: Expected, given: Sequence[GivenResult]) -> JudgedResults:
    """Every row against the order it names.

    A row that was taken before, word for word, changes nothing, whatever file it comes in again; another one
    for the same order is a correction and says why.
    """
    orders = {one.reference: one for one in expected.ordered}
    troubles: dict[int, Sequence[Message]] = {}
    fresh: list[Result] = []
    seen: set[str] = set()
    known = 0
    for number, row in enumerate(given):
        found, wrong = _read(row), _of_reference(row.reference, orders, expected.by_bank)
        if row.reference in seen:
            wrong.append(msg("This reference stands above already: each payment is answered once."))
        seen.add(row.reference)
        kept = expected.kept.get(row.reference, ())
        is_known = found in kept and not wrong
        if not is_known:
            wrong += _of_cells(row)
        if found is not None and not wrong and not is_known:
            wrong += _of_result(found, orders[row.reference], kept, expected.today)
        if wrong:
            troubles[number] = wrong
        elif is_known:
            known += 1
        elif found is not None:
            fresh.append(found)
    return JudgedResults(fresh, known, troubles)


def standing(results: Mapping[str, Sequence[Result]]) -> dict[str, Result]:
    """Reference → the result that counts: the newest."""
    return {reference: every[-1] for reference, every in results.items() if every}


def summed(results: Sequence[Result]) -> Figures:
    """All results together."""
    columns = zip(*(one.figures.each for one in results), strict=True)
    sums = [sum(column) for column in columns] or [0] * len(AMOUNTS)
    return Figures(*sums)


def _read(row: GivenResult) -> Result | None:
    amounts = [one for one in row.amounts if one is not None]
    if row.paid_on is None or len(amounts) != len(AMOUNTS):
        return None
    return Result(row.reference, Figures(*amounts), row.paid_on, row.reason)


def _of_reference(
    reference: str, orders: Mapping[str, OrderedPay], by_bank: Collection[str]
) -> list[Message]:
    if reference in orders:
        return []
    if reference in by_bank:
        return [msg("This payment goes through the bank, not through payroll.")]
    order = _ROW_OF.sub("", reference)
    if order != reference and order in orders:
        return [msg("The list has several rows for {order}: answer them together as {order}.", order=order)]
    return [msg("The payroll list of this claim has no such reference.")]


def _of_cells(row: GivenResult) -> list[Message]:
    found = [
        msg("{column}: write euro such as 1234,56.", column=column)
        for column, cents in zip(AMOUNTS, row.amounts, strict=True)
        if cents is None
    ]
    if row.paid_on is None:
        found.append(msg("The day of payment must be written like 2026-10-31."))
    if len(row.reason) > MOST_REASON:
        found.append(msg("The reason is too long: at most {most} characters.", most=MOST_REASON))
    return found


def _of_result(found: Result, order: OrderedPay, kept: Sequence[Result], today: date) -> list[Message]:
    wrong = [*_of_sums(found.figures), *_of_order(found.figures, order)]
    if found.paid_on < order.listed_on:
        wrong.append(msg("The day of payment is before {day}, when the list was made.", day=order.listed_on))
    if found.paid_on > today:
        wrong.append(msg("The day of payment has not come yet."))
    if kept and not found.reason:
        paid = kept[-1]
        wrong.append(
            msg(
                "Paid already: net {net:money} on {day}. A correction needs a reason.",
                net=paid.figures.net,
                day=paid.paid_on,
            )
        )
    return wrong


def _of_sums(figures: Figures) -> list[Message]:
    together = figures.net + figures.tax + figures.employee
    if together == figures.gross:
        return []
    return [
        msg(
            "Net, tax and the employee's contributions are {sum:money} together, the gross is {gross:money}.",
            sum=together,
            gross=figures.gross,
        )
    ]


def _of_order(figures: Figures, order: OrderedPay) -> list[Message]:
    wrong = []
    if order.cost_cents >= 0 and min(figures.each) < 0:
        wrong.append(msg("No amount may be below zero."))
    if order.cost_cents < 0 and max(figures.each) > 0:
        wrong.append(msg("This line takes money back: no amount may be above zero."))
    # the top-up holds the employer's part: how much of it is gross is payroll's to say
    most = order.wage_cents + order.top_up_cents
    least = min(order.wage_cents, most)
    if not order.includes_contributions and not least <= figures.gross <= max(order.wage_cents, most):
        wrong.append(
            msg(
                "The gross is {gross:money}, ordered: {ordered:money}.",
                gross=figures.gross,
                ordered=order.wage_cents,
            )
        )
    if figures.cost != order.cost_cents:
        wrong.append(
            msg(
                "Gross and the employer's contributions are {sum:money} together, booked: {booked:money}.",
                sum=figures.cost,
                booked=order.cost_cents,
            )
        )
    return wrong
