"""A file whose key was destroyed says so in words; everybody else's pages go on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.persistence import data_keys
from engine.persistence.tables.cases import ServiceCase
from engine.persistence.tables.people import Person
from engine.runtime import EVERY
from tests.processes.roads import assessed
from tests.stages import empty_stages
from tests.web.town import Town, found_town


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A town with keys of its own: copies of one installation lend each other what they hold open."""
    opened = Town(found_town(empty_stages(tmp_path).on_sqlite()), reload=False).open_pages()
    yield opened
    opened.close()


def test_what_was_erased_is_said_in_words_and_nothing_breaks(town: Town) -> None:
    assessed(town)
    page = f"/cases/{town.case_id}?section=data"
    assert town.guest("caseworker").get(page).status == 200
    recipient = town.read(lambda s: s.get_one(ServiceCase, town.case_id).recipient_id)
    with town.runtime.transaction(EVERY) as session:
        data_keys.destroy(session, recipient, town.runtime.clock.now())
    erased = town.guest("caseworker").get(page)
    assert erased.status == 410
    assert "Šie dati ir dzēsti" in erased.text
    assert "can no longer be read" in town.guest("caseworker").get(f"{page}&lang=en").text
    assert town.guest("caseworker").get("/tasks").status == 200
    assert town.read(lambda s: s.get_one(Person, recipient).personal_code) is None
