"""Places to break, processes to kill, a seed to do it by, and a count of what was done."""

from __future__ import annotations

import os
import random
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from engine.persistence.backup import copy_database
from engine.service_tasks.registry import OPERATIONS
from tests import left_out
from tests.faults import planting
from tests.faults.house import Place, found_place, marking
from tests.faults.nursery import Nursery
from tests.postgres import PostgresServer

LENT = "ASISTENTS_FAULTS_HOUSE"  # a folder with a founded house
LONG = os.environ.get("ASISTENTS_FAULTS") == "long"
SEED = int(os.environ.get("ASISTENTS_FAULTS_SEED") or secrets.randbelow(10**9))
# adapter → database and queue
ADAPTERS = {
    "table-sqlite": ("sqlite", "table"),
    "table-postgresql": ("postgresql", "table"),
    "procrastinate": ("postgresql", "procrastinate"),
}
Count = left_out.Count
NewPlace = Callable[[str], Place]
# files of faults that every run of the tests makes in whole; of all others what is not named below, on SQLite
ALWAYS = (
    "test_guessing",
    "test_sessions_die",
    "test_same_task",
    "test_zombies",
    "test_disk_full",
    "test_server_faults",
    "test_planted",
)
ON_REQUEST = ("postgresql", "procrastinate", "[after", "test_kills.py")
NOT_ASKED = "faults of minutes: ./asistents test --faults (or ASISTENTS_FAULTS=short, the short form)"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test of a `place` is told on every adapter; one of a `sqlite_place` on SQLite alone."""
    if "place" in metafunc.fixturenames:
        metafunc.parametrize("place", ADAPTERS, indirect=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without being asked only the quick faults are made."""
    if os.environ.get("ASISTENTS_FAULTS") or "ASISTENTS_FAULTS_PLANTED" in os.environ:
        return
    for item in items:
        if item.path.parent != Path(__file__).parent or item.path.stem in ALWAYS:
            continue
        if any(words in item.nodeid for words in ON_REQUEST):
            item.add_marker(pytest.mark.skip(reason=NOT_ASKED))


@pytest.fixture(scope="session", autouse=True)
def _planted() -> None:
    planting.plant_from_environment()


@pytest.fixture
def long() -> bool:
    """Whether this is the long form."""
    return LONG


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> random.Random:
    """The suite's random numbers; the seed is printed where a test fails."""
    print(f"fault seed: {SEED} (again: ./asistents test --faults --faults-seed {SEED})")  # noqa: T201
    return chance_of(SEED, request.node.name)


def chance_of(seed: int, name: str) -> random.Random:
    """The same numbers whenever this seed is given for the test of this name."""
    return random.Random(f"{seed}/{name}")  # noqa: S311 -- not a secret


@dataclass(frozen=True, slots=True)
class Templates:
    """The founded house on SQLite; on PostgreSQL it is made when it is first asked for."""

    folder: Path
    sqlite: Place


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    """Founded once a session, or the one that the environment lends."""
    lent = os.environ.get(LENT)
    if lent:
        folder = Path(lent)
        return Templates(folder, Place(f"sqlite:///{folder / 'template.db'}", str(folder / "template.key")))
    folder = tmp_path_factory.mktemp("faults")
    place = Place(f"sqlite:///{folder / 'template.db'}", str(folder / "template.key"))
    found_place(place)
    return Templates(folder, place)


@pytest.fixture(scope="session")
def postgres_template(postgres: PostgresServer, templates: Templates) -> str:
    """The name of the founded database on the shared server."""
    name = postgres.create()
    found_place(replace(templates.sqlite, url=postgres.url(name)))
    return name


@pytest.fixture(scope="session")
def nursery(templates: Templates) -> Iterator[Nursery]:
    """Starts processes."""
    nursery = Nursery()
    nursery.warm(templates.sqlite)
    yield nursery
    nursery.close()


@pytest.fixture(autouse=True)
def _operations(monkeypatch: pytest.MonkeyPatch) -> None:
    """The errand's operations leave their marks here, and are as they were for every other test."""
    for name in ("note_down", "remind"):
        monkeypatch.setitem(OPERATIONS, name, OPERATIONS.get(name))  # so that it is put back
        marking(name)


@pytest.fixture
def sqlite_place(templates: Templates, tmp_path: Path) -> Place:
    """A copy of the house in a SQLite file of its own."""
    file = tmp_path / "house.db"
    copy_database(templates.folder / "template.db", file)
    return replace(templates.sqlite, url=f"sqlite:///{file}")


@pytest.fixture
def new_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], Place]]:
    """Makes copies of the house for an adapter; they are gone after the test."""
    templates: Templates = request.getfixturevalue("templates")
    made: list[str] = []

    def _new(adapter: str) -> Place:
        kind, queue = ADAPTERS[adapter]
        if kind == "sqlite":
            file = tmp_path / f"house-{secrets.token_hex(4)}.db"
            copy_database(templates.folder / "template.db", file)
            return replace(templates.sqlite, url=f"sqlite:///{file}")
        template = request.getfixturevalue("postgres_template")
        server: PostgresServer = request.getfixturevalue("postgres")
        made.append(server.create(template))
        return replace(templates.sqlite, url=server.url(made[-1]), queue=queue)

    yield _new
    for name in made:
        request.getfixturevalue("postgres").drop(name)


@pytest.fixture
def place(request: pytest.FixtureRequest, new_place: Callable[[str], Place]) -> Place:
    """A fresh copy of the house on the adapter that the test is told with."""
    return new_place(request.param)
