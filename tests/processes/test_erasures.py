"""Somebody is erased for good: nothing readable is left, the figures, the money and the audit stay."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from engine.errors import EngineError, InvalidAnswers, NotFound
from engine.persistence import rows
from engine.persistence.tables.erasures import Erasure
from engine.persistence.tables.people import Person
from engine.retention import erasures
from engine.runtime import EVERY
from engine.upkeep import reports
from tests.processes.driver import Story
from tests.processes.roads import assessed, decided
from tests.processes.stage import PARTIES

REASON = "Persona lūdza dzēst savus datus."


def refused(story: Story) -> None:
    """Anna's application was refused, and the term to contest is over: nothing binds her data."""
    assessed(story, "anna", each=0)
    decided(story, "refused")
    story.on(date(2026, 3, 5))
    story.is_ended("refused")


def marks_of(name: str) -> list[str]:
    """What somebody of the cast would be known by."""
    person, _ = PARTIES[name]
    return [person.family_name, person.family_name.lower(), person.personal_code, person.email, person.address]


def readable(story: Story, marks: list[str]) -> list[str]:
    """Which of these stand in the raw files of the database, in any encoding of text that it uses."""
    database = Path(story.stage.settings.database_url.removeprefix("sqlite:///"))
    raw = b"".join(one.read_bytes() for one in database.parent.glob(f"{database.name}*"))
    return [mark for mark in marks if mark and mark.encode() in raw]


def unsound(story: Story) -> list[str]:
    return [f"{one.name}: {one.detail}" for one in reports.verify(story.runtime) if not one.ok]


def test_an_applicant_is_erased_and_nothing_readable_is_left(story: Story) -> None:
    refused(story)
    marks = marks_of("anna")
    assert {"Bērziņa", "anna@example.org", "Upes iela 3, Ogre"} <= set(readable(story, marks))
    events = story.read(lambda s: len(story.passed()))
    erasures.erase_person(story.runtime, story.actor("head"), story.person_id("anna"), REASON)
    assert readable(story, marks) == []
    assert unsound(story) == []
    assert len(story.passed()) == events
    [one] = story.read(lambda s: rows.every(s, Erasure, record="person"))
    assert (one.object_id, one.reason) == (story.person_id("anna"), REASON)
    with pytest.raises(EngineError, match="erased already"):
        erasures.erase_person(story.runtime, story.actor("head"), story.person_id("anna"), REASON)
