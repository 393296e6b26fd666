"""Folders that something will be written into, tried before anything long is begun."""

from __future__ import annotations

import tempfile
from pathlib import Path

from engine.errors import Unusable
from engine.messages_catalogue import msg
from engine.persistence.backup import remove_database


def make_writable(folder: Path) -> None:
    """Make the folder where it is missing and try it; raises Unusable where it cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as trouble:
        raise cannot_be_written(folder, trouble) from trouble


def make_room(database: Path, key_file: Path) -> None:
    """A folder for a database, without the one that stood there; Unusable while somebody has it open."""
    make_writable(database.parent)
    remove_database(database, key_file)


def cannot_be_written(folder: Path, trouble: OSError) -> Unusable:
    """The sentence for a folder that refuses."""
    reason = trouble.strerror or type(trouble).__name__
    return Unusable(msg("The folder {folder} cannot be written: {reason}", folder=str(folder), reason=reason))
