"""One consistent copy of an installation's database, and the way back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from engine.clock import Clock, SystemClock
from engine.errors import Unusable
from engine.messages_catalogue import msg
from engine.persistence import erasure_list
from engine.persistence.backup import copy_database, require_unused, require_whole
from engine.persistence.database import open_database
from engine.persistence.keys import open_key_file
from engine.retention import reapplying
from engine.runtime import open_runtime
from engine.settings import Settings, database_url
from engine.upkeep import backup_notes, reports
from engine.upkeep.reports import Check

SQLITE = "sqlite:///"


def backup(settings: Settings, file: Path, *, clock: Clock | None = None) -> None:
    """Write the database into a file by the backup interface; writers go on meanwhile. Its time is noted.

    The keys stand apart: a backup without its key file opens nothing.
    """
    copy_database(_file(settings), file)
    require_whole(file)
    backup_notes.write(settings, file, (clock or SystemClock()).now())


def restore(settings: Settings, file: Path) -> list[Check]:
    """Put the backup in the database's place; what `verify` says then.

    Nothing is replaced before a copy of the backup was found whole, opened with this installation's keys and
    brought to this version. Raises Unusable otherwise, and while somebody has the database open.
    """
    target = _file(settings)
    require_whole(file)
    keys = open_key_file(settings.key_file)
    draft = target.with_name(f"{target.name}.restoring")
    erasure_list.read(settings.erasure_list, keys)  # refused before anything is touched
    try:
        copy_database(file, draft)
        open_database(database_url(draft), keys, create=False).close()
        _erase_again(settings, draft)
        require_unused(target)
        copy_database(draft, target)
    finally:
        draft.unlink(missing_ok=True)
    runtime = open_runtime(settings)
    try:
        return reports.verify(runtime)
    finally:
        runtime.database.close()


def _erase_again(settings: Settings, draft: Path) -> None:
    """What was erased since the backup was made is erased in it, before anybody can read it."""
    runtime = open_runtime(replace(settings, database_url=database_url(draft), owner_database_url=""))
    try:
        reapplying.reapply(runtime)
    finally:
        runtime.database.close()


def _file(settings: Settings) -> Path:
    if not settings.database_url.startswith(SQLITE):
        raise Unusable(
            msg(
                "A PostgreSQL database is backed up with its own tools: pg_dump for one consistent state, "
                "or pg_basebackup with WAL archiving for every moment."
            )
        )
    return Path(settings.database_url.removeprefix(SQLITE))
