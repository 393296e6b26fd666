"""Row 32 by its numbers: a thousand single changes, each found and its row named; on both databases.

Whoever makes them has the database and knows everything but the key: triggers do not stop them. Each change
is made in a transaction, found in it, and taken back with it. The ordinary run makes fewer.
"""

from __future__ import annotations

import random
import secrets
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, text, update

from engine.persistence import audit
from engine.persistence.audit_links import COLUMNS, FIXED, chain_mac, event_mac
from engine.persistence.database import Database
from engine.persistence.keys import new_key_ring
from engine.persistence.shapes import mapped_table
from engine.persistence.tables.records import AuditEvent, AuditHead
from engine.persistence.tenancy import EVERY, TenantSession
from tests.faults.conftest import chance_of
from tests.left_out import Count
from tests.long_runs import LONG, in_the_long_run
from tests.persistence.builders import NOW
from tests.persistence.trail import heads, problems, seal

SEED = secrets.randbelow(10**9)  # stands in every failure
EVENTS, OF_OTHERS = 40, 5  # of the municipality that is tampered with, and of another one
CHANGES = 1_000 if LONG else 100
CUTS = 50 if LONG else 5
MANY, SECONDS = 100_000, 10
EVENT, HEAD = mapped_table(AuditEvent), mapped_table(AuditHead)
Row = Mapping[str, Any]

OTHERWISE: Mapping[str, Callable[[Row], object]] = {
    "municipality_id": lambda _: 2,
    "instance_id": lambda row: row["instance_id"] + 1,
    "case_id": lambda _: 5,
    "actor_user_id": lambda row: row["actor_user_id"] + 1,
    "on_behalf_of": lambda _: 8,
    "action": lambda row: f"{row['action']}x",
    "object_kind": lambda _: "decision",
    "object_id": lambda row: f"{row['object_id']}0",
    "details": lambda row: {**row["details"], "step": -1},
    "at": lambda row: row["at"] - timedelta(seconds=1),
    "release_sha256": lambda _: "0" * 64,
    "mac": lambda row: row["mac"][::-1],
    "chain_mac": lambda row: row["chain_mac"][::-1],
}
"""Column → another value of it."""
MOVES = ("delete", "unseal", "copy", "swap", "delete and close the gap")


class TakenBack(Exception):
    """So ends every transaction here."""


@pytest.fixture
def trail(database: Database) -> Database:
    """Two municipalities' and the installation's chains, with nothing in the way of who has the database."""
    for municipality_id, number in ((1, EVENTS), (2, OF_OTHERS), (None, OF_OTHERS)):
        write(database, number, municipality_id)
    seal(database)
    with database.engine.begin() as raw:
        if raw.dialect.name == "sqlite":
            for (name,) in raw.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
                raw.execute(text(f"DROP TRIGGER {name}"))
        else:
            for table in (EVENT, HEAD):
                raw.execute(text(f"ALTER TABLE {table.name} DISABLE TRIGGER USER"))
    return database


def write(database: Database, number: int, municipality_id: int | None) -> None:
    """Events of a chain."""
    shared = {"action": "complete_task", "municipality_id": municipality_id, "actor_user_id": 7}
    with database.transaction(EVERY) as session:
        audit.record_many(
            session,
            [
                {
                    **shared,
                    "at": NOW + timedelta(seconds=step),
                    "object_kind": "user_task",
                    "object_id": step,
                    "instance_id": 3,
                    "details": {"step": step},
                }
                for step in range(number)
            ],
        )


@contextmanager
def undone(database: Database) -> Iterator[TenantSession]:
    """A transaction of which nothing stays."""
    with suppress(TakenBack), database.transaction(EVERY) as session:
        yield session
        raise TakenBack


def events(session: TenantSession) -> list[Row]:
    """The municipality's, in the order of its chain."""
    wanted = select(*(EVENT.c[name] for name in COLUMNS)).where(EVENT.c.municipality_id == 1)
    return [row._asdict() for row in session.connection().execute(wanted.order_by(EVENT.c.sealed_seq))]


def changed(session: TenantSession, event_id: int, **values: object) -> None:
    """One row by SQL."""
    session.connection().execute(update(EVENT).where(EVENT.c.id == event_id).values(**values))


def tamper(session: TenantSession, how: str, told: Sequence[Row], chance: random.Random) -> int:
    """One change; gives the row that has to be named: the changed one, or the one after a hole."""
    first = OF_OTHERS if how == "municipality_id" else 0  # its number in the other chain has to be free
    place = chance.randrange(first, len(told) - 1)
    row, following = told[place], told[place + 1]["id"]
    if how in OTHERWISE:
        changed(session, row["id"], **{how: OTHERWISE[how](row)})
        return int(row["id"])
    if how == "copy":
        copied = {name: value for name, value in row.items() if name != "id"}
        copied["sealed_seq"] = told[-1]["sealed_seq"] + 1
        made = session.connection().execute(insert(EVENT).values(**copied).returning(EVENT.c.id))
        return int(made.scalar_one())
    if how == "swap":
        one, other = row["sealed_seq"], told[place + 1]["sealed_seq"]
        for event_id, number in ((row["id"], 10**6), (following, one), (row["id"], other)):
            changed(session, event_id, sealed_seq=number)
    elif how == "unseal":
        changed(session, row["id"], sealed_seq=None, chain_mac=None)
    else:
        session.connection().execute(delete(EVENT).where(EVENT.c.id == row["id"]))
        if how == "delete and close the gap":
            for later in told[place + 1 :]:
                changed(session, later["id"], sealed_seq=later["sealed_seq"] - 1)
    return int(following)


def test_each_of_a_thousand_changes_is_found_and_its_row_named(trail: Database, count: Count) -> None:
    chance, kinds = chance_of(SEED, "changes"), (*OTHERWISE, *MOVES)
    with trail.reading(EVERY) as session:
        told = events(session)
    assert set(FIXED) < set(OTHERWISE)
    unnoticed = []
    for number in range(CHANGES):
        how = kinds[number] if number < len(kinds) else chance.choice(kinds)
        with undone(trail) as session:
            wanted = tamper(session, how, told, chance)
            found = {one.event_id for one in audit.verify(session) if one.chain in (1, 2)}
        if wanted not in found:
            unnoticed.append((SEED, how, wanted, found))
    assert unnoticed == []
    assert problems(trail) == []
    count(32, "changes_found", CHANGES)


def test_a_cut_tail_is_found_even_with_a_new_head(trail: Database, count: Count) -> None:
    chance, known = chance_of(SEED, "cuts"), heads(trail)
    for _ in range(CUTS):
        with undone(trail) as session:
            end = chance.choice(events(session)[:-1])
            later = EVENT.c.sealed_seq > end["sealed_seq"]
            session.connection().execute(delete(EVENT).where(EVENT.c.municipality_id == 1, later))
            session.expire_all()
            assert audit.Problem(1, None, "the chain does not end at its head") in audit.verify(session)
            _new_head(session, end)
            assert audit.verify(session) == []  # the database alone cannot know
            wanted = [audit.Problem(1, None, "events sealed earlier are missing")]
            assert audit.verify(session, known) == wanted, SEED
    assert problems(trail, known) == []
    count(32, "cut_tails_found", CUTS)


def test_a_chain_linked_anew_without_the_key_is_found_from_the_first_row_on(
    trail: Database, count: Count
) -> None:
    chance, guessed = chance_of(SEED, "links"), new_key_ring()
    for _ in range(CUTS):
        with undone(trail) as session:
            told = events(session)
            place = chance.randrange(len(told))
            before = told[place - 1]["chain_mac"] if place else ""
            for row in told[place:]:
                new: dict[str, Any] = {**row, "action": f"{row['action']}x"}
                new["mac"] = event_mac(guessed, new)
                before = chain_mac(guessed, before, row["sealed_seq"], f"{row['id']}|{new['mac']}")
                changed(session, row["id"], action=new["action"], mac=new["mac"], chain_mac=before)
            _new_head(session, {**told[-1], "chain_mac": before})
            named = [one.event_id for one in audit.verify(session) if one.chain == 1]
            assert named == [row["id"] for row in told[place:]], SEED
    count(32, "chains_linked_anew_found", CUTS)


def _new_head(session: TenantSession, end: Row) -> None:
    values = {"sealed_seq": end["sealed_seq"], "chain_mac": end["chain_mac"]}
    session.connection().execute(update(HEAD).where(HEAD.c.chain == 1).values(**values))
    session.expire_all()


@in_the_long_run
def test_a_hundred_thousand_events_are_verified_in_ten_seconds(database: Database, count: Count) -> None:
    for _ in range(10):
        write(database, MANY // 10, 1)
    while seal(database):
        pass
    took = []
    for _ in range(3):
        started = time.perf_counter()
        assert problems(database) == []
        took.append(time.perf_counter() - started)
    count(32, "slowest: milliseconds for 100,000 events", round(1000 * min(took)))
    assert min(took) < SECONDS
