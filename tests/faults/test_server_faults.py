"""The database server dies, or the network to it: the house goes on by itself, nothing is lost or double."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace

import pytest
from sqlalchemy.exc import DBAPIError

from engine.clock import VirtualClock
from engine.errors import EngineError
from engine.jobs.tick import tick
from engine.persistence import rows
from engine.persistence.tables.instances import UserTask
from engine.runtime import Runtime
from engine.tasks import tasks
from tests.faults import invariants
from tests.faults.conftest import Count, Templates
from tests.faults.house import BEGINS, TENANT, Place, begin_errand, found_place, open_place, person
from tests.faults.proxy import Proxy
from tests.postgres import ROLE, PostgresServer, start_postgres

BACK_SECONDS = 10


class Clerk(threading.Thread):
    """Begins errands and answers them in one unbroken process, trying again whatever was not acknowledged."""

    def __init__(self, runtime: Runtime, name: str) -> None:
        super().__init__(name=name, daemon=True)
        self.runtime = runtime
        self.acknowledged: list[list[str]] = []
        self.failures = 0
        self.progress = threading.Condition()
        self._ends = threading.Event()

    def run(self) -> None:
        """Until `end`."""
        number = 0
        while not self._ends.is_set():
            with suppress(DBAPIError, EngineError):
                ilze = person(self.runtime, "ilze")
                self._errand(ilze, f"{self.name}-{number}")
                number += 1
                continue
            self.failures += 1
            number += 1
            self._ends.wait(0.02)

    def _errand(self, ilze: object, key: str) -> None:
        instance_id = begin_errand(self.runtime, key)
        self._acknowledge("began", instance_id)
        with self.runtime.reading(TENANT) as session:
            [(task_id,)] = rows.values(session, UserTask, ["id"], instance_id=instance_id)
        tasks.complete(self.runtime, ilze, task_id, tasks.Sent({"many_times": 1}, 1))  # type: ignore[arg-type]
        self._acknowledge("done", task_id)

    def _acknowledge(self, *words: object) -> None:
        with self.progress:
            self.acknowledged.append([str(word) for word in words])
            self.progress.notify_all()

    def await_more(self, more: int = 2) -> float:
        """Wait until it has been acknowledged more; after how many seconds."""
        begun = time.perf_counter()
        with self.progress:
            wanted = len(self.acknowledged) + more
            assert self.progress.wait_for(lambda: len(self.acknowledged) >= wanted, timeout=60)
        return time.perf_counter() - begun

    def end(self) -> None:
        """Finish the errand at hand."""
        self._ends.set()
        self.join(60)
        assert not self.is_alive()


def refuse_losses(runtime: Runtime, clerks: list[Clerk]) -> int:
    """Nothing acknowledged is lost, nothing came twice, the house is sound; how much was acknowledged."""
    said = [line for clerk in clerks for line in clerk.acknowledged]
    tick(runtime)
    assert invariants.lost(runtime, said) == []
    done = invariants.refuse_double(runtime, "note_down", "ask")
    assert done >= sum(line[0] == "done" for line in said)
    invariants.refuse_unsound(runtime)
    invariants.refuse_unsealed(runtime)
    return len(said)


@pytest.fixture
def own_server(templates: Templates) -> Iterator[tuple[PostgresServer, Place]]:
    """A server of this test's own that syncs every commit, with a founded house."""
    server = start_postgres(quick=False)
    place = replace(templates.sqlite, url=server.url(server.create()), queue="procrastinate")
    found_place(place)
    yield server, place
    server.stop()


def test_a_killed_server_is_back_without_a_restart_of_the_house(
    own_server: tuple[PostgresServer, Place], count: Count, long: bool
) -> None:
    server, place = own_server
    runtime = open_place(place, VirtualClock(BEGINS))
    clerks = [Clerk(runtime, f"clerk{number}") for number in range(2)]
    for clerk in clerks:
        clerk.start()
    kills, slowest = 20 if long else 1, 0.0
    for _ in range(kills):
        clerks[0].await_more()
        begun = time.perf_counter()
        server.kill()
        server.start_again()
        clerks[0].await_more()
        slowest = max(slowest, time.perf_counter() - begun)
    for clerk in clerks:
        clerk.end()
    said = refuse_losses(runtime, clerks)
    runtime.database.close()
    if long:
        assert slowest < BACK_SECONDS
    count(2, "server_kills", kills)
    count(2, "acknowledged", said)
    count(2, "slowest_return_ms", int(slowest * 1000))


@pytest.fixture
def network(postgres: PostgresServer, new_place: Callable[[str], Place]) -> Iterator[tuple[Proxy, Place]]:
    """A house whose database is behind a network that can be broken."""
    place = new_place("procrastinate")
    proxy = Proxy(f"{postgres.socket_folder}/.s.PGSQL.5432")
    name = place.url.partition("@/")[2].partition("?")[0]
    yield proxy, replace(place, url=f"postgresql+psycopg://{ROLE}@127.0.0.1:{proxy.port}/{name}")
    proxy.close()


def test_a_bad_network_loses_and_doubles_nothing(
    network: tuple[Proxy, Place], chance: random.Random, count: Count, long: bool
) -> None:
    proxy, place = network
    runtime = open_place(place, VirtualClock(BEGINS))
    clerk, slowest, cuts = Clerk(runtime, "clerk"), 0.0, 0
    clerk.start()
    for trouble in ["reset", "cut", "delay", "half_open"] * (50 if long else 2):
        clerk.await_more(chance.randrange(1, 4))
        if trouble == "delay":
            proxy.mode = "delay"
            clerk.await_more()
            proxy.mode = "pass"
        elif trouble == "reset":
            resets = proxy.resets
            proxy.mode = "reset"
            slowest = max(slowest, clerk.await_more(3))
            assert proxy.resets == resets + 1
        else:
            proxy.mode = trouble
            threading.Event().wait(chance.uniform(0, 0.1))
            cuts += proxy.cut()
            proxy.mode = "pass"
            slowest = max(slowest, clerk.await_more())
    clerk.end()
    said = refuse_losses(runtime, [clerk])
    _refuse_waiting_for_ever(runtime)
    assert proxy.resets == (50 if long else 2)
    assert slowest < BACK_SECONDS
    runtime.database.close()
    count(36, "troubles", 200 if long else 8)
    count(36, "connections_cut", cuts)
    count(36, "resets_after_commit", proxy.resets)
    count(36, "acknowledged", said)
    count(36, "failures_told", clerk.failures)


def _refuse_waiting_for_ever(runtime: Runtime) -> None:
    """A server that vanished without a word is noticed by the connection itself."""
    with runtime.database.engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        noticing = driver.info.get_parameters()
    assert (noticing["connect_timeout"], noticing["tcp_user_timeout"]) == ("5", "8000")
    assert noticing["keepalives_idle"] == "5"
