"""The country's 2018 played by the diagrams of MK 942, beside the row that the ministry printed.

The generator sets who is served, under which contract, for how many minutes and kilometres. Pay, transport,
administration and averages are read from ledger and frozen claims, by the front door's own statistics.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from engine.errors import Unusable
from engine.messages_catalogue import msg
from engine.releases import deployments
from engine.simulation.country_figures import CountryFigures, figures_of
from engine.simulation.country_ground import BEGINS, Country, found
from engine.simulation.country_people import Served, people_at, places_at
from engine.simulation.country_year import live_the_year
from engine.simulation.trial_ground import found_trial

FEWEST_PLACES = 4
Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What shall be played; `rule_packs`: a folder of numbers recorded over the shipped ones."""

    scale: Fraction
    seed: int = 1
    rule_packs: Path | None = None


@dataclass(frozen=True, slots=True)
class Replayed:
    """What it came to."""

    places: int  # recipients a month, as played
    people: int
    played: Fraction  # part of the country
    figures: CountryFigures
    seconds: float  # of the processor


def replay(wanted: Wanted, tell: Tell = lambda done, of: None) -> Replayed:
    """Play the year in a database of its own that is thrown away; `tell` how many steps of how many are done.

    Raises Unusable where the scale leaves nobody to speak of.
    """
    begun = time.process_time()
    places = places_at(wanted.scale)
    if places < FEWEST_PLACES:
        raise Unusable(msg("At this scale there are fewer than {few} recipients a month.", few=FEWEST_PLACES))
    people = people_at(places, wanted.seed)
    with _lived(wanted, people, tell) as country:
        figures = figures_of(country)
    seconds = round(time.process_time() - begun, 1)
    return Replayed(places, len(people), figures.played, figures, seconds)


@contextmanager
def _lived(wanted: Wanted, people: list[Served], tell: Tell) -> Iterator[Country]:
    steps = len(people) + sum(one.last - one.first + 1 for one in people)
    done = 0

    def one_more() -> None:
        nonlocal done
        done += 1
        tell(done, steps)

    with tempfile.TemporaryDirectory() as folder:
        runtime, clock = found_trial(Path(folder), BEGINS)
        try:
            if wanted.rule_packs is not None:
                deployments.record_rule_packs(runtime, wanted.rule_packs)
            country = found(runtime, clock, people)
            live_the_year(country, one_more)
            yield country
        finally:
            runtime.database.close()
