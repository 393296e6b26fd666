"""Money and hours of a year: by month, on the average, by municipality, beside what the ministry printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from engine.domain import averages as means
from engine.domain.figure_tables import NOTHING, Figure, FigureKind, FigureRow, FigureTable
from engine.domain.ministry_years import MinistryYear, rounding_notice
from engine.domain.money import cents_of
from engine.domain.service_figures import Sums, sums_by
from engine.messages_catalogue import Message, msg
from engine.years.year_content import YearFigures

MONEY = (msg("Pay"), msg("Transport"), msg("Administration"), msg("Total"))
SUMS = (msg("Recipients"), msg("Hours"), *MONEY)
K = FigureKind


def by_month(found: YearFigures, whole: Sums) -> FigureTable:
    """A row for each month of service, and the year."""
    rows = [FigureRow(period, _cells(one)) for period, one in sums_by(found.months, "period").items()]
    year = [FigureRow(msg("Year"), _cells(whole), is_total=True)] if rows else []
    return FigureTable(
        key="months",
        title=msg("By month of service"),
        columns=(msg("Month"), *SUMS),
        rows=[*rows, *year],
        notes=(msg("What frozen claims ask for. The year counts every recipient once."),),
        are_months=True,
    )


def averages(whole: Sums, months: int) -> FigureTable:
    """What falls on one recipient."""
    people = means.mean(Decimal(whole.recipient_months), months or 1)
    rows = [
        (msg("Recipients a month"), Figure(K.HOURS, people)),
        (msg("Hours a month"), Figure(K.HOURS, whole.hours_a_month)),
        (msg("Hours a week"), Figure(K.HOURS, whole.hours_a_week)),
        (msg("Pay a month"), Figure(K.CENTS, cents_of(whole.pay_a_month))),
        (msg("All costs a month"), Figure(K.CENTS, cents_of(whole.total_a_month))),
    ]
    return FigureTable(
        key="averages",
        title=msg("On the average, for one recipient"),
        columns=(msg("Figure"), msg("Average")),
        rows=[FigureRow(label, (figure,)) for label, figure in rows] if whole.recipient_months else [],
        notes=(msg("A month counts for who got hours in it. A week is a month ÷ (365 ÷ 84)."),),
    )


def by_municipality(found: YearFigures) -> FigureTable:
    """A row for each municipality."""
    parts = sums_by(found.months, "municipality")
    return FigureTable(
        key="municipalities",
        title=msg("By municipality"),
        columns=(msg("Municipality"), *SUMS),
        rows=[FigureRow(name, _cells(one)) for name, one in parts.items()],
    )


def ministry(found: YearFigures, whole: Sums) -> FigureTable:
    """The printed table; where all municipalities are here, ours as the last row."""
    printed = () if found.ministry is None else found.ministry.years
    rows = [FigureRow(_years(one), tuple(_printed(one))) for one in printed]
    if rows and found.of_all and whole.recipients:
        ours = tuple(Figure(K.EUROS, means.whole_euros(cents)) for cents in _money(whole))
        label = msg("{year}, by the claims here", year=str(found.year))
        rows.append(FigureRow(label, ours, is_total=True))
    return FigureTable(
        key="ministry",
        title=msg("The whole country, as the ministry printed it (whole euro)"),
        columns=(msg("Year"), *MONEY),
        rows=rows,
        notes=tuple(_ministry_notes(found, printed)),
    )


def _money(one: Sums) -> tuple[int, int, int, int]:
    return one.pay_cents, one.transport_cents, one.admin_cents, one.total_cents


def _cells(one: Sums) -> tuple[Figure, ...]:
    money = (Figure(K.CENTS, cents) for cents in _money(one))
    return Figure(K.COUNT, one.recipients), Figure(K.MINUTES, one.minutes), *money


def _years(one: MinistryYear) -> Message | str:
    return one.years if one.was_spent else msg("{years}, available", years=one.years)


def _printed(one: MinistryYear) -> Iterator[Figure]:
    for euros in (one.pay, one.transport, one.administration, one.total):
        yield NOTHING if euros is None else Figure(K.EUROS, euros)


def _ministry_notes(found: YearFigures, printed: Sequence[MinistryYear]) -> Iterator[Message]:
    if found.ministry is not None:
        yield msg("Source: {source}", source=found.ministry.source)
    notices = (rounding_notice(one) for one in printed)
    yield from (notice for notice in notices if notice is not None)
