"""A form that a browser sends twice is done once, whatever it is; what was refused may be sent again."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from engine.people import sent_forms
from engine.people.sent_forms import BeingDone
from engine.persistence import rows
from engine.persistence.tables.arrivals import SentForm
from engine.persistence.tables.cases import CaseNote
from tests.web.busy_town import Busy
from tests.web.town import PASSWORD, Guest, Town

NOTE = "Zvanīja māsa"


def notes(town: Town) -> int:
    return town.read(lambda session: rows.count(session, CaseNote))


@pytest.fixture
def case(town: Town) -> str:
    town.apply("anna")
    return f"/cases/{town.case_id}"


@pytest.fixture
def ilze(town: Town, case: str) -> Guest:
    guest = town.guest("caseworker")
    guest.get(case)
    return guest


def test_a_double_click_writes_one_note_and_leads_where_the_first_one_led(
    town: Town, case: str, ilze: Guest
) -> None:
    answers = [ilze.post(f"{case}/notes", note=NOTE) for _ in range(3)]
    assert {(one.status, one.goes_to) for one in answers} == {(303, answers[0].goes_to)}
    assert notes(town) == 1


def test_the_same_words_from_another_page_are_another_note(town: Town, case: str, ilze: Guest) -> None:
    ilze.post(f"{case}/notes", note=NOTE)
    ilze.get(case)
    ilze.post(f"{case}/notes", note=NOTE)
    assert notes(town) == 2


def test_other_words_from_the_same_page_are_another_note(town: Town, case: str, ilze: Guest) -> None:
    for text in (NOTE, f"{NOTE}.", NOTE):
        ilze.post(f"{case}/notes", note=text)
    assert notes(town) == 2


def test_what_was_refused_may_be_sent_again(town: Town, ilze: Guest) -> None:
    short = {"old_password": PASSWORD, "new_password": "īsa"}
    ilze.get("/account")
    for _ in range(2):
        assert ilze.post("/account/password", **short).status == 422
    assert town.read(lambda session: rows.count(session, SentForm)) == 0


def test_the_same_form_of_two_people_is_two_forms(town: Town, case: str, ilze: Guest) -> None:
    dace = town.guest("other_caseworker")
    dace.get(case)
    word = ilze.token.partition("~")[2]
    for guest in (ilze, dace):
        token = f"{guest.token.partition('~')[0]}~{word}"
        assert guest.send(f"{case}/notes", {"csrf_token": token, "note": NOTE}).status == 303
    assert notes(town) == 2


def test_of_two_at_once_one_is_done_and_the_other_is_told_so(town: Town) -> None:
    key, told, user = "k" * 64, [], town.actor("caseworker").user_id
    gate = threading.Barrier(2)

    def send() -> None:
        gate.wait()
        try:
            told.append(sent_forms.begin(town.runtime, user, key).location)
        except BeingDone:
            told.append("being done")

    both = [threading.Thread(target=send) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(str(one) for one in told) == ["None", "being done"]
    sent_forms.finish(town.runtime, key, "/tasks")
    assert sent_forms.begin(town.runtime, user, key).location == "/tasks"


def test_one_whose_process_died_may_be_sent_again_and_all_are_forgotten_after_a_day(town: Town) -> None:
    user = town.actor("caseworker").user_id
    sent_forms.begin(town.runtime, user, "dead")
    town.clock.pass_time(timedelta(minutes=1))
    with pytest.raises(BeingDone):
        sent_forms.begin(town.runtime, user, "dead")
    town.clock.pass_time(timedelta(minutes=2))
    assert sent_forms.begin(town.runtime, user, "dead").location is None
    sent_forms.finish(town.runtime, "dead", "/")
    town.clock.pass_time(timedelta(days=1, minutes=1))
    assert sent_forms.begin(town.runtime, user, "dead").location is None


def test_every_form_of_every_page_bears_the_word_of_its_page(busy: Busy) -> None:
    guest = busy.guest("caseworker")
    for address in ("/tasks", "/cases/1", "/months"):
        page = guest.get(address)
        assert page.text.count('name="csrf_token"') == page.text.count("~") > 0
