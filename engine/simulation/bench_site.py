"""Where houses are put up to be measured: SQLite on this disk, or databases of a PostgreSQL server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from engine.persistence.throwaway import new_database
from engine.settings import ROOT, Settings, read_settings

Tell = Callable[[str], None]
KEY_FILE = "ASISTENTS_KEY_FILE"


@dataclass(frozen=True, slots=True)
class Site:
    """Where a measurement takes place, and who hears of it on the way."""

    tell: Tell
    server: str = ""  # address of a PostgreSQL server that lets databases be made; "" = SQLite


@contextmanager
def building_plot(server: str = "") -> Iterator[Settings]:
    """Settings of a house to be founded; its keys and its database are thrown away after the block.

    The folder is on the disk of this program: one in memory would sync nothing.
    """
    (ROOT / "var").mkdir(exist_ok=True)
    with TemporaryDirectory(dir=ROOT / "var") as folder:
        keys = {KEY_FILE: str(Path(folder) / "trial.key")}
        if not server:
            yield read_settings(keys, database=str(Path(folder) / "trial.db"))
            return
        with new_database(server) as url:
            yield read_settings(keys, database=url)
