"""Sealed values open for their own row alone, by the key of whose they are, until that is destroyed."""

# ruff: noqa: S608 – statements of an intruder, made of our own numbers
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from sqlalchemy import bindparam, insert, select, text, update
from sqlalchemy.exc import StatementError

from engine import clock
from engine.errors import Erased
from engine.messages_catalogue import say
from engine.persistence import data_keys, rows, sealed_faults
from engine.persistence.database import Database, open_database
from engine.persistence.key_book import KEY
from engine.persistence.keys import KeyRing
from engine.persistence.owners import Whose
from engine.persistence.shapes import mapped_table
from engine.persistence.tables import Base
from engine.persistence.tables.cases import Assessment, Decision, ServiceCase
from engine.persistence.tables.instances import ProcessInstance, TaskAnswers
from engine.persistence.tables.people import Person
from engine.persistence.tables.records import OutboxKind, OutboxMessage
from engine.persistence.tables.weekly import MonthUse
from engine.persistence.tenancy import EVERY, Tenant, TenantSession
from engine.persistence.types import EncryptedBytes
from tests.persistence import builders

ANSWERS = {"q01": 3, "day": date(2026, 10, 1), "said": "Ķēniņš"}


@dataclass
class Town:
    """Two people of one municipality, a case each, two assessments in the first."""

    people: list[int]
    cases: list[int]
    assessments: list[int]


def assessed(session: TenantSession, case: ServiceCase, answers: dict[str, Any]) -> dict[str, Any]:
    return {
        "municipality_id": case.municipality_id,
        "case_id": case.id,
        "instrument": "adult",
        "instrument_version": "1",
        "answers": answers,
        "score": None,
        "support_level": "III",
        "coefficient": 1,
        "explanation": [],
        "at": builders.NOW,
        "release_id": builders.release(session).id,
    }


@pytest.fixture
def town(database: Database, cesis: Tenant) -> Town:
    with database.transaction(cesis) as session:
        people = [
            builders.person(session, name, personal_code=code, birth_date=date(1980, 1, 1)).id
            for name, code in (("Anna", "010180-12345"), ("Juris", "010180-54321"))
        ]
        cases = [builders.case(session, recipient_id=one) for one in people]
        new = [assessed(session, case, ANSWERS) for case in (cases[0], cases[0], cases[1])]
        ids = list(rows.insert_for_ids(session, Assessment, new))
        return Town(people, [one.id for one in cases], ids)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Lets seconds pass."""
    passed = [clock.seconds()]
    monkeypatch.setattr(clock, "seconds", lambda: passed[0])

    def move(seconds: float) -> None:
        passed[0] += seconds

    return move


def fail(what: object = None) -> None:
    raise KeyError(what)


def stored(database: Database, query: str, *, of: int | None = None) -> Any:
    with database.transaction(EVERY if of is None else Tenant(of)) as session:
        return session.connection().exec_driver_sql(query).scalar()


def spoil(database: Database, *statements: str) -> None:
    """What somebody could do who writes into the database past the program."""
    with database.transaction(EVERY) as session:
        for one in statements:
            session.connection().execute(text(one))


def answers(database: Database, assessment_id: int) -> Any:
    with database.reading(EVERY) as session:
        [found] = rows.values(session, Assessment, ["answers"], id=assessment_id)
        return found.answers


def test_what_goes_in_comes_out_by_every_road(database: Database, cesis: Tenant, town: Town) -> None:
    with database.transaction(cesis) as session:
        first = session.get_one(Assessment, town.assessments[0])
        assert (first.answers, first.score, first.support_level) == (ANSWERS, None, "III")
        first.score = 7
    with database.transaction(cesis) as session:
        rows.change(session, Assessment, {"answers": {"q01": 1}}, id=town.assessments[0])
        rows.change(session, Person, {"bank_account": "LV80BANK0000435195001"}, id=town.people[1])
    with database.reading(cesis) as session:
        found = session.execute(select(Assessment.answers, Assessment.score).order_by(Assessment.id)).all()
        assert [tuple(one) for one in found] == [({"q01": 1}, 7), (ANSWERS, None), (ANSWERS, None)]
        person = session.get_one(Person, town.people[1])
        assert (person.bank_account, person.personal_code) == ("LV80BANK0000435195001", "010180-54321")
        assert rows.count(session, Person, personal_code_hash=person.personal_code_hash) == 1
        assert rows.count(session, Assessment, score=None) == 2
        streamed = rows.each(session, Assessment, ["answers"], at_once=1, id=town.assessments[2])
        assert [one.answers for one in streamed] == [ANSWERS]


def test_nothing_sealed_is_readable_and_the_same_is_never_sealed_alike(
    database: Database, town: Town
) -> None:
    query = "SELECT answers FROM assessment WHERE id = {}"
    first, other = (bytes(stored(database, query.format(one))) for one in town.assessments[:2])
    assert first[:9] == other[:9]  # by the same person's key
    assert first[9:] != other[9:]
    assert "Ķēniņš".encode() not in first + other


def test_rows_whose_key_is_several_columns_are_bound_to_all_of_them(
    database: Database, cesis: Tenant
) -> None:
    with database.transaction(cesis) as session:
        month = builders.month(session, builders.make_contract(session))
        used = [
            {
                "municipality_id": 1,
                "month_id": month.id,
                "day": date(2026, 10, day),
                "purposes": {"work": day},
            }
            for day in (1, 2)
        ]
        rows.insert_many(session, MonthUse, used)
    with database.reading(cesis) as session:
        found = rows.values(session, MonthUse, ["day", "purposes"])
        assert {one.day.day: one.purposes for one in found} == {1: {"work": 1}, 2: {"work": 2}}
    other = "(SELECT purposes FROM month_use WHERE day = '2026-10-02')"
    spoil(database, f"UPDATE month_use SET purposes = {other} WHERE day = '2026-10-01'")
    with database.reading(cesis) as session, pytest.raises(ValueError, match="belongs elsewhere"):
        rows.values(session, MonthUse, ["purposes"], day=date(2026, 10, 1))


@pytest.mark.parametrize(
    ("column", "source"),
    [
        ("answers", "(SELECT answers FROM assessment WHERE id = {theirs})"),
        ("answers", "(SELECT answers FROM assessment WHERE id = {again})"),
        ("answers", "explanation"),
    ],
    ids=["another person's", "another row of the same person", "another column"],
)
def test_a_moved_value_does_not_open_and_is_named_by_verify(
    database: Database, town: Town, column: str, source: str
) -> None:
    own, again, theirs = town.assessments
    with database.reading(EVERY) as session:
        assert list(sealed_faults.faults(session)) == []
    moved = source.format(again=again, theirs=theirs)
    spoil(database, f"UPDATE assessment SET {column} = {moved} WHERE id = {own}")
    with pytest.raises(ValueError, match=r"assessment\.answers: the stored value .* belongs elsewhere"):
        answers(database, own)
    assert (answers(database, again), answers(database, theirs)) == (ANSWERS, ANSWERS)
    with database.reading(EVERY) as session:
        [fault] = sealed_faults.faults(session)
    assert fault.startswith(f"assessment.answers {own}: ")
    assert ("sealed for another" in fault) == ("theirs" in source)


def test_a_row_that_is_given_to_another_person_is_named_by_verify(database: Database, town: Town) -> None:
    spoil(database, f"UPDATE assessment SET case_id = {town.cases[1]} WHERE id = {town.assessments[0]}")
    with database.reading(EVERY) as session:
        found = list(sealed_faults.faults(session))
    assert found
    assert all(one.endswith(f" {town.assessments[0]}: sealed for another") for one in found)


def test_each_value_stands_under_its_persons_key_else_under_the_municipalitys(
    database: Database, cesis: Tenant, town: Town
) -> None:
    with database.transaction(cesis) as session:
        of_case = builders.instance(session, case_id=town.cases[1])
        of_nobody = builders.instance(session)
        task = builders.task(session, of_case, case_id=town.cases[1])
        answered = {
            "municipality_id": 1,
            "task_id": task.id,
            "form_path": "x",
            "release_id": task.release_id,
            "answers": {},
            "completed_at": builders.NOW,
        }
        rows.insert_many(session, TaskAnswers, [answered])
        session.add(
            OutboxMessage(
                key="k", kind=OutboxKind.EMAIL, recipient="a@b.lv", payload={}, next_at=builders.NOW
            )
        )
        ids = of_case.id, of_nobody.id
    owners = {
        f"SELECT state FROM process_instance WHERE id = {ids[0]}": town.people[1],
        f"SELECT state FROM process_instance WHERE id = {ids[1]}": None,
        "SELECT answers FROM task_answers": town.people[1],
        "SELECT recipient FROM outbox": None,
        f"SELECT birth_date FROM person WHERE id = {town.people[0]}": town.people[0],
        f"SELECT answers FROM assessment WHERE id = {town.assessments[0]}": town.people[0],
    }
    for query, person in owners.items():
        tag = bytes(stored(database, query))[1:9]
        with database.reading(EVERY) as session:
            [key] = session.connection().execute(select(KEY).where(KEY.c.tag == tag))
        assert (key.municipality_id, key.person_id, key.master is None) == (1, person, person is not None)
    with database.transaction(cesis) as session:
        rows.change(session, ProcessInstance, {"state": b"next"}, id=ids[0], version=1)
        assert session.get_one(ProcessInstance, ids[0]).state == b"next"


def test_every_sealed_column_says_whose_it_is(database: Database) -> None:
    """A new one cannot be declared without; this list is where somebody looks at it."""
    found: dict[str, list[str]] = {}
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, EncryptedBytes):
                assert column.type.label == f"{table.name}.{column.name}"
                whose = column.type.whose
                assert isinstance(whose, Whose)
                assert whose.column is None or whose.column in table.c
                found.setdefault(whose.column or "municipality", []).append(table.name)
    assert {whose: sorted(set(names)) for whose, names in found.items()} == {
        "id": ["person"],
        "person_id": ["imported_opinion", "payment_order"],
        "case_id": [
            "application", "assessment", "case_note", "case_question", "control_file", "decision", "document",
            "kept_off", "moved_case", "process_instance", "reassessment", "reopening",
        ],
        "contract_id": ["suspension"],
        "correction_id": ["correction_signature", "correction_use"],
        "decision_id": ["contestation", "weekly_grant"],
        "instance_id": ["received_message"],
        "month_id": ["attestation", "evidence_demand", "month_transport", "month_use"],
        "task_id": ["task_answers", "task_draft", "upload"],
        "municipality": [
            "erasure", "integration", "integration_answer", "kept_figure", "outbox",
            "payment_run", "payroll_file", "provider_invoice",
            "provider_payment",
        ],
    }  # fmt: skip
    with pytest.raises(TypeError):
        EncryptedBytes("a.b")  # type: ignore[call-arg]


def test_a_write_past_the_door_is_refused(database: Database, cesis: Tenant, town: Town) -> None:
    table = mapped_table(Assessment)
    roads: list[tuple[Any, str]] = [
        (update(table).where(table.c.id == town.assessments[0]).values(answers={}), "sealed for its row"),
        (insert(table).values(**dict.fromkeys(("case_id", "answers"), 1)), "sealed for its row"),
    ]
    for statement, words in roads:
        with database.transaction(cesis) as session, pytest.raises(StatementError, match=words):
            session.connection().execute(statement)
    several = update(table).where(table.c.case_id == town.cases[0])
    several = several.values(answers=bindparam("put", type_=table.c.answers.type))
    with database.transaction(cesis) as session, pytest.raises(TypeError, match="one row at a time"):
        session.connection().execute(several, {"put": {}})
    assert answers(database, town.assessments[0]) == ANSWERS


def test_several_rows_are_changed_each_for_itself(database: Database, cesis: Tenant, town: Town) -> None:
    with database.transaction(cesis) as session:
        assert rows.change(session, Assessment, {"answers": {}}, case_id=town.cases[0]) == 2
        assert rows.change(session, Assessment, {"score": 3}, id=tuple(town.assessments)) == 3
    assert [answers(database, one) for one in town.assessments] == [{}, {}, ANSWERS]
    with database.reading(EVERY) as session:
        assert list(sealed_faults.faults(session)) == []


def test_values_of_another_kind_are_refused(database: Database, cesis: Tenant, town: Town) -> None:
    for wrong, words in (
        ({"support_level": b"III"}, "takes text"),
        ({"answers": {"x": 0.1}}, "float"),
    ):
        with database.transaction(cesis) as session, pytest.raises((TypeError, ValueError), match=words):
            rows.change(session, Assessment, wrong, id=town.assessments[0])
    with database.transaction(cesis) as session, pytest.raises(TypeError, match="takes bytes"):
        builders.instance(session, state="text")


def test_defaults_of_sealed_columns_are_sealed_too(database: Database, cesis: Tenant) -> None:
    with database.transaction(cesis) as session:
        made = builders.decision(session, builders.case(session)).id
    with database.reading(cesis) as session:
        assert session.get_one(Decision, made).purposes == []


def test_what_is_rolled_back_leaves_nothing_behind(database: Database, cesis: Tenant, town: Town) -> None:
    """Neither a key nor a number that only the rolled back transaction knew is used afterwards."""

    def begin(code: str) -> int:
        person = builders.person(session, "Zane", personal_code=code)
        case = builders.case(session, recipient_id=person.id)
        return builders.instance(session, case_id=case.id).id

    with pytest.raises(KeyError), database.transaction(cesis) as session:
        fail(begin("020280-11111"))
    with database.transaction(cesis) as session:
        with pytest.raises(KeyError), session.connection().begin_nested():
            fail(begin("020280-22222"))
        session.expunge_all()
        begin("020280-33333")
    with database.reading(EVERY) as session:
        assert list(sealed_faults.faults(session)) == []
        whose = {one.person_id for one in session.connection().execute(select(KEY))} - {None}
        assert len(whose) == rows.count(session, Person)


def erase(database: Database, person_id: int) -> None:
    with database.transaction(EVERY) as session:
        assert data_keys.destroy(session, person_id, builders.NOW) == 1


def test_what_a_destroyed_key_sealed_is_read_no_more_here_nor_elsewhere(
    database: Database, keys: KeyRing, town: Town, later: Callable[[float], None]
) -> None:
    first, _, theirs = town.assessments
    url = database.engine.url.render_as_string(hide_password=False)
    elsewhere = open_database(url, KeyRing(keys.masters), durable=False)
    assert answers(elsewhere, first) == ANSWERS
    erase(database, town.people[0])
    with pytest.raises(Erased) as refused:
        answers(database, first)
    assert say(refused.value.message, "en") == (
        "These data were erased on 5 Oct 2026 and can no longer be read."
    )
    assert answers(elsewhere, first) == ANSWERS  # it has looked less than a second ago
    later(1)
    with pytest.raises(Erased):
        answers(elsewhere, first)
    for one in (database, elsewhere):
        assert answers(one, theirs) == ANSWERS
        with one.reading(EVERY) as session:  # what a person's row holds is as if it had never been told
            erased, other = (session.get_one(Person, person) for person in town.people)
            assert (erased.personal_code, erased.birth_date) == (None, None)
            assert other.personal_code == "010180-54321"
            assert list(sealed_faults.faults(session)) == []
        with pytest.raises(Erased), one.transaction(EVERY) as session:  # and nothing new is sealed for them
            rows.change(session, Assessment, {"answers": {}}, id=first)
    elsewhere.close()


def test_a_destruction_that_is_taken_back_destroys_nothing(database: Database, town: Town) -> None:
    with pytest.raises(KeyError), database.transaction(EVERY) as session:
        fail(data_keys.destroy(session, town.people[0], builders.NOW))
    assert answers(database, town.assessments[0]) == ANSWERS


def test_who_never_had_a_key_gets_none_after_being_erased(database: Database, cesis: Tenant) -> None:
    with database.transaction(cesis) as session:
        case = builders.case(session)  # of a person of whom nothing sealed is known
        assert data_keys.destroy(session, case.recipient_id, builders.NOW) == 0
    with pytest.raises(Erased), database.transaction(cesis) as session:
        rows.insert_many(session, Assessment, [assessed(session, case, {})])
