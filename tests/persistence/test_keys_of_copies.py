"""Copies of a house share the statements that are compiled for them, and nothing of their keys."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select, text

from engine.errors import Erased
from engine.persistence import data_keys
from engine.persistence.database import Database, open_database
from engine.persistence.keys import KeyRing
from engine.persistence.tables.cases import Decision
from engine.persistence.tables.people import Person
from engine.persistence.tenancy import EVERY
from tests.persistence import builders

CODE = "010180-12345"


@contextmanager
def opened(file: Path, keys: KeyRing) -> Iterator[Database]:
    database = open_database(f"sqlite:///{file}", keys, durable=False)
    try:
        yield database
    finally:
        database.close()


def settled(house: Database) -> None:
    """Person 1 of municipality 1, with decision 1."""
    with house.transaction(EVERY) as session:
        town = builders.municipality(session, "cesis").id
        person = builders.person(session, municipality_id=town, personal_code=CODE)
        case = builders.case(session, municipality_id=town, recipient_id=person.id)
        builders.decision(session, case, municipality_id=town, purposes=["to work"])


def copied(file: Path, to: Path) -> Path:
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(to)) as copy:
        source.backup(copy)
    return to


def code_in(house: Database) -> str | None:
    with house.reading(EVERY) as session:
        code: str | None = session.get_one(Person, 1).personal_code
        return code


def purposes_in(house: Database) -> list[str]:
    with house.reading(EVERY) as session:
        return list(session.get_one(Decision, 1).purposes)


def test_a_person_of_the_same_number_has_another_key(tmp_path: Path, keys: KeyRing) -> None:
    with opened(tmp_path / "a.db", keys) as one, opened(tmp_path / "b.db", keys) as other:
        assert one.engine.dialect is other.engine.dialect
        tags = []
        for house in (one, other):
            settled(house)
            with house.reading(EVERY) as session:
                [sealed] = session.connection().execute(text("SELECT personal_code FROM person")).scalars()
                tags.append(sealed[1:9])
        assert tags[0] != tags[1]
        one.close()
        (tmp_path / "a.db").unlink()
        assert code_in(other) == CODE
    assert not (tmp_path / "a.db").exists()


def test_whoever_is_erased_opens_nowhere_but_in_the_copy_that_still_has_the_key(
    tmp_path: Path, keys: KeyRing
) -> None:
    """A drill opens an older copy beside the house: what lives there lends the house no key."""
    with opened(tmp_path / "a.db", keys) as house:
        settled(house)
        with opened(copied(tmp_path / "a.db", tmp_path / "older.db"), keys) as older:
            assert code_in(older) == CODE
            with house.transaction(EVERY) as session:
                assert data_keys.destroy(session, 1, builders.NOW) == 1
            with pytest.raises(Erased):
                purposes_in(house)
            assert code_in(house) is None
            assert (purposes_in(older), code_in(older)) == (["to work"], CODE)


def test_rows_of_two_houses_are_read_in_turn(tmp_path: Path, keys: KeyRing) -> None:
    """One statement, compiled once, read from both at once: each value opens by its own house's key."""
    with opened(tmp_path / "a.db", keys) as one, opened(tmp_path / "b.db", keys) as other:
        for house, given in ((one, ("A", "B", "C")), (other, ("D", "E", "F"))):
            settled(house)
            with house.transaction(EVERY) as session:
                for name in given:
                    builders.person(session, name, municipality_id=1, personal_code=f"code of {name}")
        asked = select(Person.personal_code).where(Person.id > 1).order_by(Person.id)
        with one.reading(EVERY) as here, other.reading(EVERY) as there:
            pairs = zip(here.connection().execute(asked), there.connection().execute(asked), strict=True)
            codes = [(mine.personal_code, yours.personal_code) for mine, yours in pairs]
    assert codes == [(f"code of {a}", f"code of {b}") for a, b in ("AD", "BE", "CF")]


def test_a_copy_that_lost_its_tables_disturbs_nobody_else(tmp_path: Path, keys: KeyRing) -> None:
    with opened(tmp_path / "a.db", keys) as house, opened(tmp_path / "b.db", keys) as broken:
        settled(house)
        settled(broken)
        (tmp_path / "b.db").write_bytes(b"")
        house.book.open_keys._look_at = 0.0
        with house.transaction(EVERY) as session:
            builders.person(session, municipality_id=1, personal_code="020280-12345")
        assert code_in(house) == CODE
