"""The calendar: everything due, only what one may see, and the secret link that a program reads."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import icalendar
import pytest

from engine.inbox import calendar_feeds
from engine.persistence import rows
from engine.persistence.tables.cases import Contract, Decision, ServiceCase
from engine.persistence.tables.inboxes import CalendarFeed
from engine.persistence.tables.weekly import EvidenceDemand
from tests.processes.month_roads import MARCH, march
from tests.processes.roads import assessed, decided
from tests.web.town import Guest, Town

NAMES = ("Anna", "Bērziņa", "Jānis", "Ilze")


def link(guest: Guest) -> str:
    """A fresh link of this person."""
    guest.get("/calendar")
    found = re.search(r"/calendar/feed/[\w-]+\.ics", guest.post("/calendar/link").text)
    assert found is not None
    return found[0]


def events(town: Town, address: str) -> dict[str, tuple[date, str]]:
    """uid → day and words, as a program reads them."""
    answer = town.stranger().get(address)
    assert (answer.status, answer.response.mimetype) == (200, "text/calendar")
    calendar: Any = icalendar.Calendar.from_ical(answer.response.get_data())
    return {str(one["uid"]): (one["dtstart"].dt, str(one["summary"])) for one in calendar.walk("VEVENT")}


def test_a_task_stands_on_its_last_day_with_the_working_days_until_then(town: Town) -> None:
    town.apply()
    page = town.guest("caseworker").get("/calendar")
    assert f"/tasks/{town.task('check_application').id}" in page.links
    assert "Šajā nedēļā termiņu nav" in page.text
    assert re.search(r"pēc \d+ darbdien", page.text)
    assert "/tasks/" not in " ".join(town.guest("finance").get("/calendar").links)


def due_in_april(town: Town) -> None:
    """The last days of a case, its contract and a confirmation, from 8 to 11 April."""
    march(town)
    (decision,) = town.read(lambda session: rows.every(session, Decision))
    with town.runtime.transaction(town.tenant) as session:
        rows.change(session, Contract, {"last_day": date(2026, 4, 10)}, case_id=town.case_id)
        rows.change(
            session,
            Decision,
            {"valid_to": date(2026, 4, 11), "contest_by": date(2026, 4, 9), "issued_on": date(2026, 3, 1)},
            id=decision.id,
        )
        demanded = {"purpose": "leisure", "demanded_on": date(2026, 3, 1), "demanded_by": 1}
        rows.insert_many(
            session,
            EvidenceDemand,
            [
                {
                    "municipality_id": town.tenant.municipality_id,
                    "month_id": town.month(MARCH).id,
                    "due_on": date(2026, 4, 8),
                    "received_on": None,
                    "received_by": None,
                    **demanded,
                }
            ],
        )


def test_decisions_contracts_months_and_confirmations_stand_on_their_days(town: Town) -> None:
    due_in_april(town)
    page = town.guest("caseworker").get("/calendar?from=2026-03-30").text
    for words in (
        "Pēdējā diena lēmuma apstrīdēšanai",
        "Līguma pēdējā diena",
        "Lēmuma pēdējā diena",
        "Līdz šai dienai gaida pieprasīto apliecinājumu",
        "Vēl neparakstīti mēneši: 1",
        "Lielā Piektdiena",
    ):
        assert words in page, words


def test_everybody_sees_the_days_of_their_own_cases_only(town: Town) -> None:
    due_in_april(town)
    with town.runtime.transaction(town.tenant) as session:
        rows.change(
            session, ServiceCase, {"caseworker_user_id": town.actor("caseworker").user_id}, id=town.case_id
        )
    mine = town.guest("other_caseworker").get("/calendar?from=2026-03-30&whose=mine").text
    assert "Līguma pēdējā diena" not in mine
    assert "Līguma pēdējā diena" in town.guest("caseworker").get("/calendar?from=2026-03-30&whose=mine").text
    assert "Līguma pēdējā diena" in town.guest("anna").get("/calendar?from=2026-03-30").text
    assert "Līguma pēdējā diena" in town.guest("janis").get("/calendar?from=2026-03-30").text
    assert "Līguma pēdējā diena" not in town.guest("marta").get("/calendar?from=2026-03-30").text
    finance = town.guest("finance").get("/calendar?from=2026-03-30").text
    assert "Vēl neparakstīti mēneši: 1" in finance
    assert "Līguma pēdējā diena" not in finance


def test_the_term_of_the_decision_is_the_diagrams_own_timer(town: Town) -> None:
    assessed(town)
    page = town.guest("caseworker").get("/calendar?from=2026-02-16").text
    assert "Pēdējā diena lēmuma pieņemšanai" in page
    decided(town)
    page = town.guest("caseworker").get("/calendar?from=2026-02-16").text
    assert "Pēdējā diena lēmuma pieņemšanai" not in page


def test_the_link_names_nobody_and_the_same_thing_keeps_its_name(town: Town) -> None:
    march(town)
    ilze = town.guest("caseworker")
    address = link(ilze)
    first = events(town, address)
    assert first
    assert not [words for _, words in first.values() if any(name in words for name in NAMES)]
    assert (
        town.stranger().get(address).response.get_data() == town.stranger().get(address).response.get_data()
    )
    town.on(town.today + timedelta(days=1))
    again = events(town, address)
    assert again.keys() & first.keys()
    assert {uid: again[uid] for uid in again.keys() & first.keys()} == {
        uid: first[uid] for uid in again.keys() & first.keys()
    }


def test_a_moved_deadline_moves_the_same_event(town: Town) -> None:
    town.apply()
    address = link(town.guest("caseworker"))
    task = town.task("check_application").id
    head = town.guest("head")
    head.get(f"/cases/{town.case_id}")
    uid = f"task-{task}@{town.tenant.municipality_id}.asistents"
    (before, words), day = events(town, address)[uid], {"day-day": "20", "day-month": "2", "day-year": "2026"}
    head.post(f"/tasks/{task}/deadline", reason="Slimība", **day)
    assert events(town, address)[uid] == (date(2026, 2, 20), words)
    assert before != date(2026, 2, 20)


def test_a_new_link_ends_the_old_one_and_it_can_be_taken_away(town: Town) -> None:
    town.apply()
    ilze = town.guest("caseworker")
    old = link(ilze)
    new = link(ilze)
    assert town.stranger().get(old).status == 404
    assert town.stranger().get(new).status == 200
    (kept,) = town.read(lambda session: rows.every(session, CalendarFeed))
    assert new[len("/calendar/feed/") : -len(".ics")] not in kept.token_hash
    ilze.get("/calendar")
    ilze.post("/calendar/link/remove")
    assert town.stranger().get(new).status == 404
    assert town.read(lambda session: rows.every(session, CalendarFeed)) == []


def test_a_closed_account_has_no_calendar(town: Town) -> None:
    town.apply()
    address = link(town.guest("caseworker"))
    sandra = town.guest("administrator")
    sandra.get("/users")
    sandra.post(f"/users/{town.actor('caseworker').user_id}/disable")
    assert town.stranger().get(address).status == 404


@pytest.mark.parametrize("who", ["provider", "ministry"])
def test_who_has_no_calendar_makes_no_link(town: Town, who: str) -> None:
    guest = town.guest(who)
    assert guest.get("/calendar").status == 404
    guest.get("/settings")
    assert guest.post("/calendar/link").status == 404
    assert calendar_feeds.made_at(town.runtime, town.actor("caseworker")) is None


def test_words_that_are_no_day_begin_with_this_week(town: Town) -> None:
    ilze = town.guest("caseworker")
    assert ilze.get("/calendar?from=soon").status == 200
    assert ilze.get("/calendar?from=1800-01-01").status == 200
    assert ilze.get("/calendar?from=9999-12-31").status == 200
