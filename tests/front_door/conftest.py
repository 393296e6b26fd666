"""A small installation of its own for every test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from engine.people import passwords
from tests.front_door.operations import nothing, registered
from tests.small_house import SmallHouse, Template, found_template


@pytest.fixture(scope="session")
def quick_hashing() -> Iterator[None]:
    """Passwords hashed in a moment: what argon2 costs has a test of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        patch.setattr(passwords, "_NOBODY", passwords.hash_password("nobody has this one"))
        yield


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, quick_hashing: None) -> Template:
    """The founded installation that every test copies."""
    return found_template(tmp_path_factory.mktemp("small-house"))


@pytest.fixture
def house(template: Template, tmp_path: Path) -> Iterator[SmallHouse]:
    """Ogre on Monday 2 March 2026, 10 o'clock; nothing has happened yet."""
    house = template.copy(tmp_path)
    yield house
    house.runtime.database.close()


@pytest.fixture
def calm() -> Iterator[list[str]]:
    """The small processes' operations, doing nothing; the list of those called."""
    with registered(note_down=nothing, remind=nothing) as called:
        yield called
