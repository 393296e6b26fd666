"""When a backup was last restored for trial, and whether it would have done: a line beside the database."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from engine.settings import Settings

SQLITE = "sqlite:///"


@dataclass(frozen=True, slots=True)
class DrillNote:
    """One drill."""

    at: datetime
    file: Path
    is_sound: bool


def last(settings: Settings) -> DrillNote | None:
    """The last one; None where none was noted, or the note cannot be read."""
    try:
        found = json.loads(_place(settings).read_text("utf-8"))
        return DrillNote(datetime.fromisoformat(found["at"]), Path(found["file"]), bool(found["sound"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write(settings: Settings, note: DrillNote) -> None:
    """Note one, sound or not."""
    told = {"at": note.at.isoformat(), "file": str(note.file), "sound": note.is_sound}
    _place(settings).write_text(json.dumps(told) + "\n", "utf-8")


def _place(settings: Settings) -> Path:
    return Path(settings.database_url.removeprefix(SQLITE)).with_suffix(".drilled")
