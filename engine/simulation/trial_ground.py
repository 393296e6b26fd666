"""An installation that will be thrown away, for playing and measuring."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

from engine.clock import RIGA, VirtualClock
from engine.persistence.keys import KeyRing, new_key_ring
from engine.persistence.tables.installation import InstallationKind
from engine.releases.installations import found_installation
from engine.runtime import Runtime
from engine.settings import Settings, read_settings


def found_trial(folder: Path, first_day: date) -> tuple[Runtime, VirtualClock]:
    """A new installation in a folder on the morning of its first day; syncs nothing to disk."""
    settings = read_settings({}, database=str(folder / "trial.db"))
    return found_on(settings, first_day, durable=False, keys=new_key_ring())


def found_on(
    settings: Settings, first_day: date, *, durable: bool = True, keys: KeyRing | None = None
) -> tuple[Runtime, VirtualClock]:
    """A new installation on the morning of its first day; a durable one syncs every commit to disk.

    Without `keys` they lie in the key file of the settings, so that other processes can open it.
    """
    clock = VirtualClock(morning(first_day))
    runtime = found_installation(settings, InstallationKind.TEST, clock=clock, keys=keys, durable=durable)
    return runtime, clock


def morning(day: date) -> datetime:
    """The instant at which a played day begins."""
    return datetime.combine(day, time(7, 0), RIGA).astimezone(UTC)
