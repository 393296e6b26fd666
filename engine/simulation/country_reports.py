"""What the people of the replay report: minutes by day and purpose, journeys; and what they need a week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from engine.domain.money import split_cents
from engine.domain.month_facts import iso_week
from engine.domain.service_figures import Group
from engine.domain.service_month import ServiceMonth
from engine.domain.weekly_purposes import WeeklyPurpose
from engine.simulation.country_people import Served
from engine.simulation.published_2018 import YEAR

P = WeeklyPurpose
INCLUSION = (
    (P.MEDICAL_INSTITUTIONS, P.LEISURE),
    (P.SOCIAL_EVENTS, P.MEDICAL_INSTITUTIONS),
    (P.MEDICAL_INSTITUTIONS, P.SOCIAL_EVENTS),
)
OTHERS = ((P.WORK, P.MEDICAL_INSTITUTIONS), (P.DAY_CENTRE_REHAB, P.SOCIAL_EVENTS), (P.EDUCATION, P.LEISURE))
AT_ONCE = 200  # minutes of a usual day
MOST_WITH_LEISURE = 60 * 60  # minutes a month of whose hours for leisure stay within its 10 a week
JOURNEYS = 8


def purposes_of(one: Served) -> tuple[WeeklyPurpose, ...]:
    """What somebody uses the service for, in turn; the first is none for which journeys are not paid."""
    if one.near_most:
        return (P.EDUCATION if one.group is Group.CHILD else P.DAY_CENTRE_REHAB,)
    kinds = INCLUSION if one.only_inclusion else OTHERS
    first, second = kinds[one.number % len(kinds)]
    if first is P.WORK and one.group is Group.CHILD:
        first = P.EDUCATION
    if second is P.LEISURE and one.minutes > MOST_WITH_LEISURE:
        second = P.SOCIAL_EVENTS
    return first, second


def months_of(one: Served) -> list[ServiceMonth]:
    """The months in which somebody is served."""
    return [ServiceMonth(YEAR, month) for month in range(one.first, one.last + 1)]


def entries(one: Served, period: ServiceMonth) -> dict[str, dict[str, int]]:
    """Purpose → day → minutes: on weekdays, evenly over the month."""
    weekdays = [day for day in period.days() if day.weekday() < 5]
    many = min(len(weekdays), -(-one.minutes // AT_ONCE))
    days = [weekdays[number * len(weekdays) // many] for number in range(many)]
    purposes = purposes_of(one)
    found: dict[str, dict[str, int]] = {str(purpose): {} for purpose in purposes}
    for number, (day, minutes) in enumerate(zip(days, split_cents(one.minutes, [1] * many), strict=True)):
        found[purposes[number % len(purposes)]][day.isoformat()] = minutes
    return {purpose: by_day for purpose, by_day in found.items() if by_day}


def journeys(one: Served, period: ServiceMonth) -> list[dict[str, object]]:
    """Journeys by car to the first purpose, on days on which it was reported."""
    purpose = purposes_of(one)[0]
    days = sorted(entries(one, period).get(purpose, {}))[:JOURNEYS]
    if not one.km_tenths or not days:
        return []
    parts = split_cents(one.km_tenths, [1] * len(days))
    return [
        {"travelled_on": date.fromisoformat(day), "purpose": str(purpose), "km": Decimal(km).scaleb(-1)}
        for day, km in zip(days, parts, strict=True)
    ]


def needed_hours(one: Served) -> Mapping[str, int]:
    """Whole hours a week for each purpose: what the fullest week takes."""
    weeks: Counter[tuple[str, str]] = Counter()
    for period in months_of(one):
        for purpose, by_day in entries(one, period).items():
            for day, minutes in by_day.items():
                weeks[purpose, iso_week(date.fromisoformat(day))] += minutes
    return {purpose: _hours(weeks, purpose) for purpose in dict.fromkeys(name for name, _ in weeks)}


def _hours(weeks: Mapping[tuple[str, str], int], purpose: str) -> int:
    fullest: Sequence[int] = [minutes for (name, _), minutes in weeks.items() if name == purpose]
    return -(-max(fullest) // 60)
