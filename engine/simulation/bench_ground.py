"""What a measurement stands on: a municipality, its office, and contracts already in force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from engine.clock import VirtualClock
from engine.domain.rights import Actor, Role
from engine.persistence.throwaway import settle
from engine.runtime import Runtime, Tenant
from engine.simulation.bench_site import building_plot
from engine.simulation.contracts import Pair, add_pairs
from engine.simulation.founding import add_municipality, add_staff
from engine.simulation.trial_ground import found_on

FIRST_DAY = date(2026, 9, 20)
IN_FORCE_FROM = date(2026, 9, 1)
USED_FROM = date(2026, 10, 1)  # no month before it is opened


@dataclass(frozen=True, slots=True)
class Ground:
    """A founded installation; contract n belongs to pair n of `pairs`."""

    runtime: Runtime
    tenant: Tenant
    clock: VirtualClock
    office: Actor
    pairs: Sequence[Pair]

    def party(self, case_id: int, role: Role) -> Actor:
        """The recipient or the assistant of a case, signed in."""
        pair = self.pairs[case_id - 1]
        person_id = pair.assistant_id if role is Role.ASSISTANT else pair.recipient_id
        return Actor(self.office.user_id, "bench", self.tenant.municipality_id, frozenset({role}), person_id)

    def settle(self) -> None:
        """After much was filled in: rows are counted anew, and what was written has left the log."""
        settle(self.runtime.database)
        self.runtime.database.close()  # opens anew by itself


@contextmanager
def ground(contracts: int, *, server: str = "", years: int = 3) -> Iterator[Ground]:
    """A ground with that many contracts, on SQLite or on a PostgreSQL server; decisions run `years` long."""
    with building_plot(server) as settings:
        runtime, clock = found_on(settings, FIRST_DAY)
        tenant = add_municipality(runtime, "bench", "Paraugs", from_day=USED_FROM)
        pairs = add_pairs(runtime, tenant, contracts, first_day=IN_FORCE_FROM, years=years)
        office = add_staff(runtime, tenant, "bench", "Bench", [Role.CASEWORKER])
        try:
            yield Ground(runtime, tenant, clock, office, pairs)
        finally:
            runtime.database.close()
