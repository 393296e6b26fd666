"""A year's budget as tables: by source, by account, by month."""

from __future__ import annotations

from collections.abc import Iterator

from engine.budgets.budget_pages import BudgetPage
from engine.domain.averages import percent_of
from engine.domain.figure_tables import NOTHING, Figure, FigureKind, FigureRow, FigureTable
from engine.domain.year_budget import Amounts, Source, SourceYear
from engine.messages_catalogue import Message, msg

K = FigureKind
SOURCES = {Source.STATE: msg("State funding"), Source.MUNICIPALITY: msg("Municipal money")}
SPENT, COMMITTED, FORECAST = msg("Spent"), msg("Committed"), msg("Forecast")


def tables(page: BudgetPage) -> list[FigureTable]:
    """Every table of the year, in the order of the page."""
    return [by_source(page), by_account(page), by_month(page)]


def by_source(page: BudgetPage) -> FigureTable:
    """What was set against what is spent and likely; below zero is what will be missing."""
    return FigureTable(
        key="budget_sources",
        title=msg("Money of the year"),
        columns=(
            msg("Source of the money"), msg("Set"), SPENT, COMMITTED, FORECAST, msg("Left by the forecast"),
            msg("Left if all granted hours are used"),
        ),
        rows=[FigureRow(SOURCES[one.source], tuple(_source(one))) for one in page.budget.sources],
        notes=(share_note(page), *page.unknown),
    )  # fmt: skip


def by_account(page: BudgetPage) -> FigureTable:
    """The same by what it is spent for."""
    spent, committed, forecast = page.budget.spent, page.budget.committed, page.budget.forecast
    parts = (
        (msg("Pay"), "pay_cents"),
        (msg("of it the employer's contributions"), "contributions_cents"),
        (msg("Transport"), "transport_cents"),
        (msg("Administration"), "admin_cents"),
        (msg("Municipal top-up"), "top_up_cents"),
    )
    sums = (spent, committed, forecast)
    rows = [FigureRow(label, tuple(_cents(getattr(one, part)) for one in sums)) for label, part in parts]
    total = FigureRow(msg("Total"), tuple(_cents(one.total_cents) for one in sums), is_total=True)
    return FigureTable(
        key="budget_accounts",
        title=msg("By account"),
        columns=(msg("Account"), SPENT, COMMITTED, FORECAST),
        rows=[*rows, total],
        notes=(
            msg(
                "Administration is what frozen claims ask for, and the share of what is still to be claimed. "
                "Journeys to come are in no contract, so no transport is committed."
            ),
        ),
    )


def by_month(page: BudgetPage) -> FigureTable:
    """A row for each month of service, and the year."""
    rows = [
        FigureRow(str(one.period), _month(one.spent, one.committed, one.forecast))
        for one in page.budget.months
    ]
    whole = _month(page.budget.spent, page.budget.committed, page.budget.forecast)
    return FigureTable(
        key="budget_months",
        title=msg("By month of service"),
        columns=(
            msg("Month"), msg("State: spent"), msg("State: committed"), msg("Municipality: spent"),
            msg("Municipality: committed"), FORECAST,
        ),
        rows=[*rows, FigureRow(msg("Year"), whole, is_total=True)],
        are_months=True,
    )  # fmt: skip


def share_note(page: BudgetPage) -> Message:
    """How the forecast is counted, with the share it is counted with."""
    use = page.budget.use
    if not page.closed_count:
        return msg(
            "Forecast: spent and all that is committed, for no month of this year is closed yet that would "
            "show how much of the granted hours is used."
        )
    return msg(
        "Forecast: spent, and {share:percent} of what is committed. That is the share of granted hours paid "
        "in the {count} closed months of contracts of this year.",
        share=percent_of(use.used, use.granted),
        count=page.closed_count,
    )


def _source(one: SourceYear) -> Iterator[Figure]:
    for cents in (one.set_cents, one.spent_cents, one.committed_cents, one.forecast_cents, one.left_cents,
                  one.left_at_most_used_cents):  # fmt: skip
        yield NOTHING if cents is None else _cents(cents)


def _month(spent: Amounts, committed: Amounts, forecast: Amounts) -> tuple[Figure, ...]:
    by_source = (money.of(source) for source in Source for money in (spent, committed))
    return (*(_cents(cents) for cents in by_source), _cents(forecast.total_cents))


def _cents(cents: int) -> Figure:
    return Figure(K.CENTS, cents)
