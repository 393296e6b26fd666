"""An office with a very full inbox, ready to be looked at by people who can sign in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from engine.domain.rights import Role
from engine.people import NewAccount, add
from engine.persistence.counting import Asked, counting
from engine.runtime import Runtime
from engine.simulation.bench_copies import fill
from engine.simulation.bench_ground import Ground, ground
from engine.simulation.bench_months import ANSWERS, REMINDS
from engine.simulation.bench_past import give_past
from engine.simulation.bench_periods import open_month, sign
from engine.simulation.founding import add_staff
from engine.simulation.sign_ins import DEMO_PASSWORD

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


@contextmanager
def old_house(tasks: int, years: int, server: str = "") -> Iterator[tuple[Runtime, Asked]]:
    """A busy office whose case 1 has years of finished months; what the database is asked is counted.

    user0 is a caseworker, head and finance are the office's, recipient and assistant those of case 1.
    """
    with ground(2, server=server, years=years + 1) as stage:
        open_month(stage)
        stage.clock.move_to(REMINDS)
        sign(stage, ANSWERS, limit=1)
        give_past(stage, years)
        for user, role in (
            ("user0", Role.CASEWORKER),
            ("head", Role.HEAD_OF_SERVICE),
            ("finance", Role.FINANCE),
        ):
            add_staff(stage.runtime, stage.tenant, user, user, [role])
        pair = stage.pairs[0]
        parties = ((Role.RECIPIENT, pair.recipient_id), (Role.ASSISTANT, pair.assistant_id))
        for party, person_id in parties:
            account = NewAccount(str(party), str(party), DEMO_PASSWORD, frozenset({party}), person_id)
            add(stage.runtime, stage.tenant, account)
        fill_office(stage, tasks + 2)
        stage.settle()
        with counting(stage.runtime.database) as asked:
            yield stage.runtime, asked
