"""A process that opens a database and dies at the n-th statement, for every n until it lives through.

python -m tests.front_door.dying URL KEY_FILE MIGRATIONS STEP  prints how often it died.
"""

from __future__ import annotations

import sys
from pathlib import Path

from engine.persistence.database import open_database
from engine.persistence.keys import open_key_file
from engine.persistence.migrations import schema
from tests.dying import die_at, until_one_lives


def main(url: str, key_file: str, migrations: str, step: str) -> None:
    """Die as often as it takes."""
    schema._FOLDER = Path(migrations)

    def open_and_die(point: int) -> None:
        die_at(point)
        open_database(url, open_key_file(Path(key_file))).close()

    print(until_one_lives(open_and_die, int(step)))  # noqa: T201 -- for the test that reads it


if __name__ == "__main__":
    main(*sys.argv[1:])
