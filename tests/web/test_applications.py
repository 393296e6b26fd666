"""A new application: on paper by the office, online by the person; sent twice it is one."""

from __future__ import annotations

from typing import Any

from engine.persistence import rows
from engine.persistence.tables.cases import Application, ServiceCase
from tests.web.town import Town

ANNA: dict[str, Any] = {
    "applies_for": "self",
    "recipient_given_name": "Anna",
    "recipient_family_name": "Bērziņa",
    "recipient_personal_code": "010560-11011",
    "birth_date-day": "1",
    "birth_date-month": "5",
    "birth_date-year": "1960",
    "recipient_address": "Upes iela 3, Ogre",
    "declared_here": "true",
    "recipient_phone": "20123456",
    "notify_by": "email",
    "recipient_email": "anna@example.org",
    "language": "lv",
    "disability_group": "I",
    "functional_limitation": "movement",
    "special_care_opinion": "false",
    "purposes_wanted": ["work_study_para"],
    "facts_are_true": "true",
    "_action": "complete",
}
ON_PAPER: dict[str, Any] = {
    "application_day-day": "30",
    "application_day-month": "1",
    "application_day-year": "2026",
    "application_channel": "paper",
}


def test_the_office_records_a_paper_application(town: Town) -> None:
    ilze = town.guest("caseworker")
    page = ilze.get("/applications/new")
    sent = ilze.post("/applications/new", **ANNA, **ON_PAPER, _once=page.value("_once"))
    assert sent.status == 303
    done = ilze.get(str(sent.goes_to))
    assert done.heading == "Iesniegums ir saņemts"
    assert "2026-000001" in done.text
    (case,) = town.read(lambda session: rows.every(session, ServiceCase))
    (application,) = town.read(lambda session: rows.every(session, Application))
    assert (application.channel, str(application.received_on)) == ("paper", "2026-01-30")
    assert ilze.get(f"/cases/{case.id}").heading == "Anna Bērziņa"


def test_a_recipient_applies_online_and_is_not_asked_what_is_known(town: Town) -> None:
    anna = town.guest("anna")
    page = anna.get("/applications/new")
    assert page.value("recipient_personal_code") == "010560-11011"
    assert page.value("recipient_given_name") == "Anna"
    assert page.value("recipient_email") == "anna@example.org"
    assert page.value("application_day-day") is None
    sent = anna.post("/applications/new", **ANNA, **ON_PAPER, _once=page.value("_once"))
    assert sent.status == 303
    (application,) = town.read(lambda session: rows.every(session, Application))
    assert (application.channel, application.received_on) == ("online", town.today)
    assert "Iesniegums saņemts" in anna.get("/").text


def test_an_application_for_somebody_else_is_refused_beside_the_field(town: Town) -> None:
    anna = town.guest("anna")
    anna.get("/applications/new")
    page = anna.post("/applications/new", **{**ANNA, "recipient_personal_code": "090372-11049"})
    assert page.status == 422
    assert 'href="#recipient_personal_code"' in page.text
    assert page.value("recipient_personal_code") == "090372-11049"
    assert page.value("recipient_address") == "Upes iela 3, Ogre"


def test_an_application_sent_twice_is_one_case(town: Town) -> None:
    ilze = town.guest("caseworker")
    once = ilze.get("/applications/new").value("_once")
    first = ilze.post("/applications/new", **ANNA, **ON_PAPER, _once=once)
    second = ilze.post("/applications/new", **ANNA, **ON_PAPER, _once=once)
    assert first.goes_to == second.goes_to
    assert town.read(lambda session: rows.count(session, ServiceCase)) == 1
    fresh = ilze.get("/applications/new").value("_once")
    assert fresh != once
    ilze.post("/applications/new", **ANNA, **ON_PAPER, _once=fresh)
    assert town.read(lambda session: rows.count(session, ServiceCase)) == 2


def test_the_word_of_one_person_says_nothing_of_another(town: Town) -> None:
    ilze, dace = town.guest("caseworker"), town.guest("other_caseworker")
    ilze.get("/applications/new"), dace.get("/applications/new")
    ilze.post("/applications/new", **ANNA, **ON_PAPER, _once="the same")
    dace.post("/applications/new", **ANNA, **ON_PAPER, _once="the same")
    assert town.read(lambda session: rows.count(session, ServiceCase)) == 2
