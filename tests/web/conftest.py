"""The town of the page tests: founded once a session, copied for every test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.long_runs import DATABASES
from tests.persistence.plans import listening
from tests.processes.stage import UNDER_MK_942, Stage
from tests.stages import Stages, either
from tests.web.busy_town import Busy, make_busy
from tests.web.multiplied import multiply
from tests.web.outsiders import add_outsiders
from tests.web.town import Town, found_town

TIMES = 6
ON_BOTH = frozenset({"test_rights", "test_payloads", "test_reads_noted", "test_markers"})


@pytest.fixture(scope="session")
def founded(stages: Stages, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """The founded installation."""
    return found_town(stages.on_sqlite().copy(tmp_path_factory.mktemp("town")))


@pytest.fixture
def town(founded: Stage, tmp_path: Path) -> Iterator[Town]:
    """A copy of it with its pages; a Monday in February, 9 o'clock."""
    opened = Town(founded.copy(tmp_path), reload=False).open_pages()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def founded_before(stages: Stages, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """The same in 2021, under MK 942."""
    return found_town(stages.on_sqlite(UNDER_MK_942).copy(tmp_path_factory.mktemp("town_of_2021")))


@pytest.fixture
def old_town(founded_before: Stage, tmp_path: Path) -> Iterator[Town]:
    """A copy of that; a Monday in January 2021."""
    opened = Town(founded_before.copy(tmp_path), reload=False).open_pages()
    yield opened
    opened.close()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """In the long run some modules walk through the busy town on PostgreSQL too."""
    if "busy" in metafunc.fixturenames and metafunc.module.__name__.rpartition(".")[2] in ON_BOTH:
        metafunc.parametrize("busy", DATABASES, indirect=True)


@pytest.fixture(scope="session")
def busy_on(
    request: pytest.FixtureRequest, stages: Stages, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Busy]]:
    """Makes the busy town on either database when it is first asked for."""
    made: dict[str, Busy] = {}

    def make(kind: str) -> Busy:
        if kind == "sqlite":
            stage = request.getfixturevalue("founded").copy(tmp_path_factory.mktemp("busy"))
        else:
            stage = found_town(stages.on_postgres(request.getfixturevalue("postgres")))
        town = Town(stage, reload=False).open_pages()
        with listening(town.runtime.database) as asked:
            found = make_busy(town)
        return Busy(town, found, asked)

    yield lambda kind: made.get(kind) or made.setdefault(kind, make(kind))
    for busy in made.values():
        busy.town.close()


@pytest.fixture(scope="session")
def busy(request: pytest.FixtureRequest, busy_on: Callable[[str], Busy]) -> Busy:
    """A busy town that nobody changes."""
    return busy_on(getattr(request, "param", "sqlite"))


@pytest.fixture(scope="session")
def crowded(busy: Busy, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Busy]:
    """The busy town with some thirty times as much in it."""
    stage = busy.town.stage.copy(tmp_path_factory.mktemp("crowded"))
    keys = busy.town.runtime.database.book.open_keys
    multiply(Path(stage.settings.database_url.removeprefix("sqlite:///")), TIMES, keys)
    town = Town(stage, reload=False).open_pages()
    town.clock.move_to(busy.town.clock.now())
    yield Busy(town, busy.named)
    town.close()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def house(
    request: pytest.FixtureRequest, stages: Stages, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Busy]:
    """A busy town of the module's own on either database; beside it a municipality where nothing happened."""
    stage = either(request, stages, tmp_path_factory.mktemp("outsiders"))
    town = Town(found_town(stage), reload=False).open_pages()
    busy = Busy(town, make_busy(town))
    add_outsiders(town)
    yield busy
    town.close()
