"""A worker that slept past its lease may not write any more."""

from __future__ import annotations

import signal
from datetime import timedelta
from pathlib import Path

from engine.clock import VirtualClock
from tests.faults import invariants
from tests.faults.conftest import Count
from tests.faults.house import BEGINS, REMINDERS_DUE, Place, begin_errand, marks, open_place
from tests.faults.nursery import Nursery, acknowledged


def test_a_zombie_is_refused_by_its_token(
    place: Place, nursery: Nursery, tmp_path: Path, count: Count, long: bool
) -> None:
    rounds, acks = 17 if long else 2, tmp_path / "acks"
    runtime = open_place(place, VirtualClock(BEGINS))
    for number in range(rounds):
        instance_id = begin_errand(runtime, f"e-{number}")
        due = REMINDERS_DUE + timedelta(hours=number)
        zombie = nursery.start("become_zombie", place, instant=due.isoformat(), acks=str(acks))
        assert zombie.wait() == "stopped"
        after_its_lease = due + timedelta(seconds=place.lease_seconds + 1)
        assert nursery.run("work", place, instant=after_its_lease.isoformat()) == 0
        assert marks(runtime, "remind")[instance_id] == 1
        zombie.signal(signal.SIGCONT)
        assert zombie.wait() == 0
    assert set(marks(runtime, "remind").values()) == {1}
    said = [line[0] for line in acknowledged(acks)]
    assert said == ["leased", "refused"] * rounds
    invariants.refuse_unsound(runtime)
    runtime.database.close()
    count(8, "zombies_refused", rounds)
