"""Risks of the key file, which opens everything that is sealed in the database."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from engine.messages_catalogue import msg
from engine.persistence.database import missing_file
from engine.settings import Settings
from engine.upkeep.risks import Risk, error, warning

SQLITE = "sqlite:///"


def key_rights(settings: Settings) -> Iterator[Risk]:
    """Only the service's own user may read or change it."""
    for file in _secret_files(settings):
        found = file.stat()
        name = str(file)
        if stat.S_IMODE(found.st_mode) & 0o077:
            yield error(msg("Other users of this machine can read {file}: run chmod 600 on it.", file=name))
        if found.st_uid != os.geteuid():
            yield error(
                msg(
                    "{file} belongs to another user than the one who runs this: "
                    "chown it to the service's own user, and run doctor as that user.",
                    file=name,
                )
            )


def key_place(settings: Settings) -> Iterator[Risk]:
    """Whoever copies the database's folder must not have the key with it."""
    if not settings.key_file.exists():
        yield error(
            msg(
                "There is no key file at {file}: put the copy you keep apart there, or set "
                "ASISTENTS_KEY_FILE; "
                "without it nothing that is sealed can ever be read.",
                file=str(settings.key_file),
            )
        )
        return
    if not settings.database_url.startswith(SQLITE) or missing_file(settings.database_url) is not None:
        return
    folder = Path(settings.database_url.removeprefix(SQLITE)).resolve().parent
    if settings.key_file.resolve().parent == folder:
        yield warning(
            msg(
                "The key file lies beside the database, so that a copy of the folder {folder} "
                "opens everything: "
                "move it elsewhere and name its place in ASISTENTS_KEY_FILE.",
                folder=str(folder),
            )
        )


def key_folder(settings: Settings) -> Iterator[Risk]:
    """Nobody else may put another file in its place."""
    folder = settings.key_file.resolve().parent
    if folder.is_dir() and stat.S_IMODE(folder.stat().st_mode) & 0o022:
        yield error(
            msg(
                "Other users can put files into {folder}, where the key file stands: run chmod go-w on it.",
                folder=str(folder),
            )
        )


def _secret_files(settings: Settings) -> Iterator[Path]:
    seal = settings.seal
    for file in (settings.key_file, *((seal.file, seal.password_file) if seal else ())):
        if file.exists():
            yield file
