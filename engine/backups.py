"""One consistent copy of an installation's database, and the way back."""

from __future__ import annotations

from pathlib import Path

from engine import reports
from engine.errors import Unusable
from engine.messages_catalogue import msg
from engine.persistence.backup import copy_database, require_whole
from engine.persistence.database import open_database
from engine.persistence.keys import open_key_file
from engine.reports import Check
from engine.runtime import open_runtime
from engine.settings import Settings, database_url

SQLITE = "sqlite:///"


def backup(settings: Settings, file: Path) -> None:
    """Write the database into a file by the backup interface; writers go on meanwhile.

    The keys stand apart: a backup without its key file opens nothing.
    """
    copy_database(_file(settings), file)
    require_whole(file)


def restore(settings: Settings, file: Path) -> list[Check]:
    """Put the backup in place, if it is whole and opens with this installation's keys; what `verify` says then."""
    require_whole(file)
    keys = open_key_file(settings.key_file)
    open_database(database_url(file), keys, create=False).close()
    copy_database(file, _file(settings))
    return reports.verify(open_runtime(settings))


def _file(settings: Settings) -> Path:
    if not settings.database_url.startswith(SQLITE):
        raise Unusable(
            msg("Only SQLite databases are backed up here; use the database server's own tools for others.")
        )
    return Path(settings.database_url.removeprefix(SQLITE))
