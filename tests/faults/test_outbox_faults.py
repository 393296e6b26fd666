"""Letters to a ministry that answers, drops, vanishes, refuses and answers twice: one effect for each key."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest

from engine.clock import VirtualClock
from engine.documents.letter_templates import FilledLetter
from engine.documents.mail import build_email
from engine.jobs.worker import drain
from engine.persistence import rows
from engine.persistence.tables.jobs import Incident
from engine.persistence.tables.people import Language
from engine.persistence.tables.records import Document, OutboxKind, OutboxMessage, OutboxState
from engine.runtime import EVERY, Runtime
from engine.settings import MailServer
from tests.faults import invariants
from tests.faults.conftest import Count, NewPlace, chance_of
from tests.faults.fake_ministry import FakeMinistry
from tests.faults.house import BEGINS, TENANT, Place, open_place
from tests.faults.nursery import Nursery, acknowledged

KILLED, LATE_MINUTES = -9, 10  # the fresh process comes after the lease has run out
READER, SENDER = "ministrija@example.lv", "sd@ogre.example"
MOODS = ("answer", "drop", "vanish", "refuse", "twice")


@pytest.fixture
def ministry(chance: random.Random) -> Iterator[FakeMinistry]:
    """In a mood that changes with every letter."""
    ministry = moody(chance)
    yield ministry
    ministry.close()


def moody(chance: random.Random) -> FakeMinistry:
    """In each mood once, then as chance has it."""
    return FakeMinistry(lambda number: MOODS[number] if number < len(MOODS) else chance.choice(MOODS))


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
            recipient=READER,
            payload={"document_id": document.id},
            next_at=BEGINS,
        )
        session.add(letter)


def states(runtime: Runtime) -> list[OutboxState]:
    with runtime.reading(EVERY) as session:
        return [state for (state,) in rows.values(session, OutboxMessage, ["state"])]


def names(runtime: Runtime, state: OutboxState) -> set[str]:
    """The names under which letters in this state go out."""
    with runtime.reading(EVERY) as session:
        keys = [key for (key,) in rows.values(session, OutboxMessage, ["key"], state=state)]
    letter = FilledLetter("Atgādinājums", "# Labdien\n")
    made = [build_email(letter, recipient=READER, sender=SENDER, key=key, sent_at=BEGINS) for key in keys]
    return {str(one["Message-ID"]) for one in made}


def test_every_letter_takes_effect_once(
    place: Place, ministry: FakeMinistry, count: Count, long: bool
) -> None:
    letters, clock = (60 if long else 6), VirtualClock(BEGINS)
    runtime = open_place(place, clock)
    runtime.settings = replace(runtime.settings, mail=MailServer("127.0.0.1", ministry.port, SENDER))
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
    sent, given_up = names(runtime, OutboxState.SENT), names(runtime, OutboxState.FAILED)
    assert sent - set(ministry.arrived) == set(), "a letter counts as sent and is not there"
    assert set(ministry.arrived) - sent - given_up == set(), "a letter came under two names"
    assert failed <= letters // 10 + 1, "eight tries in a row went wrong more often than chance allows"
    with runtime.reading(EVERY) as session:
        assert rows.count(session, Incident) == failed
    invariants.refuse_unsound(runtime)
    runtime.database.close()
    count(6, "letters", letters)
    count(6, "repetitions_recognised", ministry.arrived.total() - ministry.effects)
    count(6, "given_up_and_told", failed)


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_death_at_any_commit_of_the_post_sends_each_letter_once(
    *, when: str, new_place: NewPlace, nursery: Nursery, tmp_path: Path, count: Count, long: bool
) -> None:
    """Before the note of it was committed the letter had been taken over: it goes again under its name."""
    ministry, runs, deaths = FakeMinistry(lambda _number: "answer"), (10 if long else 1), 0
    whole = _play_post(nursery, _posted(new_place, ministry, "whole"), tmp_path / "whole")
    for point in list(range(1, whole + 1)) * runs:
        deaths += 1
        place, acks = _posted(new_place, ministry, f"{when}-{deaths}"), tmp_path / f"acks-{deaths}"
        order = {"crash_at": point, "when": when, "acks": str(acks)}
        assert nursery.run("send_letters", place, **order) == KILLED
        assert _play_post(nursery, place, acks, late=LATE_MINUTES) > 0
        runtime = invariants.looked_at(place, BEGINS)
        assert states(runtime) == [OutboxState.SENT]
        runtime.database.close()
    repeated = ministry.arrived.total() - ministry.effects
    assert ministry.effects == deaths + 1
    assert repeated >= runs * (when == "before")
    ministry.close()
    count(6, f"deaths_{when}_a_commit", deaths)
    count(6, "repetitions_recognised", repeated)


def _posted(new_place: NewPlace, ministry: FakeMinistry, key: str) -> Place:
    """A fresh house on SQLite with one letter to this ministry."""
    place = replace(new_place("table-sqlite"), mail_port=ministry.port)
    runtime = open_place(place, VirtualClock(BEGINS))
    post(runtime, key)
    runtime.database.close()
    return place


def _play_post(nursery: Nursery, place: Place, acks: Path, *, late: int = 0) -> int:
    """Send what waits, in a process of its own; how many commits that took."""
    assert nursery.run("send_letters", place, acks=str(acks), late=late) == 0
    [(_, number)] = [line for line in acknowledged(acks) if line[0] == "commits"]
    return int(number)


def test_a_course_of_faults_is_repeated_by_its_seed(new_place: NewPlace) -> None:
    """What went wrong, when, how often it was tried: the same seed brings the same, another one another."""

    def _course(seed: int) -> list[object]:
        clock, ministry = VirtualClock(BEGINS), moody(chance_of(seed, "course"))
        place = replace(new_place("table-sqlite"), mail_port=ministry.port)
        runtime, course = open_place(place, clock), list[object]()
        for number in range(4):
            post(runtime, f"letter-{number}")
        for _ in range(5):
            drain(runtime)
            clock.pass_time(timedelta(minutes=20))
            with runtime.reading(EVERY) as session:
                course += rows.values(session, OutboxMessage, ["key", "state", "attempts"])
            course.append(sorted(ministry.arrived.items()))
        runtime.database.close()
        ministry.close()
        return course

    first, other = _course(5), _course(6)
    assert _course(5) == first
    assert other != first
