"""The founded installations that stories copy: each is founded once a process, whichever room asks first.

    stages.on_sqlite(UNDER_MK_942).copy(folder)
    stages.on_postgres(server)

Other processes open a copy with `stages.key_file`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from sqlalchemy import make_url

from engine.persistence.keys import KeyRing, open_key_file
from engine.settings import read_settings
from tests.postgres import PostgresServer
from tests.processes.stage import NOW, Stage, Times, found_stage


@dataclass(slots=True)
class Stages:
    """What has been founded so far; nobody plays on these themselves."""

    folder: Path
    keys: KeyRing
    _on_sqlite: dict[Times, Stage] = field(default_factory=dict)
    _on_postgres: dict[Times, tuple[str, Stage]] = field(default_factory=dict)

    @property
    def key_file(self) -> Path:
        """The keys of all of them."""
        return self.folder / "house.key"

    def on_sqlite(self, times: Times = NOW) -> Stage:
        """The stage to copy."""
        if times not in self._on_sqlite:
            settings = read_settings({}, database=str(self.folder / f"stage{len(self._on_sqlite)}.db"))
            self._on_sqlite[times] = found_stage(settings, self.keys, times)
        return self._on_sqlite[times]

    def on_postgres(self, server: PostgresServer, times: Times = NOW) -> Stage:
        """A copy of it in a database of its own."""
        if times not in self._on_postgres:
            template = server.create()
            settings = read_settings({}, database=server.url(template))
            self._on_postgres[times] = template, found_stage(settings, self.keys, times)
        template, stage = self._on_postgres[times]
        return replace(stage, settings=read_settings({}, database=server.url(server.create(template))))


@pytest.fixture(scope="session")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Stages:
    """Nothing is founded before somebody asks."""
    return empty_stages(tmp_path_factory.mktemp("stages"))


def empty_stages(folder: Path) -> Stages:
    """For who needs a stage that is founded otherwise."""
    return Stages(folder, open_key_file(folder / "house.key", create=True))


def another(request: pytest.FixtureRequest, stage: Stage, folder: Path) -> Stage:
    """A copy of a stage as it is now; on PostgreSQL nobody may be connected to it meanwhile."""
    if stage.settings.database_url.startswith("sqlite"):
        return stage.copy(folder)
    server: PostgresServer = request.getfixturevalue("postgres")
    name = server.create(make_url(stage.settings.database_url).database)
    return replace(stage, settings=read_settings({}, database=server.url(name)))


def either(request: pytest.FixtureRequest, stages: Stages, folder: Path, times: Times = NOW) -> Stage:
    """A copy on the database that the fixture's parameter names, `sqlite` or `postgresql`."""
    if request.param == "postgresql":
        return stages.on_postgres(request.getfixturevalue("postgres"), times)
    return stages.on_sqlite(times).copy(folder)
