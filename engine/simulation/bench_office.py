"""An office with a very full inbox, ready to be looked at by people who can sign in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from engine.domain.rights import Role
from engine.runtime import Runtime
from engine.simulation.bench_copies import fill
from engine.simulation.bench_ground import Ground, ground
from engine.simulation.bench_periods import open_month
from engine.simulation.founding import add_staff

CASEWORKERS: Mapping[str, object] = {
    "role": Role.CASEWORKER,
    "for_persons": False,
    "element_id": "record_fallback",
    "title_lv": "Sociālais darbinieks reģistrē citu apliecinājumu",
}


def fill_office(stage: Ground, cases: int) -> None:
    """So many cases, nearly each with an open task for caseworkers."""
    fill(stage, cases, CASEWORKERS)


@contextmanager
def busy_office(tasks: int, people: int, server: str = "") -> Iterator[Runtime]:
    """So many open tasks for caseworkers; these sign in as user0, user1, … with the demo's password."""
    with ground(1, server=server) as stage:
        open_month(stage)
        for number in range(people):
            add_staff(stage.runtime, stage.tenant, f"user{number}", f"User {number}", [Role.CASEWORKER])
        fill_office(stage, tasks + 1)
        stage.settle()
        yield stage.runtime
