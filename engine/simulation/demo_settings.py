"""Where the demo stands: room for its database, and a seal of its own for what it prints."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from engine.persistence.seal_keys import make_seal_key
from engine.settings import Settings, database_url, read_settings, seal_beside
from engine.simulation.writable_folders import make_room


def make_demo_room(database: Path, name: str, at: datetime) -> Settings:
    """The settings of a demo that is made anew; Unusable while somebody has the old database open."""
    url = database_url(database)
    make_room(database, read_settings({}, database=url).key_file)
    make_seal_key(seal_beside(url), name, at)
    return read_settings({}, database=url)
