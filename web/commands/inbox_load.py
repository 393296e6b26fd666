"""Twenty caseworkers who look at an inbox of ten thousand open tasks, measured at their browsers' end."""

from __future__ import annotations

import multiprocessing
import threading
import time
from multiprocessing.connection import Connection
from urllib.request import OpenerDirector

from engine.simulation.bench_figures import Figure, percentile
from engine.simulation.bench_office import busy_office
from engine.simulation.bench_site import Site
from web.commands.browsers import served, signed_in

TASKS, USERS, LOOKS = 10_000, 20, 15
THINK = 1.0  # seconds between two looks
REACH = 100.0  # milliseconds


def inbox(site: Site, tasks: int = TASKS, looks: int = LOOKS, people: int = USERS) -> list[Figure]:
    """The 95th percentile of what the inbox page takes."""
    with busy_office(tasks, people, site.server) as runtime, served(runtime) as address:
        seconds = _looked(address, (people, looks))
    found = 1000 * percentile(seconds, 0.95)
    site.tell(f"inbox of {tasks} tasks, {len(seconds)} looks: p95 {found:.0f} ms")
    return [Figure("inbox_p95", found, f"ms, {tasks} open tasks, {people} users", REACH, at_most=True)]


def _looked(address: str, many: tuple[int, int]) -> list[float]:
    """Seconds of every look, measured by another process so that the users cost the server nothing."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=users, args=(address, many, theirs), daemon=True)
    child.start()
    theirs.close()
    try:
        found: list[float] = ours.recv()
    finally:
        child.join(timeout=30)
    return found


def users(address: str, many: tuple[int, int], tell: Connection) -> None:
    """Everybody (`many[0]`) signs in, then looks `many[1]` times; tells the seconds of each look."""
    people, looks = many
    seconds: list[float] = []
    browsers = [signed_in(address, f"user{number}") for number in range(people)]
    threads = [
        threading.Thread(target=_look, args=(one, address, looks, number / people, seconds))
        for number, one in enumerate(browsers)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    tell.send(seconds)


def _look(browser: OpenerDirector, address: str, looks: int, offset: float, seconds: list[float]) -> None:
    pause = threading.Event()
    pause.wait(offset * THINK)
    for number in range(looks + 1):
        begun = time.perf_counter()
        page = browser.open(f"{address}/tasks").read().decode()
        took = time.perf_counter() - begun
        if page.count('href="/tasks/') < 50:
            raise AssertionError("the inbox did not show its fifty rows")
        if number:  # the first look warms the house
            seconds.append(took)
        pause.wait(THINK)
