"""A process that opens a database and dies at the n-th statement, for every n until it lives through.

python -m tests.front_door.dying URL KEY_FILE MIGRATIONS STEP  prints how often it died.
"""

from __future__ import annotations

import os
import signal
import sys
from itertools import count
from pathlib import Path

from sqlalchemy import Engine, event

from engine.persistence.database import open_database
from engine.persistence.keys import open_key_file
from engine.persistence.migrations import schema


def open_and_die(url: str, key_file: Path, point: int) -> None:
    """Bring the database up; killed before its n-th statement or commit is made."""
    made = count(1)

    def step(*_: object) -> None:
        if next(made) == point:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", step)
    event.listen(Engine, "commit", step)
    open_database(url, open_key_file(key_file)).close()


def main(url: str, key_file: str, migrations: str, step: str) -> None:
    """Die as often as it takes."""
    schema._FOLDER = Path(migrations)
    for deaths in count():
        child = os.fork()
        if child == 0:
            open_and_die(url, Path(key_file), 1 + deaths * int(step))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status == 0:
            print(deaths)  # noqa: T201 -- for the test that reads it
            return
        if not os.WIFSIGNALED(status):
            raise SystemExit("the child failed by itself")


if __name__ == "__main__":
    main(*sys.argv[1:])
