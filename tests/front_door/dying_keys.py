"""A process that makes new keys, seals everything by them, and dies at the n-th statement, until one lives.

python -m tests.front_door.dying_keys URL KEY_FILE STEP  prints how often it died.
"""

from __future__ import annotations

import sys
from pathlib import Path

from engine.clock import SystemClock
from engine.persistence import resealing
from engine.persistence.database import open_database
from engine.persistence.keys import open_key_file
from engine.queue.table_queue import TableQueue
from engine.runtime import Runtime
from engine.settings import read_settings
from engine.upkeep import key_keeping
from tests.dying import die_at, until_one_lives


def main(url: str, key_file: str, step: str) -> None:
    """Die as often as it takes."""
    resealing.PORTION = 2

    def renew_and_die(point: int) -> None:
        database = open_database(url, open_key_file(Path(key_file)), durable=False)
        settings = read_settings({}, database=url)
        runtime = Runtime(database=database, clock=SystemClock(), settings=settings, queue=TableQueue())
        die_at(point)
        key_keeping.rotate(runtime)
        key_keeping.reseal(runtime, lambda *_: None)
        database.close()

    print(until_one_lives(renew_and_die, int(step)))  # noqa: T201 -- for the test that reads it


if __name__ == "__main__":
    main(*sys.argv[1:])
