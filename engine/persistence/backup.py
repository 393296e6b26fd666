"""Whole copies of a SQLite database, taken while it is in use: by the backup API, never by copying files."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from engine.errors import Unusable
from engine.messages_catalogue import msg


def copy_database(source: Path, target: Path) -> None:
    """Write one consistent state of the source into the target file, replacing what it held.

    Writers go on meanwhile. Raises Unusable when the source is missing or no database, or the target's
    folder cannot be written.
    """
    if not source.is_file():
        raise Unusable(msg("There is no database at {file}.", file=str(source)))
    try:
        with (
            contextlib.closing(sqlite3.connect(source)) as live,
            contextlib.closing(_emptied(target)) as copy,
        ):
            live.backup(copy)
    except (sqlite3.Error, OSError) as error:
        raise Unusable(
            msg("The copy {file} could not be written: {reason}.", file=str(target), reason=str(error))
        ) from error


def require_whole(path: Path) -> None:
    """Raise Unusable unless the file is a database whose pages and foreign keys are all in order."""
    try:
        with contextlib.closing(sqlite3.connect(path)) as connection:
            verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
            dangling = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.Error as error:
        raise Unusable(
            msg("The database {place} cannot be used: {reason}.", place=str(path), reason=str(error))
        ) from error
    if verdict != "ok" or dangling is not None:
        raise Unusable(msg("The database file {file} is damaged.", file=str(path)))


def _emptied(target: Path) -> sqlite3.Connection:
    target.parent.mkdir(parents=True, exist_ok=True)
    for leftover in (target, Path(f"{target}-wal"), Path(f"{target}-shm")):
        leftover.unlink(missing_ok=True)
    return sqlite3.connect(target)
