"""A house to look around in: a very full office, a case of many years, people who can sign in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from engine.domain.rights import Role
from engine.persistence.counting import Asked, counting
from engine.runtime import Runtime
from engine.simulation.bench_ground import ground
from engine.simulation.bench_office import fill_office
from engine.simulation.bench_past import give_past
from engine.simulation.bench_periods import finish_one
from engine.simulation.founding import add_staff, let_in

__all__ = ["Asked", "old_house"]

OFFICE = (("user0", Role.CASEWORKER), ("head", Role.HEAD_OF_SERVICE), ("finance", Role.FINANCE))


@contextmanager
def old_house(tasks: int, years: int, server: str = "") -> Iterator[tuple[Runtime, Asked]]:
    """So many open tasks, and years of finished months in case 1; what the database is asked is counted.

    The office signs in by the names of `OFFICE`, the parties of case 1 as recipient and assistant.
    """
    with ground(2, server=server, years=years + 1) as stage:
        finish_one(stage)
        give_past(stage, years)
        for user, role in OFFICE:
            add_staff(stage.runtime, stage.tenant, user, user, [role])
        pair = stage.pairs[0]
        let_in(stage.runtime, stage.tenant, Role.RECIPIENT, pair.recipient_id)
        let_in(stage.runtime, stage.tenant, Role.ASSISTANT, pair.assistant_id)
        fill_office(stage, tasks + 2)
        stage.settle()
        with counting(stage.runtime.database) as asked:
            yield stage.runtime, asked
