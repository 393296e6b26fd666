"""Who was served: by group, near the most hours, for inclusion only, against those who hold an opinion."""

from __future__ import annotations

from collections.abc import Mapping

from engine.domain import averages
from engine.domain.figure_tables import HIDDEN, NOTHING, Figure, FigureKind, FigureRow, FigureTable
from engine.domain.hours import Purpose
from engine.domain.money import cents_of
from engine.domain.service_figures import (
    GROUP_LABELS,
    ONLY_INCLUSION,
    Group,
    Sums,
    near_most,
    used_only_for,
)
from engine.domain.small_groups import is_share_hidden
from engine.messages_catalogue import msg
from engine.years.year_content import OpinionCount, YearFigures

K = FigureKind


def by_group(groups: Mapping[str, Sums], hidden: frozenset[str]) -> FigureTable:
    """Averages of each group of people."""
    return FigureTable(
        key="groups",
        title=msg("By group"),
        columns=(
            msg("Group"), msg("Recipients"), msg("Hours a month"), msg("Hours a week"), msg("Pay a month"),
        ),
        rows=[
            FigureRow(GROUP_LABELS[group], (HIDDEN,) * 4 if group in hidden else _group_cells(groups[group]))
            for group in Group
            if group in groups
        ],
    )  # fmt: skip


def use(found: YearFigures, whole: Sums) -> FigureTable:
    """How many use nearly the most, and how many only for inclusion, of all in the year."""
    hours, among = found.limits.near_most_hours, {*ONLY_INCLUSION, Purpose.OTHER}
    most = near_most(found.months, hours)
    only = used_only_for(found.purposes.of_person, among)

    def cells(part: int) -> tuple[Figure, ...]:
        if is_share_hidden(part, whole.recipients, found.limits.smallest_group):
            return HIDDEN, HIDDEN
        return Figure(K.COUNT, part), Figure(K.PERCENT, averages.percent_of(part, whole.recipients))

    rows = [
        FigureRow(msg("At least {hours:hours} a month", hours=hours), cells(most)),
        FigureRow(msg("Only for social inclusion and leisure, doctors and institutions"), cells(only)),
    ] if whole.recipients else []  # fmt: skip
    return FigureTable(
        key="use",
        title=msg("Who uses it how"),
        columns=(msg("Use"), msg("Recipients"), msg("Of all in the year")),
        rows=rows,
        notes=(
            msg("Hours: on the average of the months in which somebody used the service."),
            msg("Purposes: as reported, or, where reports name none, as granted (“Other activities”)."),
        ),
    )


def take_up(entered: OpinionCount | None, groups: Mapping[str, Sums], *, is_hidden: bool) -> FigureTable:
    """Recipients against those who hold an opinion, as somebody entered their number."""
    adults = _people(groups, Group.FIRST, Group.SECOND)
    children = _people(groups, Group.CHILD)

    def cells(opinions: int, served: int) -> tuple[Figure, ...]:
        if is_hidden:
            return Figure(K.COUNT, opinions), HIDDEN, HIDDEN
        share = Figure(K.PERCENT, averages.percent_of(served, opinions)) if opinions else NOTHING
        return Figure(K.COUNT, opinions), Figure(K.COUNT, served), share

    rows = [] if entered is None else [
        FigureRow(msg("Adults"), cells(entered.adults, adults)),
        FigureRow(msg("Children"), cells(entered.children, children)),
    ]  # fmt: skip
    return FigureTable(
        key="opinions",
        title=msg("Recipients against opinions"),
        columns=(msg("Who"), msg("Opinions"), msg("Recipients"), msg("Use the service")),
        rows=rows,
        notes=() if entered is None else (msg("Opinions as entered: {source}", source=entered.source),),
    )


def _group_cells(one: Sums) -> tuple[Figure, ...]:
    return (
        Figure(K.COUNT, one.recipients),
        Figure(K.HOURS, one.hours_a_month),
        Figure(K.HOURS, one.hours_a_week),
        Figure(K.CENTS, cents_of(one.pay_a_month)),
    )


def _people(groups: Mapping[str, Sums], *wanted: Group) -> int:
    return sum(groups[group].recipients for group in wanted if group in groups)
