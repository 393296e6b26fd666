"""`bench` on a PostgreSQL of its own: `python -m tests.bench.on_postgres --all` takes the options of `bench`.

The server comes with what tests need, syncs every commit, and lies where temporary files lie (`TMPDIR` says
where; a folder in memory would sync nothing). It is asked as a role that may make databases and no more.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from tests.postgres import NOT_THERE, can_be_had, start_postgres
from web.command_line import asistents


def main(options: Sequence[str]) -> None:
    """Start the server, measure, throw it away."""
    if not can_be_had():
        sys.exit(NOT_THERE)
    server = start_postgres(quick=False)
    try:
        asistents(["bench", "--database", server.url("postgres"), *options])
    finally:
        server.stop()


if __name__ == "__main__":
    main(sys.argv[1:])
