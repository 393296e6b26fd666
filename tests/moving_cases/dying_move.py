"""A worker that moves the cases of a plan and dies at the n-th statement, for every n until one lives.

python -m tests.moving_cases.dying_move URL KEY_FILE STEP  prints how often it died.
"""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

from engine.clock import VirtualClock
from engine.jobs.worker import drain
from engine.persistence.database import open_database
from engine.persistence.keys import open_key_file
from engine.queue.table_queue import TableQueue
from engine.runtime import EVERY, Runtime
from engine.settings import read_settings
from tests.dying import die_at, until_one_lives
from tests.processes.stage import BEGINS


def opened(url: str, key_file: str, minutes: int) -> Runtime:
    """The installation so many minutes after it began."""
    database = open_database(url, open_key_file(Path(key_file)), durable=False)
    clock = VirtualClock(BEGINS + timedelta(minutes=minutes))
    settings = read_settings({}, database=url)
    return Runtime(database=database, clock=clock, settings=settings, queue=TableQueue())


def main(url: str, key_file: str, step: str) -> None:
    """Die as often as it takes; each worker comes after the lease of the one before has run out."""
    known = opened(url, key_file, 0)
    with known.reading(EVERY) as session:
        for release_id in (1, 2):
            known.release(session, release_id)  # read once, for all that come
    known.database.close()

    def move_and_die(point: int) -> None:
        runtime = opened(url, key_file, 2 * point)
        runtime._releases = known._releases
        die_at(point)
        drain(runtime)
        runtime.database.close()

    print(until_one_lives(move_and_die, int(step)))  # noqa: T201 -- for the test that reads it


if __name__ == "__main__":
    main(*sys.argv[1:])
