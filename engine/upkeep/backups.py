"""One consistent copy of an installation's database, and the way back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from engine.clock import Clock, SystemClock
from engine.errors import Unusable
from engine.messages_catalogue import msg
from engine.persistence import erasure_list
from engine.persistence.backup import (
    copy_database,
    open_copy,
    require_unused,
    require_whole,
    seal_copy,
)
from engine.persistence.database import open_database
from engine.persistence.keys import open_key_file
from engine.persistence.sealed_files import is_sealed
from engine.retention import reapplying
from engine.runtime import open_runtime
from engine.settings import Settings, database_url
from engine.upkeep import audit_heads, backup_notes, reports
from engine.upkeep.backup_notes import BackupNote
from engine.upkeep.reports import Check

SQLITE = "sqlite:///"


def backup(settings: Settings, file: Path, *, plain: bool = False, clock: Clock | None = None) -> None:
    """Write the database into a file by the backup interface; writers go on meanwhile. Its time is noted.

    The file is sealed with a key of this installation's key file, or, with `plain`, a database that anybody
    who has it can read as far as its columns are not sealed. The keys stand apart: neither opens without.
    """
    source = database_file(settings)
    if plain:
        copy_database(source, file)
        require_whole(file)
    else:
        if not source.is_file():
            raise Unusable(msg("There is no database at {file}.", file=str(source)))
        seal_copy(source, file, open_key_file(settings.key_file))
    note = BackupNote((clock or SystemClock()).now(), file.resolve(), is_plain=plain)
    backup_notes.write(settings, note)


def restore(settings: Settings, file: Path) -> list[Check]:
    """Put the backup, sealed or plain, in the database's place; what `verify` says then.

    Nothing is replaced before a copy of the backup was found whole, opened with this installation's keys,
    brought to this version and freed of everybody who was erased since. Raises Unusable otherwise, and while
    somebody has the database open.
    """
    target = database_file(settings)
    draft = target.with_name(f"{target.name}.restoring")
    try:
        open_backup(settings, file, draft)
        require_unused(target)
        copy_database(draft, target)
        audit_heads.note_restored(settings, open_key_file(settings.key_file), SystemClock().now())
    finally:
        draft.unlink(missing_ok=True)
    runtime = open_runtime(settings)
    try:
        return reports.verify(runtime)
    finally:
        runtime.database.close()


def open_backup(settings: Settings, file: Path, draft: Path) -> None:
    """Make a database of this version out of a backup, with everybody erased in it who is on the list.

    Raises Unusable where the backup, the keys or the list are not sound; then there is no draft.
    """
    keys = open_key_file(settings.key_file)
    erasure_list.read(settings.erasure_list, keys)  # refused before anything is touched
    if not is_sealed(file):
        require_whole(file)
    try:
        open_copy(file, draft, keys)
        open_database(database_url(draft), keys, create=False).close()
        _erase_again(settings, draft)
    except Unusable:
        draft.unlink(missing_ok=True)
        raise


def _erase_again(settings: Settings, draft: Path) -> None:
    """What was erased since the backup was made is erased in it, before anybody can read it."""
    runtime = open_runtime(replace(settings, database_url=database_url(draft), owner_database_url=""))
    try:
        reapplying.reapply(runtime)
    finally:
        runtime.database.close()


def database_file(settings: Settings) -> Path:
    """The file of SQLite; raises Unusable for a server, which is backed up by its own tools."""
    if not settings.database_url.startswith(SQLITE):
        raise Unusable(
            msg(
                "A PostgreSQL database is backed up with its own tools: pg_dump for one consistent state, "
                "or pg_basebackup with WAL archiving for every moment."
            )
        )
    return Path(settings.database_url.removeprefix(SQLITE))
