"""A process that opens a step again and dies at the n-th statement, for every n until it lives through.

python -m tests.processes.dying_reopening URL KEY_FILE TASK_ID STEP  prints how often it died.
"""

from __future__ import annotations

import sys
from pathlib import Path

from engine.cases import reopenings
from engine.clock import VirtualClock
from engine.people import people
from engine.persistence.database import open_database
from engine.persistence.keys import open_key_file
from engine.queue.table_queue import TableQueue
from engine.runtime import Runtime
from engine.settings import read_settings
from tests.dying import die_at, until_one_lives
from tests.processes.stage import BEGINS


def main(url: str, key_file: str, task_id: str, step: str) -> None:
    """Die as often as it takes."""

    def reopen_and_die(point: int) -> None:
        database = open_database(url, open_key_file(Path(key_file)), durable=False)
        settings = read_settings({}, database=url)
        clock = VirtualClock(BEGINS)
        runtime = Runtime(database=database, clock=clock, settings=settings, queue=TableQueue())
        head = people.actor(runtime, "head")
        die_at(point)  # what comes before is no part of the reopening
        reopenings.reopen(runtime, head, int(task_id), "Nepareiza atbilde")
        database.close()

    print(until_one_lives(reopen_and_die, int(step)))  # noqa: T201 -- for the test that reads it


if __name__ == "__main__":
    main(*sys.argv[1:])
