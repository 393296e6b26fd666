"""A founded installation with a few people in it, and a way to type commands at it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from click.testing import CliRunner, Result

from engine.clock import SystemClock, local_day
from engine.domain.rights import Role
from engine.people import passwords, people
from engine.people.people import NewAccount
from engine.persistence.tables.installation import InstallationKind
from engine.settings import Settings, read_settings
from engine.simulation.founding import add_municipality, found_installation
from web.command_line import asistents

PASSWORD = "pietiekami gara parole"
CAST = {"edgars": Role.PROCESS_OWNER, "valdis": Role.HEAD_OF_SERVICE, "gunta": Role.ADMINISTRATOR}


@dataclass(frozen=True, slots=True)
class Typed:
    """What a command answered."""

    result: Result

    @property
    def code(self) -> int:
        return self.result.exit_code

    @property
    def out(self) -> str:
        return self.result.stdout

    @property
    def err(self) -> str:
        return self.result.stderr

    @property
    def json(self) -> Any:
        """The one object on stdout; anything else there makes this fail."""
        return json.loads(self.out)


Type = Callable[..., Typed]


def typed(*arguments: str | Path, **more: Any) -> Typed:
    """Type a command; an exception that nobody turned into a sentence fails the test."""
    result = CliRunner().invoke(asistents, [str(one) for one in arguments], **more)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Typed(result)


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The service's own release in a new database, its key file beside it."""
    settings = read_settings({}, database=str(tmp_path_factory.mktemp("founded") / "house.db"))
    clock = SystemClock()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        runtime = found_installation(settings, InstallationKind.TEST, clock=clock, durable=False)
        tenant = add_municipality(
            runtime, "ogre", "Ogres novads", from_day=local_day(clock.now()).replace(day=1)
        )
        for name, role in CAST.items():
            people.add(runtime, tenant, NewAccount(name, name.capitalize(), PASSWORD, frozenset({role})))
    runtime.database.close()
    return settings


@pytest.fixture
def database(founded: Settings, tmp_path: Path) -> Path:
    """A copy of its own, with its keys."""
    source = Path(founded.database_url.removeprefix("sqlite:///"))
    for suffix in (".db", ".key"):
        shutil.copy2(source.with_suffix(suffix), tmp_path / f"house{suffix}")
    return tmp_path / "house.db"
