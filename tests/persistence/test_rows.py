from __future__ import annotations

from typing import Any, cast

import pytest

from engine.persistence import rows
from engine.persistence.database import Database
from engine.persistence.tables.people import Person
from engine.persistence.tenancy import Tenant
from tests.persistence import builders


@pytest.fixture
def three(database: Database, cesis: Tenant) -> Database:
    with database.transaction(cesis) as session:
        for name, phone in (("Anna", "1"), ("Juris", "2"), ("Zane", "3")):
            builders.person(session, name, phone=phone, personal_code=name if name != "Zane" else None)
    return database


@pytest.mark.parametrize(
    ("conditions", "names"),
    [
        ({}, ["Anna", "Juris", "Zane"]),
        ({"given_name": "Juris"}, ["Juris"]),
        ({"given_name": ("Anna", "Zane")}, ["Anna", "Zane"]),
        ({"given_name": ()}, []),
        ({"personal_code_hash": None}, ["Zane"]),
        ({"personal_code_hash__not": None}, ["Anna", "Juris"]),
        ({"given_name__not": "Anna"}, ["Juris", "Zane"]),
        ({"phone__least": "2"}, ["Juris", "Zane"]),
        ({"phone__after": "2"}, ["Zane"]),
        ({"phone__most": "2"}, ["Anna", "Juris"]),
        ({"phone__before": "2"}, ["Anna"]),
        ({"phone__after": "1", "given_name": "Juris"}, ["Juris"]),
    ],
)
def test_conditions(three: Database, cesis: Tenant, conditions: dict[str, Any], names: list[str]) -> None:
    with three.reading(cesis) as session:
        found = rows.every(session, Person, order_by=("given_name",), **conditions)
        assert [person.given_name for person in found] == names
        assert rows.count(session, Person, **conditions) == len(names)
        first = rows.first(session, Person, order_by=("-given_name",), **conditions)
        assert (first.given_name if first else None) == (names[-1] if names else None)


def test_order_limit_columns_and_groups(three: Database, cesis: Tenant) -> None:
    with three.reading(cesis) as session:
        two = rows.every(session, Person, order_by=("-phone",), limit=2)
        assert [person.given_name for person in two] == ["Zane", "Juris"]
        assert rows.values(session, Person, ["id", "given_name"], given_name="Anna") == [(1, "Anna")]
        assert rows.counts_by(session, Person, "family_name") == {"Bērziņa": 3}


def test_many_at_once_give_their_ids_in_order_and_fill_what_follows(
    database: Database, cesis: Tenant
) -> None:
    batch = [
        {"municipality_id": 1, "given_name": f"Ēriks {n}", "family_name": "Ķirsis", "personal_code": f"{n}"}
        for n in range(250)
    ]
    with database.transaction(cesis) as session:
        ids = rows.insert_for_ids(session, Person, batch)
        assert rows.insert_many(session, Person, []) == 0
        assert rows.insert_for_ids(session, Person, []) == []
    assert len(set(ids)) == 250
    with database.reading(cesis) as session:
        for number in (0, 117, 249):
            person = session.get_one(Person, ids[number])
            assert person.given_name == f"Ēriks {number}"
            assert person.search_name == f"eriks {number} kirsis"
            assert person.personal_code == f"{number}"
            assert person.personal_code_hash


def test_changing_and_removing_say_how_many(three: Database, cesis: Tenant) -> None:
    with three.transaction(cesis) as session:
        assert rows.change(session, Person, {"address": "Cēsis"}, phone__least="2") == 2
        assert rows.change(session, Person, {"address": "Cēsis"}, phone="9") == 0
        assert rows.remove(session, Person, given_name="Anna") == 1
        with pytest.raises(ValueError, match="condition"):
            rows.remove(session, Person)
    with three.reading(cesis) as session:
        assert [person.address for person in rows.every(session, Person)] == ["Cēsis", "Cēsis"]


def test_an_unknown_column_is_a_mistake(database: Database, cesis: Tenant) -> None:
    with database.reading(cesis) as session:
        for name in ("nickname", "metadata"):
            with pytest.raises(KeyError):
                rows.every(session, Person, **{name: cast("Any", 1)})


def test_names_are_found_without_diacritics_and_stay_in_step(database: Database, cesis: Tenant) -> None:
    with database.transaction(cesis) as session:
        person = builders.person(session, "Žanete", personal_code="010190-12345")
        before = person.personal_code_hash
        assert person.search_name == "zanete berzina"
        person.family_name, person.personal_code = "Ķēniņa", "01019012345"
        session.flush()
        assert (person.search_name, person.personal_code_hash) == ("zanete kenina", before)
        person.personal_code = None
        session.flush()
        assert person.personal_code_hash is None
