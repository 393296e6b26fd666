"""The figures of a year as tables, small groups left out."""

from __future__ import annotations

from engine.domain.figure_tables import FigureTable
from engine.domain.service_figures import sums, sums_by
from engine.domain.small_groups import hidden_groups
from engine.years.year_content import YearFigures
from engine.years.year_money_tables import averages, by_month, by_municipality, ministry
from engine.years.year_people_tables import by_group, take_up, use
from engine.years.year_purpose_tables import granted, reported


def tables(found: YearFigures) -> list[FigureTable]:
    """Every table of the year that has something to show, in the order of the page."""
    whole, groups = sums(found.months), sums_by(found.months, "group")
    smallest = found.limits.smallest_group
    hidden = hidden_groups({name: one.recipients for name, one in groups.items()}, smallest)
    made = [
        by_month(found, whole),
        averages(whole, len({one.period for one in found.months})),
        by_group(groups, hidden),
        use(found, whole),
        reported(found),
        granted(found),
        take_up(found.opinions, groups, is_hidden=bool(hidden)),
        *([by_municipality(found)] if found.of_all else []),
        ministry(found, whole),
    ]
    return [table for table in made if table.rows]
