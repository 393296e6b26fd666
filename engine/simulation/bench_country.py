"""A country to measure: municipalities with their offices and contracts in force, in a folder on disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from engine.domain.rights import Role
from engine.runtime import Runtime
from engine.settings import ROOT
from engine.simulation.bench_ground import FIRST_DAY, IN_FORCE_FROM, USED_FROM
from engine.simulation.contracts import add_pairs
from engine.simulation.founding import add_municipality, add_staff
from engine.simulation.trial_ground import found_trial

MUNICIPALITIES = 40


@dataclass(frozen=True, slots=True)
class Country:
    """A founded country in a folder."""

    runtime: Runtime
    database: str


@contextmanager
def found_country(contracts: int) -> Iterator[Country]:
    """So many contracts, spread over the municipalities; other processes can open the database."""
    (ROOT / "var").mkdir(exist_ok=True)
    with TemporaryDirectory(dir=ROOT / "var") as folder:
        runtime, _ = found_trial(Path(folder), FIRST_DAY, durable=True, key_file=True)
        for number in range(MUNICIPALITIES):
            share = contracts // MUNICIPALITIES + (number < contracts % MUNICIPALITIES)
            tenant = add_municipality(runtime, f"nov{number:02d}", "Paraugs", from_day=USED_FROM)
            for role in (Role.FINANCE, Role.HEAD_OF_SERVICE):
                add_staff(runtime, tenant, f"{role}-{number}", "Bench", [role], password=None)
            add_pairs(runtime, tenant, share, first_day=IN_FORCE_FROM)
        try:
            yield Country(runtime, runtime.settings.database_url)
        finally:
            runtime.database.close()
