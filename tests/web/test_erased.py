"""A file whose key was destroyed says so in words; everybody else's pages go on."""

from __future__ import annotations

from engine.persistence import data_keys
from engine.persistence.tables.cases import ServiceCase
from engine.persistence.tables.people import Person
from engine.runtime import EVERY
from tests.processes.roads import assessed
from tests.web.town import Town


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
