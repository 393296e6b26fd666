"""What a measurement stands on: a municipality, its office, and contracts already in force."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from engine.clock import VirtualClock
from engine.domain.rights import Actor, Role
from engine.runtime import Runtime, Tenant
from engine.settings import ROOT
from engine.simulation.contracts import Pair, add_pairs
from engine.simulation.founding import add_municipality, add_staff
from engine.simulation.trial_ground import found_trial

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
    folder: Path

    def party(self, case_id: int, role: Role) -> Actor:
        """The recipient or the assistant of a case, signed in."""
        pair = self.pairs[case_id - 1]
        person_id = pair.assistant_id if role is Role.ASSISTANT else pair.recipient_id
        return Actor(self.office.user_id, "bench", self.tenant.municipality_id, frozenset({role}), person_id)


@contextmanager
def ground(contracts: int, *, years: int = 3) -> Iterator[Ground]:
    """A ground with that many contracts, on the disk of this folder (a folder in memory syncs nothing).

    The decisions run `years` long.
    """
    (ROOT / "var").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=ROOT / "var") as folder:
        runtime, clock = found_trial(Path(folder), FIRST_DAY, durable=True)
        tenant = add_municipality(runtime, "bench", "Paraugs", from_day=USED_FROM)
        pairs = add_pairs(runtime, tenant, contracts, first_day=IN_FORCE_FROM, years=years)
        office = add_staff(runtime, tenant, "bench", "Bench", [Role.CASEWORKER])
        try:
            yield Ground(runtime, tenant, clock, office, pairs, Path(folder))
        finally:
            runtime.database.close()
