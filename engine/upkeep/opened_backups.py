"""A backup made into a database of this version, in which everybody is erased again who is on the list."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from engine.errors import Unusable
from engine.persistence import erasure_list
from engine.persistence.backup import open_copy
from engine.persistence.database import open_database
from engine.persistence.keys import open_key_file
from engine.retention import reapplying
from engine.runtime import open_runtime
from engine.settings import Settings, database_url


def open_backup(settings: Settings, file: Path, draft: Path) -> None:
    """Make a database of this version out of a backup, with everybody erased in it who is on the list.

    Raises Unusable where the backup, the keys or the list are not sound; then there is no draft.
    """
    keys = open_key_file(settings.key_file)
    erasure_list.read(settings.erasure_list, keys)  # refused before anything is touched
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
