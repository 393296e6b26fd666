"""A country to measure: municipalities with their offices and contracts in force."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from engine.domain.rights import Role
from engine.persistence.throwaway import settle
from engine.runtime import Runtime
from engine.settings import Settings
from engine.simulation.bench_ground import FIRST_DAY, IN_FORCE_FROM, USED_FROM
from engine.simulation.bench_site import building_plot
from engine.simulation.contracts import add_pairs
from engine.simulation.founding import add_municipality, add_staff
from engine.simulation.trial_ground import found_on

MUNICIPALITIES = 40


@dataclass(frozen=True, slots=True)
class Country:
    """A founded country; with its settings other processes can open it."""

    runtime: Runtime
    settings: Settings


@contextmanager
def found_country(contracts: int, server: str = "") -> Iterator[Country]:
    """So many contracts, spread over the municipalities."""
    with building_plot(server) as settings:
        runtime, _ = found_on(settings, FIRST_DAY)
        for number in range(MUNICIPALITIES):
            share = contracts // MUNICIPALITIES + (number < contracts % MUNICIPALITIES)
            tenant = add_municipality(runtime, f"nov{number:02d}", "Paraugs", from_day=USED_FROM)
            for role in (Role.FINANCE, Role.HEAD_OF_SERVICE):
                add_staff(runtime, tenant, f"{role}-{number}", "Bench", [role], password=None)
            add_pairs(runtime, tenant, share, first_day=IN_FORCE_FROM)
        settle(runtime.database)
        try:
            yield Country(runtime, settings)
        finally:
            runtime.database.close()
