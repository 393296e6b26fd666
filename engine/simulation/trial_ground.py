"""An installation in a folder that will be thrown away, for playing and measuring."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

from engine.clock import RIGA, VirtualClock
from engine.installations import found_installation
from engine.persistence.keys import new_key_ring
from engine.persistence.tables.installation import InstallationKind
from engine.runtime import Runtime
from engine.settings import read_settings


def found_trial(
    folder: Path, first_day: date, *, durable: bool, key_file: bool = False
) -> tuple[Runtime, VirtualClock]:
    """A new installation on the morning of its first day; only a durable one syncs each commit to disk.

    With `key_file` its keys lie beside it, so that other processes can open it.
    """
    clock = VirtualClock(morning(first_day))
    runtime = found_installation(
        read_settings({}, database=str(folder / "trial.db")),
        InstallationKind.TEST,
        clock=clock,
        keys=None if key_file else new_key_ring(),
        durable=durable,
    )
    return runtime, clock


def morning(day: date) -> datetime:
    """The instant at which a played day begins."""
    return datetime.combine(day, time(7, 0), RIGA).astimezone(UTC)
