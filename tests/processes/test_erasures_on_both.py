"""Erasing on SQLite and on PostgreSQL: nothing left in any column, and an older copy obeys the list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import LargeBinary, select

from engine.persistence import rows
from engine.persistence.backup import copy_database
from engine.persistence.tables.base import Base
from engine.persistence.tables.data_keys import DataKey
from engine.persistence.tables.erasures import Erasure
from engine.persistence.tables.people import Person
from engine.persistence.types import EncryptedBytes
from engine.retention import erasures, reapplying
from engine.retention.reapplying import Reapplied
from engine.runtime import EVERY
from engine.settings import read_settings
from engine.upkeep import key_keeping, reports
from tests.processes.driver import Story
from tests.processes.roads import assessed, decided
from tests.stages import Stages, either

REASON = "Persona lūdza dzēst savus datus."
MARKS = ("Bērziņ", "berzin", "010560", "anna@example.org", "Upes iela 3")


@pytest.fixture(params=["sqlite", "postgresql"])
def told(request: pytest.FixtureRequest, stages: Stages, tmp_path: Path) -> Iterator[Story]:
    """A story whose list of erasures is its own."""
    stage = either(request, stages, tmp_path)
    settings = replace(stage.settings, list_of_erasures=tmp_path / "house.erased")
    story = Story(replace(stage, settings=settings), reload=False)
    yield story
    story.close()


def readable(story: Story) -> list[str]:
    """Every column in which a mark stands: as it is, or once opened with the keys."""
    found = set()
    with story.runtime.reading(EVERY) as session:
        for mapper in Base.registry.mappers:
            columns = [
                one
                for one in mapper.local_table.columns
                if not isinstance(one.type, LargeBinary) or isinstance(one.type, EncryptedBytes)
            ]
            for row in session.connection().execute(select(*columns)):
                for column, value in zip(columns, row, strict=True):
                    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
                    found |= {str(column) for mark in MARKS if mark in text}
    return sorted(found)


def earlier_copy(story: Story, request: pytest.FixtureRequest, folder: Path) -> str:
    """What the database's own tools would keep of it now; its address."""
    url = story.stage.settings.database_url
    if url.startswith("sqlite"):
        copy_database(Path(url.removeprefix("sqlite:///")), folder / "copy.db")
        return read_settings({}, database=str(folder / "copy.db")).database_url
    story.runtime.database.close()
    server = request.getfixturevalue("postgres")
    name = url.partition("@/")[2].partition("?")[0]
    return str(server.url(server.create(name)))


def bad(story: Story) -> list[str]:
    return [one.name for one in reports.verify(story.runtime) if not one.ok]


def test_nothing_is_left_and_an_older_copy_obeys_the_list(
    told: Story, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    assessed(told, "anna", each=0)
    decided(told, "refused")
    told.on(date(2026, 3, 5))
    assert {"person.family_name", "person.search_name", "user_task.subject"} <= set(readable(told))
    copied = earlier_copy(told, request, tmp_path)
    erasures.erase_person(told.runtime, told.actor("head"), told.person_id("anna"), REASON)
    assert readable(told) == []
    assert bad(told) == []
    keys = told.read(lambda s: rows.every(s, DataKey, person_id=told.person_id("anna")))
    assert [(one.wrapped, one.destroyed_at) for one in keys] == [(None, told.clock.now())]
    key_keeping.reseal(told.runtime, lambda _table, _count: None)
    assert (readable(told), bad(told)) == ([], [])  # what is left opens after the keys were renewed too
    assert reapplying.reapply(told.runtime) == Reapplied(0, 0)

    older = Story(
        replace(told.stage, settings=replace(told.stage.settings, database_url=copied)), reload=False
    )
    older.clock.move_to(told.clock.now())
    assert reapplying.unknown_to(older.runtime) == (2, 0)
    assert bad(older) == ["erasures_obeyed"]
    assert reapplying.reapply(older.runtime) == Reapplied(2, 0)
    assert (readable(older), bad(older)) == ([], [])
    with older.runtime.transaction(older.tenant) as session:
        session.add(Person(given_name="Ieva", family_name="Saulīte"))
    older.close()


def test_a_list_that_was_lost_is_written_anew_from_the_database(told: Story) -> None:
    assessed(told, "anna", each=0)
    decided(told, "refused")
    told.on(date(2026, 3, 5))
    erasures.erase_person(told.runtime, told.actor("head"), told.person_id("anna"), REASON)
    told.stage.settings.erasure_list.unlink()
    assert reapplying.unknown_to(told.runtime) == (0, 2)
    assert reapplying.reapply(told.runtime) == Reapplied(0, 2)
    assert reapplying.unknown_to(told.runtime) == (0, 0)
    assert told.read(lambda s: rows.count(s, Erasure)) == 2
    assert told.stage.settings.erasure_list.stat().st_mode & 0o077 == 0
