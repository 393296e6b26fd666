"""What a process of the fault suite does until it is done or dead.

An acknowledgement is a line in a file, written after the commit and synced, as an answer is sent to a person.
"""

from __future__ import annotations

import itertools
import os
import resource
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from engine.clock import Clock, VirtualClock
from engine.domain.rights import Actor, Role
from engine.jobs import handlers, worker
from engine.jobs.metronome import Metronome
from engine.jobs.tick import tick
from engine.persistence import rows
from engine.persistence.tables.instances import TaskStatus, UserTask, UserTaskPerson
from engine.persistence.tables.jobs import Job, JobState
from engine.queue.port import LeaseLost
from engine.runtime import EVERY, Runtime
from engine.service_tasks.registry import OPERATIONS
from engine.simulation.bench_months import ANSWERS, OPENS, REMINDS
from engine.tasks import tasks
from engine.upkeep import archives
from tests.faults import crash_points, page_servers
from tests.faults.house import (
    BEGINS,
    TENANT,
    Place,
    ShiftedClock,
    begin_errand,
    book,
    leave_mark,
    marking,
    open_place,
    person,
)

Order = Mapping[str, Any]
REST_SECONDS = 0.02  # a worker that found nothing looks again after this
PARTIES = {"enter_month": Role.ASSISTANT, "confirm_month": Role.RECIPIENT}


@contextmanager
def opened(place: Place, clock: Clock) -> Iterator[Runtime]:
    """The place with the operations of the errand."""
    for name in ("note_down", "remind"):
        marking(name)
    runtime = open_place(place, clock)
    yield runtime
    runtime.database.close()


def acknowledger(order: Order) -> Callable[..., None]:
    """Appends a line to the order's file of acknowledgements and syncs it."""
    descriptor = os.open(order["acks"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)

    def _acknowledge(*words: object) -> None:
        os.write(descriptor, f"{' '.join(map(str, words))}\n".encode())
        os.fsync(descriptor)

    return _acknowledge


def write_errands(place: Place, order: Order) -> None:
    """Begin errands and answer their first task, `count` of them, acknowledging each commit."""
    acknowledge = acknowledger(order)
    with opened(place, VirtualClock(BEGINS)) as runtime:
        ilze = person(runtime, "ilze")
        for number in range(order["count"]):
            instance_id = begin_errand(runtime, f"{order['name']}-{number}")
            acknowledge("began", instance_id)
            with runtime.reading(TENANT) as session:
                [(task_id,)] = rows.values(session, UserTask, ["id"], instance_id=instance_id)
            tasks.complete(runtime, ilze, task_id, tasks.Sent({"many_times": number}, 1))
            acknowledge("done", task_id)


def write_marks(place: Place, order: Order) -> None:
    """Small transactions one after the other, `count` of them, each acknowledged after its commit."""
    acknowledge = acknowledger(order)
    with opened(place, VirtualClock(BEGINS)) as runtime:
        for number in range(order["count"]):
            name = f"{order['name']}-{number}"
            with runtime.transaction(TENANT) as session:
                leave_mark(session, name, 1)
            acknowledge("mark", name)


def book_errands(place: Place, order: Order) -> None:
    """An errand begun, money booked, the trail linked, one after another until killed; each acknowledged."""
    acknowledge = acknowledger(order)
    with opened(place, VirtualClock(BEGINS)) as runtime:
        for number in itertools.count():
            key = f"{order['name']}-{number}"
            acknowledge("began", begin_errand(runtime, key))
            book(runtime, key)
            acknowledge("booked", key)


def work(place: Place, order: Order) -> None:
    """Tick and work at the order's instant, on the machine's clock from there on, until nothing is left.

    One that `stays` looks again for ever.
    """
    clock = ShiftedClock(datetime.fromisoformat(order["instant"]))
    with opened(place, clock) as runtime:
        rest = threading.Event()
        while True:
            made = tick(runtime)
            while worker.work_once(runtime, worker.worker_name()):
                made += 1
            if not made and not order.get("stays") and not _live_jobs(runtime):
                return
            rest.wait(REST_SECONDS)


def keep_time(place: Place, order: Order) -> None:
    """The product's own metronome until it is killed; at `since` on the machine's clock it is `instant`."""
    clock = ShiftedClock(datetime.fromisoformat(order["instant"]), datetime.fromisoformat(order["since"]))
    with opened(place, clock) as runtime:
        metronome = Metronome(runtime)
        metronome.start()
        metronome.wait()


def _live_jobs(runtime: Runtime) -> int:
    with runtime.reading(EVERY) as session:
        return rows.count(session, Job, state=(JobState.READY, JobState.LEASED))


def as_environment(order: Order) -> Mapping[str, str]:
    """The order's point of death, as a whole process would be told it."""
    return {"CRASH_AT": str(order.get("crash_at", 0)), "CRASH_WHEN": order.get("when", "before")}


def play_month(place: Place, order: Order) -> None:
    """A month from its opening to its booking, as far as it was not played yet; may die at a commit."""
    late = timedelta(minutes=order.get("late", 0))
    acknowledge = acknowledger(order)
    clock = VirtualClock(OPENS + late)
    with opened(place, clock) as runtime:
        counted = crash_points.arm(runtime.database.engine, as_environment(order))
        worker.drain(runtime)
        clock.move_to(REMINDS + late)
        worker.drain(runtime)
        for element_id, answers in ANSWERS.items():
            for task_id, actor in _waiting(runtime, element_id):
                tasks.complete(runtime, actor, task_id, tasks.Sent(answers, 1))
                acknowledge("done", task_id)
        clock.pass_time(timedelta(minutes=1))
        worker.drain(runtime)
        acknowledge("commits", counted[0])


def _waiting(runtime: Runtime, element_id: str) -> list[tuple[int, Actor]]:
    with runtime.reading(EVERY) as session:
        found = rows.values(session, UserTask, ["id"], status=TaskStatus.OPEN, element_id=element_id)
        persons = {
            task_id: person_id
            for task_id, person_id in rows.values(session, UserTaskPerson, ["task_id", "person_id"])
        }
    ilze = person(runtime, "ilze")
    role = PARTIES[element_id]
    return [
        (task_id, Actor(ilze.user_id, "faults", TENANT.municipality_id, frozenset({role}), persons[task_id]))
        for (task_id,) in found
    ]


def send_letters(place: Place, order: Order) -> None:
    """Send what waits in the outbox; may die at a commit."""
    acknowledge = acknowledger(order)
    with opened(place, VirtualClock(BEGINS + timedelta(minutes=order.get("late", 0)))) as runtime:
        counted = crash_points.arm(runtime.database.engine, as_environment(order))
        worker.drain(runtime)
        acknowledge("commits", counted[0])


def archive_year(place: Place, order: Order) -> None:
    """Archive the order's year in small portions, or go on with it; may die at a commit."""
    acknowledge = acknowledger(order)
    archives.PORTION = order["portion"]
    with opened(place, VirtualClock(datetime.fromisoformat(order["instant"]))) as runtime:
        counted = crash_points.arm(runtime.database.engine, as_environment(order))
        archives.archive(runtime, order["year"], Path(order["folder"]))
        acknowledge("commits", counted[0])


def become_zombie(place: Place, order: Order) -> None:
    """Lease a job, be stopped in the middle of its step, and try to commit after having been woken."""
    acknowledge = acknowledger(order)
    with opened(place, VirtualClock(datetime.fromisoformat(order["instant"]))) as runtime:
        remind = OPERATIONS["remind"]
        stopped: list[int] = []

        def _falls_asleep(*given: Any) -> Any:
            if not stopped:
                stopped.append(1)
                os.kill(os.getpid(), signal.SIGSTOP)
            return remind(*given)

        OPERATIONS["remind"] = _falls_asleep
        tick(runtime)
        with runtime.transaction(EVERY) as session:
            job = runtime.queue.claim(session, worker="zombie", now=runtime.clock.now())
        assert job is not None
        acknowledge("leased", job.job_id)
        try:
            handlers.HANDLERS[job.kind](runtime, job)
        except LeaseLost:
            acknowledge("refused", job.job_id)


def fill_disk(place: Place, order: Order) -> None:
    """The same as `write_errands` where no file may grow beyond `bytes`; says how it was refused."""

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (order["bytes"], resource.RLIM_INFINITY))
    acknowledge = acknowledger(order)
    try:
        write_errands(place, order)
    except Exception as refused:  # noqa: BLE001 -- what it says is what the test is about
        acknowledge("refused", type(refused).__name__)


ROLES: Mapping[str, Callable[[Place, Order], None]] = {
    "serve_pages": lambda place, order: page_servers.serve_pages(place, order, acknowledger(order)),
    "write_errands": write_errands,
    "write_marks": write_marks,
    "book_errands": book_errands,
    "work": work,
    "keep_time": keep_time,
    "send_letters": send_letters,
    "play_month": play_month,
    "archive_year": archive_year,
    "become_zombie": become_zombie,
    "fill_disk": fill_disk,
}
