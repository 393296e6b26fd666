"""A year's money as pictures: how what was set is used up month by month, and what it goes for.

Bars lie under their words, so that a telephone shows them as well; what is spent is full, what is to come is
hatched, what is only committed is dotted, what is not covered is crossed. The tables say the same figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile

from engine.budgets.budget_pages import BudgetPage, SourceYear
from engine.budgets.budget_tables import SOURCES
from engine.domain.year_budget import MonthForecast
from engine.messages_catalogue import Message, msg
from web.drawing import words

Context = dict[str, object]
WIDTH, ROW, TEXT_AT, BAR_AT, THICK, TICK = 360, 46, 16, 22, 14, 3
SPENT, COMING, MOST, OVER = "spent", "coming", "most", "over"
LEGEND = {
    SPENT: msg("Spent"),
    COMING: msg("Forecast: still to come"),
    MOST: msg("Committed: if all granted hours are used"),
    OVER: msg("Not covered by what is set"),
}
PURPOSES = (
    (msg("Pay"), "pay_cents"),
    (msg("Transport"), "transport_cents"),
    (msg("Administration"), "admin_cents"),
    (msg("Municipal top-up"), "top_up_cents"),
)


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a picture: what it is about, its words on the right, its parts one after another in cents."""

    label: Message | str
    value: str
    parts: tuple[tuple[str, int], ...]


def pictures(page: BudgetPage, language: str) -> list[Context]:
    """For each source with money how it is used up; then the months; then what it is spent for."""
    if not page.budget.forecast.total_cents:
        return []
    used = [
        _used_up(one, page.budget.months, language)
        for one in page.budget.sources
        if one.set_cents or one.forecast_cents
    ]
    return [*used, _by_month(page.budget.months, language), _by_purpose(page, language)]


def _used_up(one: SourceYear, months: Sequence[MonthForecast], language: str) -> Context:
    """From January on: what has been used up by the end of each month, against what was set."""
    bars, spent, likely = [], 0, 0
    for month in _from_the_first(months):
        spent += month.spent.of(one.source)
        likely += month.forecast.of(one.source)
        value = words.euros(likely, language)
        bars.append(
            Bar(words.month(str(month.period), language), value, _against(spent, likely, one.set_cents))
        )
    return _picture(
        f"used-{one.source}",
        msg("{source}: used up by the end of each month", source=SOURCES[one.source]),
        _told(one, language),
        bars,
        limit=one.set_cents,
        language=language,
    )


def _from_the_first(months: Sequence[MonthForecast]) -> list[MonthForecast]:
    """Without the months before any money."""
    return list(dropwhile(lambda one: not (one.forecast.total_cents or one.committed.total_cents), months))


def _against(spent: int, likely: int, budget: int | None) -> tuple[tuple[str, int], ...]:
    """What is spent, what is to come, and of both what goes beyond the budget."""
    covered = likely if budget is None else min(likely, budget)
    return ((SPENT, min(spent, covered)), (COMING, max(0, covered - spent)), (OVER, likely - covered))


def _told(one: SourceYear, language: str) -> Message:
    """The picture in one sentence."""
    if one.set_cents is None:
        return msg(
            "Nobody has set the money of this year: {likely:money} are likely to be used.",
            likely=one.forecast_cents,
        )
    if one.runs_out is None:
        return msg(
            "{likely:money} of {set:money} are likely to be used by the end of the year.",
            likely=one.forecast_cents,
            set=one.set_cents,
        )
    return msg(
        "The {set:money} that are set will be used up in {month}; "
        "by the end of the year {likely:money} are likely to be used.",
        set=one.set_cents,
        month=words.month(str(one.runs_out), language),
        likely=one.forecast_cents,
    )


def _by_month(months: Sequence[MonthForecast], language: str) -> Context:
    bars = [
        Bar(
            words.month(str(one.period), language),
            words.euros(one.forecast.total_cents, language),
            _split(one.spent.total_cents, one.committed.total_cents, one.forecast.total_cents),
        )
        for one in _from_the_first(months)
    ]
    told = msg("What is spent for each month, what is likely to be added, and what is committed beyond that.")
    return _picture("months", msg("Money of each month"), told, bars, language=language)


def _by_purpose(page: BudgetPage, language: str) -> Context:
    budget = page.budget
    bars = [
        Bar(
            label,
            words.euros(getattr(budget.forecast, part), language),
            _split(*(getattr(one, part) for one in (budget.spent, budget.committed, budget.forecast))),
        )
        for label, part in PURPOSES
    ]
    told = msg("The same by purpose, for the whole year.")
    return _picture("purposes", msg("What the money goes for"), told, bars, language=language)


def _split(spent: int, committed: int, likely: int) -> tuple[tuple[str, int], ...]:
    """What is spent, what is likely to be added, and what is committed beyond that."""
    return ((SPENT, spent), (COMING, max(0, likely - spent)), (MOST, max(0, spent + committed - likely)))


def _picture(
    name: str, title: Message, told: Message, bars: Sequence[Bar], *, language: str, limit: int | None = None
) -> Context:
    most = max(1, limit or 0, *(sum(cents for _, cents in bar.parts) for bar in bars))
    kinds = [
        kind for kind in LEGEND if any(cents > 0 for bar in bars for of, cents in bar.parts if of == kind)
    ]
    return {
        "id": f"picture-{name}",
        "title": title,
        "told": told,
        "width": WIDTH,
        "height": ROW * len(bars) + (ROW if limit else 0),
        "rows": [_row(bar, number, most) for number, bar in enumerate(bars)],
        "kinds": kinds,
        "legend": [{"kind": kind, "text": LEGEND[kind]} for kind in kinds],
        "limit": None
        if not limit
        else {
            "x": WIDTH * limit // most,
            "ticks": [ROW * number + BAR_AT - TICK for number in range(len(bars))],
            "tick": THICK + 2 * TICK,
            "y": ROW * len(bars) + TEXT_AT,
            "text": msg("Set: {sum}", sum=words.euros(limit, language)),
            "at_end": limit * 2 > most,
        },
    }


def _row(bar: Bar, number: int, most: int) -> Context:
    return {
        "label": bar.label,
        "value": bar.value,
        "text_y": ROW * number + TEXT_AT,
        "y": ROW * number + BAR_AT,
        "thick": THICK,
        "parts": list(_parts(bar, most)),
    }


def _parts(bar: Bar, most: int) -> Iterator[Context]:
    """The parts one after another; a part of a cent is still seen."""
    at = 0
    for kind, cents in bar.parts:
        if cents > 0:
            yield {"kind": kind, "x": WIDTH * at // most, "length": max(1, WIDTH * cents // most)}
            at += cents
