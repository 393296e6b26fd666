"""The figures of one year: of the own municipality, or, for the ministry, of all together."""

from __future__ import annotations

from engine.domain.figure_tables import FigureTable
from engine.persistence.queries import year_people
from engine.runtime import Runtime
from engine.years.ministry_table import printed
from engine.years.year_access import Actor, allowed, years
from engine.years.year_content import Purposes, YearFigures, limits_of
from engine.years.year_money import claimed
from engine.years.year_purposes import purposes

__all__ = ["FigureTable", "Purposes", "YearFigures", "find", "years"]


def find(runtime: Runtime, actor: Actor, year: int) -> YearFigures:
    """The figures of a year; NotFound where they are not for this person."""
    with runtime.reading(allowed(actor, "figures.see", year)) as session:
        book = runtime.rule_book(session)
        money = claimed(session, book, year)
        return YearFigures(
            year=year,
            of_all=actor.municipality_id is None,
            months=money.months,
            purposes=purposes(session, year, money.lines),
            opinions=year_people.opinions(session, year, actor.municipality_id),
            unclaimed_cents=money.unclaimed_cents,
            accounts_agree=money.agree,
            limits=limits_of(book, year),
            ministry=printed(runtime, session),
        )
