"""A process that opens a step again and dies at the n-th statement, for every n until it lives through.

python -m tests.processes.dying_reopening URL KEY_FILE TASK_ID STEP  prints how often it died.
"""

from __future__ import annotations

import os
import signal
import sys
from itertools import count
from pathlib import Path

from sqlalchemy import Engine, event

from engine import people, reopenings
from engine.clock import VirtualClock
from engine.persistence.database import open_database
from engine.persistence.keys import open_key_file
from engine.queue.table_queue import TableQueue
from engine.runtime import Runtime
from engine.settings import read_settings
from tests.processes.stage import BEGINS


def reopen_and_die(url: str, key_file: Path, task_id: int, point: int) -> None:
    """Open the step again; killed before the n-th statement or commit of it is made."""
    database = open_database(url, open_key_file(key_file), durable=False)
    settings = read_settings({}, database=url)
    runtime = Runtime(database=database, clock=VirtualClock(BEGINS), settings=settings, queue=TableQueue())
    head = people.actor(runtime, "head")
    made = count(1)

    def step(*_: object) -> None:
        if next(made) == point:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", step)
    event.listen(Engine, "commit", step)
    reopenings.reopen(runtime, head, task_id, "Nepareiza atbilde")
    database.close()


def main(url: str, key_file: str, task_id: str, step: str) -> None:
    """Die as often as it takes."""
    for deaths in count():
        child = os.fork()
        if child == 0:
            reopen_and_die(url, Path(key_file), int(task_id), 1 + deaths * int(step))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status == 0:
            print(deaths)  # noqa: T201 -- for the test that reads it
            return
        if not os.WIFSIGNALED(status):
            raise SystemExit("the child failed by itself")


if __name__ == "__main__":
    main(*sys.argv[1:])
