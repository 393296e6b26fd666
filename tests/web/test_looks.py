"""What a page says where people look first: whose, which month, which way on; and what lies over what."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from engine.domain.rights import Role
from engine.office import municipalities
from engine.simulation.sign_ins import SignIn
from tests.processes.month_roads import march
from tests.processes.roads import assessed, decided
from tests.web.town import PASSWORD, Town
from web import demo_sign_ins
from web.pages import users


def test_what_a_case_waits_for_says_which_month(town: Town) -> None:
    march(town)
    page = town.guest("caseworker").get(f"/cases/{town.case_id}").text
    waiting = page.partition('id="now"')[2].partition("</section>")[0]
    assert "2026. gada marts, " in waiting
    assert "Termiņš: " in waiting


def test_a_letters_title_leaves_the_case_number_to_the_page(town: Town) -> None:
    assessed(town)
    decided(town)
    home = town.guest("anna").get("/").text
    assert "Lēmums par asistenta pakalpojumu<" in home
    assert re.search(r'Lieta <span class="nowrap">2026-\d{6}</span>', home)
    ilze = town.guest("caseworker")
    course = ilze.get(f"/cases/{town.case_id}").text
    assert "Vēstule: Lēmums par asistenta pakalpojumu<" in course
    assert "– lieta 2026" not in course + ilze.get(f"/cases/{town.case_id}?section=documents").text
    letter = ilze.get(f"/letters/{town.letters('decision_granted', to='anna')[0].id}")
    assert letter.heading == "Lēmums par asistenta pakalpojumu"
    assert letter.text.count("Sociālais dienests\n") <= 2


def test_the_running_sum_stands_last_beside_the_form(town: Town) -> None:
    """It stays in sight while the form is scrolled: what stood below it would lie under it."""
    town.apply()
    town.complete("check_application", application_complete=True)
    page = town.guest("caseworker").get(f"/tasks/{town.task('assess_need').id}").text
    assert page.index("score only-beside") > page.index("Agrākās atbildes")


def test_users_stand_by_name_and_are_found_by_role(town: Town) -> None:
    sandra = town.guest("administrator")
    names = re.findall(r'data-table__main"><a[^>]*>([^<]+)', sandra.get("/users").text)
    assert len(names) > 5
    assert names == sorted(names, key=str.casefold)
    found = sandra.get("/users?role=administrator").text
    assert re.findall(r'data-table__main"><a[^>]*>([^<]+)', found) == ["Sandra Kļava"]
    assert "Neviens nav atrasts" in sandra.get("/users?q=Nezināms").text


def test_the_role_stays_while_one_leafs_through(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(users, "ON_A_PAGE", 1)
    assert "/users?role=recipient&page=2" in town.guest("administrator").get("/users?role=recipient").links


def test_a_days_deadlines_name_the_person(town: Town) -> None:
    town.apply()
    town.complete("check_application", application_complete=True)
    page = town.guest("caseworker").get("/calendar?from=2026-02-16").text
    assert "Pēdējā diena lēmuma pieņemšanai: Anna Bērziņa" in page


def test_in_a_demo_one_press_signs_in(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    known = [SignIn(Role.CASEWORKER, "caseworker", "Ilze Ozola", PASSWORD)]
    card = municipalities.card
    monkeypatch.setattr(demo_sign_ins, "DEMO_SIGN_INS", known)
    monkeypatch.setattr(municipalities, "card", lambda *asked: replace(card(*asked), kind="demo"))
    stranger = town.stranger()
    offered = stranger.get("/sign-in").text.partition('id="demo-sign-ins"')[2]
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', offered))
    assert stranger.send("/sign-in", fields).status == 303
    assert stranger.get("/tasks").status == 200


def test_whoever_completes_a_task_is_told_what_is_next_in_the_case(town: Town) -> None:
    town.apply()
    ilze = town.guest("caseworker")
    address = f"/tasks/{town.task('check_application').id}"
    version = ilze.get(address).value("_version")
    ilze.post(address, _action="complete", _version=version, application_complete="true")
    told = "Pabeigts: Pārbaudīt iesniegumu un dokumentus. Tālāk šajā lietā: Aizpildīt novērtēšanas anketu."
    assert told in ilze.get("/tasks").text


def test_where_the_next_step_is_somebody_elses_nothing_more_is_said(town: Town) -> None:
    assessed(town)
    ilze = town.guest("caseworker")
    address = f"/tasks/{town.task('draft_decision').id}"
    page = ilze.get(address)
    fields = {name: page.value(name) for name in ("_version", "decision_hours")}
    days = {
        f"{name}-{part}": page.value(f"{name}-{part}")
        for name in ("valid_from", "valid_to")
        for part in ("day", "month", "year")
    }
    answers = {"decision_outcome": "granted", "decision_reasons": "Pakalpojums vajadzīgs."}
    sent = {**fields, **days, **answers, "_action": "complete", "csrf_token": ilze.token}
    assert ilze.send(address, sent).status == 303
    listed = ilze.get("/tasks").text
    assert "Pabeigts: Sagatavot lēmuma projektu." in listed
    assert "Tālāk šajā lietā" not in listed


def test_days_of_a_finished_form_read_like_all_days(town: Town) -> None:
    town.apply()
    data = town.guest("caseworker").get(f"/cases/{town.case_id}?section=data").text
    assert re.search(r">0\d\.0\d\.\d{4}\.<", data)
    assert not re.search(r">\d\.\d{1,2}\.\d{4}\.<", data)
