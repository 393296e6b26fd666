"""What the service was used for, in people and hours."""

from __future__ import annotations

from engine.domain import averages
from engine.domain.figure_tables import HIDDEN, Figure, FigureKind, FigureRow, FigureTable
from engine.domain.hours import PURPOSE_LABELS, Purpose
from engine.domain.small_groups import hidden_groups
from engine.domain.weekly_purposes import WEEKLY_PURPOSE_LABELS, WeeklyPurpose
from engine.messages_catalogue import msg
from engine.years.year_content import YearFigures

K = FigureKind


def reported(found: YearFigures) -> FigureTable:
    """As reported, where reports name a purpose."""
    known, smallest = found.purposes.reported, found.limits.smallest_group
    hidden = hidden_groups({purpose: people for purpose, (people, _) in known.items()}, smallest)
    whole = sum(minutes for _, minutes in known.values())

    def cells(purpose: str) -> tuple[Figure, ...]:
        if purpose in hidden:
            return (HIDDEN,) * 3
        people, minutes = known[purpose]
        share = Figure(K.PERCENT, averages.percent_of(minutes, whole))
        return Figure(K.COUNT, people), Figure(K.MINUTES, minutes), share

    rows = [
        FigureRow(WEEKLY_PURPOSE_LABELS[purpose], cells(purpose))
        for purpose in WeeklyPurpose
        if purpose in known
    ]
    return FigureTable(
        key="reported",
        title=msg("Purposes as reported (MK 942)"),
        columns=(msg("Purpose"), msg("Recipients"), msg("Hours"), msg("Of all hours")),
        rows=rows,
        notes=(msg("Hours as they were reported, also those that were not paid."),),
    )


def granted(found: YearFigures) -> FigureTable:
    """As granted, where reports name none."""
    known = found.purposes.granted
    hidden = hidden_groups(known, found.limits.smallest_group)
    rows = [
        FigureRow(PURPOSE_LABELS[one], (HIDDEN if one in hidden else Figure(K.COUNT, known[one]),))
        for one in Purpose
        if one in known
    ]
    return FigureTable(
        key="granted",
        title=msg("Purposes as granted"),
        columns=(msg("Purpose"), msg("Recipients")),
        rows=rows,
        notes=(msg("Reports of these months name no purpose: what the hours were used for is not kept."),),
    )
