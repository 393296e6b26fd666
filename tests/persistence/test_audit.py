"""No change of the trail goes unnoticed, whoever has the database but not the key."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

from engine.persistence import audit, rows
from engine.persistence.database import Database
from engine.persistence.tables.records import AuditEvent, ReadLog
from engine.persistence.tenancy import EVERY, Tenant, TenantSession
from tests.persistence import builders
from tests.persistence.builders import NOW
from tests.persistence.plans import listening, read_whole, steps
from tests.persistence.trail import heads, problems, seal, tamper


def write(database: Database, number: int, *, municipality_id: int | None = 1) -> None:
    with database.transaction(EVERY) as session:
        for step in range(number):
            audit.record(
                session,
                action="complete_task",
                at=NOW + timedelta(seconds=step),
                municipality_id=municipality_id,
                actor_user_id=7,
                object_kind="user_task",
                object_id=step,
                instance_id=3,
                details={"day": date(2026, 10, 5), "step": step},
            )


def test_each_municipality_has_its_chain_without_gaps(database: Database) -> None:
    for municipality_id in (1, 2, None, 1):
        write(database, 5, municipality_id=municipality_id)
    assert problems(database) == []
    assert seal(database) == 20
    assert seal(database) == 0
    assert {chain: number for chain, (number, _) in heads(database).items()} == {0: 5, 1: 10, 2: 5}
    write(database, 1)
    assert problems(database) == []
    with database.reading(EVERY) as session:
        sealed = rows.values(session, AuditEvent, ["sealed_seq"], municipality_id=1, sealed_seq__not=None)
        assert sorted(number for (number,) in sealed) == list(range(1, 11))


def test_sealing_goes_on_in_portions(database: Database) -> None:
    write(database, 7)
    for expected in (3, 3, 1, 0):
        with database.transaction(EVERY) as session:
            assert audit.seal(session, limit=3) == expected
    assert problems(database) == []


def test_a_rolled_back_change_leaves_no_event(database: Database) -> None:
    def fail() -> None:
        with database.transaction(EVERY) as session:
            audit.record(session, action="pay", at=NOW, municipality_id=1, actor_user_id=None)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with database.reading(EVERY) as session:
        assert rows.count(session, AuditEvent) == 0


def test_the_database_itself_refuses_to_change_or_delete_events(database: Database) -> None:
    write(database, 2)
    seal(database)
    changes: list[Callable[[TenantSession], int]] = [
        lambda session: rows.change(session, AuditEvent, {"action": "x"}, id=1),
        lambda session: rows.change(session, AuditEvent, {"sealed_seq": 9, "chain_mac": "x"}, id=1),
        lambda session: rows.remove(session, AuditEvent, id=1),
    ]
    for change in changes:
        with (
            pytest.raises(DatabaseError, match=r"append-only|is sealed"),
            database.transaction(EVERY) as session,
        ):
            change(session)


TAMPERINGS = {
    "action": ["UPDATE audit_event SET action = action || 'x' WHERE id = :one"],
    "actor": ["UPDATE audit_event SET actor_user_id = 8 WHERE id = :one"],
    "instant": ["UPDATE audit_event SET at = '2020-01-01 00:00:00.000000' WHERE id = :one"],
    "details": ["UPDATE audit_event SET details = '{}' WHERE id = :one"],
    "municipality": ["UPDATE audit_event SET municipality_id = 2 WHERE id = :one"],
    "mac": ["UPDATE audit_event SET mac = '00' WHERE id = :one"],
    "delete": ["DELETE FROM audit_event WHERE id = :one"],
    "delete and close the gap": [
        "DELETE FROM audit_event WHERE id = :one",
        "UPDATE audit_event SET sealed_seq = 1000 + id",
        "UPDATE audit_event AS e SET sealed_seq = (SELECT count(*) FROM audit_event o WHERE o.id <= e.id)",
    ],
    "swap": [
        "UPDATE audit_event SET sealed_seq = 1000 + :two WHERE id = :one",
        "UPDATE audit_event SET sealed_seq = :one WHERE id = :two",
        "UPDATE audit_event SET sealed_seq = :two WHERE id = :one",
    ],
    "copy": [
        """INSERT INTO audit_event
        (municipality_id, instance_id, actor_user_id, action, object_kind, object_id, details, at, mac,
         sealed_seq, chain_mac)
        SELECT municipality_id, instance_id, actor_user_id, action, object_kind, object_id, details, at, mac,
               21, chain_mac FROM audit_event WHERE id = :one"""
    ],
    "unseal": ["UPDATE audit_event SET sealed_seq = NULL, chain_mac = NULL WHERE id = :one"],
    "cut the tail": ["DELETE FROM audit_event WHERE id >= :one"],
    "another head": ["UPDATE audit_head SET sealed_seq = :one, chain_mac = 'x'"],
}


@pytest.mark.parametrize("how", TAMPERINGS)
def test_every_tampering_is_found(database: Database, database_file: Path, how: str) -> None:
    write(database, 20)
    seal(database)
    database.close()
    one, two = random.sample(range(2, 20), 2)
    tamper(database_file, *TAMPERINGS[how], one=one, two=two)
    assert problems(database), f"{how} of {one}, {two}"


def test_a_cut_tail_with_a_new_head_is_found_by_the_head_kept_elsewhere(
    database: Database, database_file: Path
) -> None:
    write(database, 20)
    seal(database)
    known = heads(database)
    database.close()
    tamper(
        database_file,
        "DELETE FROM audit_event WHERE sealed_seq > 15",
        "UPDATE audit_head SET (sealed_seq, chain_mac) = "
        "(SELECT sealed_seq, chain_mac FROM audit_event WHERE sealed_seq = 15)",
    )
    assert problems(database) == []  # the database alone cannot know
    assert problems(database, known) == [audit.Problem(1, None, "events sealed earlier are missing")]
    write(database, 10)
    seal(database)
    assert audit.Problem(1, 25, "the chain differs from the head that was kept") in problems(database, known)


def test_an_altered_event_is_named(database: Database, database_file: Path) -> None:
    write(database, 20)
    seal(database)
    database.close()
    tamper(database_file, "UPDATE audit_event SET action = 'x' WHERE id = 11")
    assert audit.Problem(1, 11, "the event was altered") in problems(database)


def test_verifying_is_quick(database: Database) -> None:
    write(database, 5000)
    seal(database)
    started = time.perf_counter()
    assert problems(database) == []
    assert time.perf_counter() - started < 5  # 100,000 in less than 100 s even on a crowded machine


def test_reads_of_a_file_are_noted(database: Database, cesis: Tenant) -> None:
    with database.transaction(cesis) as session:
        person, reader = builders.person(session), builders.account(session, "kate")
        audit.record_read(session, user_id=reader.id, person_id=person.id, purpose="case.see", at=NOW)
    with database.reading(cesis) as session:
        [read] = rows.every(session, ReadLog, person_id=person.id)
        assert (read.user_id, read.purpose, read.municipality_id) == (reader.id, "case.see", 1)


def test_an_unknown_word_is_a_mistake(database: Database) -> None:
    with database.transaction(EVERY) as session, pytest.raises(TypeError, match="nickname"):
        audit.record(session, action="x", at=NOW, municipality_id=None, actor_user_id=None, nickname="x")


def test_verifying_walks_along_the_chains_and_sorts_nothing(database: Database) -> None:
    write(database, 3)
    seal(database)
    write(database, 1)
    with listening(database) as asked:
        assert problems(database) == []
    of_events = [one for one in asked if "FROM audit_event" in one.statement]
    assert len(of_events) == 3  # the installation's chain or a municipality's, and what is not sealed yet
    for one in of_events:
        assert read_whole(database, one) == []
        if database.engine.dialect.name == "sqlite":
            assert [step for step in steps(database, one) if "TEMP B-TREE" in step] == []
