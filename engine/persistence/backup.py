"""Whole copies of a SQLite database, taken while it is in use: by the backup API, never by copying files."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from engine.errors import Unusable
from engine.messages_catalogue import msg

_SIDE_FILES = ("-wal", "-shm")


def copy_database(source: Path, target: Path) -> None:
    """Write one consistent state of the source into the target file; what it held before stays until then.

    Writers go on meanwhile. Raises Unusable when the source is missing or no database, the target is the
    source itself, or its folder cannot be written.
    """
    if not source.is_file():
        raise Unusable(msg("There is no database at {file}.", file=str(source)))
    if target.exists() and target.samefile(source):
        raise Unusable(msg("{file} is the database itself; choose another file.", file=str(target)))
    part = target.with_name(f"{target.name}.part")
    with _told(target):
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            _unlink(part)
            with (
                contextlib.closing(sqlite3.connect(source)) as live,
                contextlib.closing(sqlite3.connect(part)) as copy,
            ):
                live.backup(copy)
            for side in _SIDE_FILES:
                Path(f"{target}{side}").unlink(missing_ok=True)
            part.replace(target)
        finally:
            _unlink(part)


def require_whole(path: Path) -> None:
    """Raise Unusable unless the file is a database whose pages and foreign keys are all in order."""
    try:
        with contextlib.closing(
            sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        ) as connection:
            verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
            dangling = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.Error as error:
        raise Unusable(
            msg("The database {place} cannot be used: {reason}.", place=str(path), reason=str(error))
        ) from error
    if verdict != "ok" or dangling is not None:
        raise Unusable(msg("The database file {file} is damaged.", file=str(path)))


def require_unused(path: Path) -> None:
    """Raise Unusable while somebody has the database open; a missing file is used by nobody."""
    if not path.is_file():
        return
    with contextlib.closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("ROLLBACK")
        except sqlite3.OperationalError as busy:
            raise Unusable(
                msg("The database {file} is in use: stop the server first.", file=str(path))
            ) from busy
        except sqlite3.DatabaseError:
            return  # what is no database is used by nobody


def remove_database(path: Path, key_file: Path) -> None:
    """Remove a database that nobody has open, with its keys; raises Unusable where that cannot be done."""
    require_unused(path)
    try:
        for file in (path, *(Path(f"{path}{side}") for side in _SIDE_FILES), key_file):
            file.unlink(missing_ok=True)
    except OSError as trouble:
        reason = trouble.strerror or type(trouble).__name__
        raise Unusable(
            msg("The file {file} cannot be removed: {reason}.", file=str(path), reason=reason)
        ) from trouble


@contextlib.contextmanager
def _told(target: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise Unusable(
            msg("The copy {file} could not be written: {reason}.", file=str(target), reason=str(error))
        ) from error


def _unlink(path: Path) -> None:
    for name in (str(path), *(f"{path}{side}" for side in (*_SIDE_FILES, "-journal"))):
        with contextlib.suppress(OSError):
            Path(name).unlink(missing_ok=True)
