"""A word of its own in every column that holds people's data stands where it may be read, and nowhere else.

It stands on the pages of those who may read it; in no address, header, file name or line of a log, on no page
of an outsider, and in the raw file of the database only where people are searched by it.
"""

from __future__ import annotations

import io
import logging
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url

from engine.persistence import rows
from engine.persistence.backup import copy_database
from engine.persistence.tables import Base
from engine.persistence.types import EncryptedBytes, EncryptedJson
from engine.runtime import EVERY
from tests.postgres_tools import dump
from tests.web.busy_town import ROLES, Busy
from tests.web.town import Town
from web.log_lines import log_to_stderr

PLAIN = {"person": ("given_name", "family_name", "address", "phone", "email")}
"""Searched by, hence plain: in the database's file they may stand, elsewhere as little as the others."""
STRANGERS = "plmos"  # process owner, another child's mother, ministry, another organisation, administrator
NAMES = {"person.given_name", "person.family_name"}
BYTES = re.compile(rb"\\\\x((?:[0-9a-f]{2})+)")  # a column of bytes in a dump
LEADS = ("href", "src", "action", "formaction")


@dataclass(frozen=True)
class Planted:
    """The busy town with its marks, and where each was planted."""

    busy: Busy
    marks: Mapping[str, str]  # mark → "table.column"
    folder: Path


@pytest.fixture(scope="module")
def planted(
    request: pytest.FixtureRequest, busy: Busy, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Planted]:
    """Every row of every such column says its mark."""
    folder = tmp_path_factory.mktemp("marked")
    town = busy.town.another(request, folder)
    marks = plant(town)
    yield Planted(Busy(town, busy.named), marks, folder)
    town.close()


def plant(town: Town) -> dict[str, str]:
    marks: dict[str, str] = {}
    strangers = {town.actor(name).person_id for name in ("marta", "karlis")}  # who see their own
    with town.runtime.transaction(EVERY) as session:
        for mapper in sorted(Base.registry.mappers, key=lambda one: str(one.local_table)):
            table = mapper.class_.__tablename__
            names = PLAIN.get(table, ()) + tuple(
                one.key for one in mapper.local_table.columns if isinstance(one.type, EncryptedBytes)
            )
            for name in names:
                kind, mark = mapper.local_table.c[name].type, f"zz{len(marks):02}marked"
                marks[mark] = f"{table}.{name}"
                found = rows.every(session, mapper.class_) if name not in UNMARKED else ()
                for row in (one for one in found if table != "person" or one.id not in strangers):
                    setattr(row, name, marked(getattr(row, name), mark, kind))
            session.flush()
    return marks


UNMARKED = {"state", "content", "before_state"}  # what an engine or another house reads: sealed as it is


def marked(value: Any, mark: str, kind: object) -> Any:
    """The value with the mark in it, of the same shape."""
    if isinstance(value, dict) and isinstance(kind, EncryptedJson):
        return {**value, mark: mark}
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return [*value, mark]
    return f"{value} {mark}" if isinstance(value, str) and not isinstance(kind, EncryptedJson) else value


class Addresses(HTMLParser):
    """What a page leads to and sends along."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in LEADS]


@dataclass
class Left:
    """What left the house while somebody opened every page."""

    bodies: str = ""
    around: str = ""  # addresses, headers, names of files
    logged: str = ""


def opened(planted: Planted, letter: str) -> Left:
    left, told = Left(), io.StringIO()
    busy = planted.busy
    guest = busy.guest(ROLES[letter])
    stderr, handlers = sys.stderr, logging.getLogger().handlers[:]
    sys.stderr = told
    try:
        log_to_stderr("json")
        for address in busy.rules("GET").values():
            answer = guest.get(address)
            left.bodies += answer.response.get_data(as_text=False).decode("utf-8", "replace")
            left.around += "\n".join(f"{name}: {value}" for name, value in answer.response.headers)
            reader = Addresses()
            reader.feed(answer.text)
            left.around += "\n".join(reader.found)
    finally:
        sys.stderr = stderr
        logging.getLogger().handlers[:] = handlers
    left.logged = told.getvalue()
    return left


def hits(planted: Planted, text: str) -> set[str]:
    return {place for mark, place in planted.marks.items() if mark in text}


@pytest.mark.parametrize("letter", ROLES)
def test_marks_stand_on_pages_of_those_who_may_read_them_and_nowhere_else(
    planted: Planted, letter: str
) -> None:
    left = opened(planted, letter)
    assert left.logged.count("\n") > 20
    assert hits(planted, left.logged) == set()
    assert hits(planted, left.around) == set()
    if letter in STRANGERS:
        assert hits(planted, left.bodies) == (NAMES if letter == "s" else set())  # of whoever signs in
    if letter == "c":
        assert {"person.family_name", "decision.reasons"} <= hits(planted, left.bodies)


def raw(request: pytest.FixtureRequest, planted: Planted) -> bytes:
    """The database as whoever steals its disk or its dump has it."""
    url = make_url(planted.busy.town.stage.settings.database_url)
    if url.drivername == "sqlite":
        copy_database(Path(str(url.database)), planted.folder / "raw.db")
        return (planted.folder / "raw.db").read_bytes()
    dump(request.getfixturevalue("postgres"), str(url.database), planted.folder / "raw.sql", form="plain")
    text = (planted.folder / "raw.sql").read_bytes()
    opened = b"\n".join(bytes.fromhex(one.decode()) for one in BYTES.findall(text))
    assert b"<bpmn:process" in opened  # the files of the release: bytes are looked into
    return text + opened


def test_the_raw_file_holds_no_mark_but_those_people_are_searched_by(
    request: pytest.FixtureRequest, planted: Planted
) -> None:
    found_in = raw(request, planted)
    found = {place for mark, place in planted.marks.items() if mark.encode() in found_in}
    assert found == {f"person.{name}" for name in PLAIN["person"]}


def test_there_are_fifty_places(planted: Planted) -> None:
    assert len(planted.marks) >= 50
