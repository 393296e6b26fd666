"""Letters to a ministry that answers, drops, vanishes, refuses and answers twice: one effect for each key."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

import pytest

from engine.clock import VirtualClock
from engine.jobs.worker import drain
from engine.persistence import rows
from engine.persistence.tables.people import Language
from engine.persistence.tables.records import Document, OutboxKind, OutboxMessage, OutboxState
from engine.runtime import EVERY, Runtime
from engine.settings import MailServer
from tests.faults import invariants
from tests.faults.conftest import Count
from tests.faults.fake_ministry import FakeMinistry
from tests.faults.house import BEGINS, TENANT, Place, open_place

MOODS = ("answer", "drop", "vanish", "refuse", "twice")


@pytest.fixture
def ministry(chance: random.Random) -> Iterator[FakeMinistry]:
    """In a mood that changes with every letter."""
    ministry = FakeMinistry(lambda number: MOODS[number] if number < len(MOODS) else chance.choice(MOODS))
    yield ministry
    ministry.close()


def post(runtime: Runtime, key: str) -> None:
    with runtime.transaction(TENANT) as session:
        document = Document(
            municipality_id=1,
            key=key,
            kind="reminder",
            title=f"Atgādinājums {key}",
            language=Language.LV,
            markdown="# Labdien\n",
            created_at=BEGINS,
            sha256="0" * 64,
        )
        session.add(document)
        session.flush()
        letter = OutboxMessage(
            municipality_id=1,
            key=key,
            kind=OutboxKind.EMAIL,
            recipient="ministrija@example.lv",
            payload={"document_id": document.id},
            next_at=BEGINS,
        )
        session.add(letter)


def states(runtime: Runtime) -> list[OutboxState]:
    with runtime.reading(EVERY) as session:
        return [state for (state,) in rows.values(session, OutboxMessage, ["state"])]


def test_every_letter_takes_effect_once(
    place: Place, ministry: FakeMinistry, count: Count, long: bool
) -> None:
    letters, clock = (60 if long else 6), VirtualClock(BEGINS)
    runtime = open_place(place, clock)
    runtime.settings = replace(
        runtime.settings, mail=MailServer("127.0.0.1", ministry.port, "sd@ogre.example")
    )
    for number in range(letters):
        post(runtime, f"letter-{number}")
    deaths = iter([True, False])
    note = rows.change

    def _dies_before_noting(*given: object, **more: object) -> int:
        if next(deaths, False):
            raise RuntimeError("the machine died between the answer and our note of it")
        return note(*given, **more)  # type: ignore[arg-type]

    with patch.object(rows, "change", _dies_before_noting):
        for _ in range(16):
            drain(runtime)
            clock.pass_time(timedelta(minutes=150))
    found = states(runtime)
    failed = found.count(OutboxState.FAILED)
    assert found.count(OutboxState.SENT) + failed == letters
    assert ministry.effects + failed >= letters
    assert ministry.effects <= letters
    assert failed <= letters // 10 + 1, "eight tries in a row went wrong more often than chance allows"
    invariants.refuse_unsound(runtime)
    runtime.database.close()
    count(6, "letters", letters)
    count(6, "repetitions_recognised", ministry.arrived.total() - ministry.effects)
    count(6, "given_up_and_told", failed)
