"""When the last backup of a SQLite installation was made: a line in a file beside the database.

Not in the database: a backup before a new version must not first bring the old database up to date.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from engine.settings import Settings

SQLITE = "sqlite:///"


@dataclass(frozen=True, slots=True)
class BackupNote:
    """One backup: when, into which file, and whether it was left unsealed."""

    at: datetime
    file: Path
    is_plain: bool


def last(settings: Settings) -> BackupNote | None:
    """The last one; None where none was noted, or the note cannot be read."""
    try:
        found = json.loads(_place(settings).read_text("utf-8"))
        return BackupNote(
            datetime.fromisoformat(found["at"]), Path(found["file"]), bool(found.get("plain", True))
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write(settings: Settings, note: BackupNote) -> None:
    """Note one that was found whole."""
    told = {"at": note.at.isoformat(), "file": str(note.file), "plain": note.is_plain}
    _place(settings).write_text(json.dumps(told) + "\n", "utf-8")


def _place(settings: Settings) -> Path:
    return Path(settings.database_url.removeprefix(SQLITE)).with_suffix(".backed_up")
