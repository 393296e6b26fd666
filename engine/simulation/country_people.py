"""The recipients of 2018 as a country's offices would have known them: by quotas, so that no luck is in it.

What is made here is who somebody is, for which months, under which form of contract, how many minutes a month
and how many kilometres. The seed says only which of them are neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random

from engine.domain.money import half_up, split_cents
from engine.domain.remuneration import ContractForm
from engine.domain.service_figures import Group
from engine.simulation import published_2018 as published

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Served:
    """A recipient to be; months are 1 to 12."""

    number: int
    municipality: int
    group: Group
    form: ContractForm
    minutes: int  # each month
    near_most: bool
    only_inclusion: bool
    km_tenths: int  # by car, each month
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Place:
    """A place in the service: one recipient all the year, or one after another."""

    group: Group
    minutes: int
    near_most: bool = False


def places_at(scale: Fraction) -> int:
    """How many recipients a month."""
    return _share(published.RECIPIENTS_A_MONTH, scale)


def people_at(places: int, seed: int) -> list[Served]:
    """The recipients of the year, a few more than there are places in a month."""
    played = Fraction(places, published.RECIPIENTS_A_MONTH)
    random = Random(seed)  # noqa: S311 -- a replay is repeated by its seed
    made = _places(places, played)
    random.shuffle(made)
    forms = _forms(made)
    km = _kilometres(places, played)
    shared = _months_shared(made, _share(published.RECIPIENTS_IN_THE_YEAR, played) - places)
    found: list[Served] = []
    for at, (place, form) in enumerate(zip(made, forms, strict=True)):
        here = at % max(1, _share(published.MUNICIPALITIES, played))
        for first, last in _turns(shared.get(at)):
            found.append(
                Served(
                    number=len(found),
                    municipality=here,
                    group=place.group,
                    form=form,
                    minutes=place.minutes,
                    near_most=place.near_most,
                    only_inclusion=False,
                    km_tenths=km[at],
                    first=first,
                    last=last,
                )
            )
    return _with_purposes(found, played)


def _share(number: int, of: Fraction) -> int:
    return half_up(number * of.numerator, of.denominator)


def _places(places: int, played: Fraction) -> list[_Place]:
    groups = list(published.SHARES)
    weights = [int(published.SHARES[group] * 10**9) for group in groups]
    counts = split_cents(places, weights)
    near = split_cents(_share(published.NEAR_MOST, played), counts)
    made: list[_Place] = []
    for group, count, most in zip(groups, counts, near, strict=True):
        made += _of_group(group, count, most)
    return made


def _of_group(group: Group, count: int, most: int) -> list[_Place]:
    """Minutes that give exactly the group's average: some near the most, the others from a quarter of their
    average to seven quarters."""
    if not count:
        return []
    whole = Fraction(published.HOURS_OF[group]) * 60 * count
    long = published.HOURS_NEAR_MOST * 60
    others = count - most
    left = half_up(whole.numerator, whole.denominator) - most * long
    weights = [others + 6 * number + 3 for number in range(others)]
    minutes = split_cents(left, weights) if others else []
    return [_Place(group, long, near_most=True)] * most + [_Place(group, one) for one in minutes]


def _forms(made: Sequence[_Place]) -> list[ContractForm]:
    """So many hours under contracts for work as their share, among many hours as among few."""
    forms = [ContractForm.SELF_EMPLOYED] * len(made)
    owed = Fraction(0)  # minutes that should have been under contracts for work so far, and were not
    for at in sorted(range(len(made)), key=lambda at: -made[at].minutes):
        owed += published.CONTRACTS_FOR_WORK * made[at].minutes
        if owed * 2 >= made[at].minutes:
            owed -= made[at].minutes
            forms[at] = ContractForm.CONTRACT_FOR_WORK
    return forms


def _kilometres(places: int, played: Fraction) -> list[int]:
    """Tenths of a kilometre a month for each place; nothing for those who do not travel."""
    travellers = max(1, _share(places, published.TRAVELLERS))
    cost = Fraction(published.LITRES_PER_100KM) * Fraction(published.PRICE_OF_A_LITRE)  # cents a kilometre
    whole = Fraction(published.TRANSPORT_CENTS, MONTHS) * played / cost * 10
    each = split_cents(half_up(whole.numerator, whole.denominator), [1] * travellers)
    at = {number * places // travellers: km for number, km in enumerate(each)}
    return [at.get(number, 0) for number in range(places)]


def _months_shared(made: Sequence[_Place], count: int) -> dict[int, int]:
    """Place → the last month of the first of its two recipients, for so many places."""
    able = [at for at, place in enumerate(made) if not place.near_most]
    chosen = [able[number * len(able) // count] for number in range(min(count, len(able)))]
    return {at: 1 + number % (MONTHS - 1) for number, at in enumerate(chosen)}


def _turns(shared: int | None) -> list[tuple[int, int]]:
    return [(1, MONTHS)] if shared is None else [(1, shared), (shared + 1, MONTHS)]


def _with_purposes(found: Sequence[Served], played: Fraction) -> list[Served]:
    """Marks those who use the service only for inclusion, evenly among all but those near the most."""
    able = [one.number for one in found if not one.near_most]
    count = min(_share(published.ONLY_INCLUSION, played), len(able))
    chosen = {able[number * len(able) // count] for number in range(count)}
    return [replace(one, only_inclusion=one.number in chosen) for one in found]
