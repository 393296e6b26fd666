"""One consistent copy of an installation's database, and the way back."""

from __future__ import annotations

from pathlib import Path

from engine.clock import Clock, SystemClock
from engine.errors import Unusable
from engine.messages_catalogue import msg
from engine.persistence.backup import copy_database, require_unused, require_whole, seal_copy
from engine.persistence.keys import open_key_file
from engine.runtime import open_runtime
from engine.settings import Settings
from engine.upkeep import audit_heads, backup_notes, opened_backups, reports
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
        opened_backups.open_backup(settings, file, draft)
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
