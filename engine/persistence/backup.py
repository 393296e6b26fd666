"""Whole copies of a SQLite database, taken while it is in use: by the backup API, never by copying files."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from engine.errors import Unusable
from engine.messages_catalogue import msg
from engine.persistence.keys import KeyRing
from engine.persistence.sealed_files import is_sealed, seal_file, unseal_file

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
            os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))  # nobody else reads it
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


def seal_copy(source: Path, target: Path, keys: KeyRing) -> None:
    """Write one consistent state of the source, sealed, into the target; what that held stays until then.

    Writers go on meanwhile. The copy that is sealed stands beside the source for that time. Raises Unusable
    like `copy_database`.
    """
    draft = source.with_name(f"{source.name}.backing_up")
    part = target.with_name(f"{target.name}.part")
    if target.exists() and source.exists() and target.samefile(source):
        raise Unusable(msg("{file} is the database itself; choose another file.", file=str(target)))
    try:
        copy_database(source, draft)
        require_whole(draft)
        with _told(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            seal_file(draft, part, keys)
            unseal_file(part, None, keys)  # read back: what cannot be opened is no backup
            part.replace(target)
    finally:
        _unlink(draft)
        _unlink(part)


def open_copy(source: Path, target: Path, keys: KeyRing) -> None:
    """Write a backup, sealed or plain, as a database into the target; Unusable where it is not whole."""
    if not is_sealed(source):
        require_whole(source)
        copy_database(source, target)
        return
    try:
        with _told(target):
            unseal_file(source, target, keys)
        require_whole(target)
    except Unusable:
        _unlink(target)
        raise


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
