"""Help at one place of every page; the guided tour of a demo; a page that stood open too long."""

from __future__ import annotations

import re

import pytest

from engine.domain.rights import Role
from engine.simulation.sign_ins import SignIn
from tests.web.town import PASSWORD, Town
from web.pages import tour


def test_help_stands_at_the_same_place_of_every_page(town: Town) -> None:
    places = set()
    for name, addresses in {"anna": ("/", "/settings"), "caseworker": ("/tasks", "/cases", "/help")}.items():
        guest = town.guest(name)
        for address in addresses:
            tools = re.search(r'<ul class="frame-tools">.*?</header>', guest.get(address).text, re.DOTALL)
            assert tools is not None
            links = re.findall(r'<a class="govuk-link" href="(/[a-z]+)"', tools[0])
            places.add(tuple(links[-2:]))
    assert places == {("/help", "/settings")}


def test_everybody_is_helped_with_their_own_matters(town: Town) -> None:
    assert "Kā apstiprināt mēnesi?" in town.guest("anna").get("/help").text
    assert "Kā ierakstīt stundas?" in town.guest("janis").get("/help").text
    assert "Cilvēkam nav paroles" in town.guest("caseworker").get("/help").text
    stranger = town.stranger().get("/help").text
    assert "Es nevaru ieiet" in stranger
    assert "Cilvēkam nav paroles" not in stranger


def test_the_tour_exists_in_a_demo_only(town: Town) -> None:
    stranger = town.stranger()
    stranger.get("/sign-in")
    assert stranger.get("/tour").status == 404
    assert stranger.post("/tour/1").status == 404
    assert "/tour" not in stranger.get("/help").links


def test_the_tour_leads_from_role_to_role(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a demo: signed in as whoever acts at the stop, with the way to the next one."""
    monkeypatch.setattr(tour, "is_demo", lambda _runtime: True)
    monkeypatch.setattr(tour, "who", lambda role: _sign_in_of(str(role)))
    monkeypatch.setattr("web.frame.DEMO", "test")
    guest = town.stranger()
    assert guest.get("/tour").heading == "Ekskursija"
    assert guest.post("/tour/2").goes_to == "/"
    page = guest.get("/")
    assert page.heading == "Kas man jādara"
    assert "2. pietura no 10" in page.text
    assert 'action="/tour/3"' in page.text
    assert guest.post("/tour/3").goes_to == "/questions"
    assert guest.get("/questions").status == 200
    assert guest.post("/tour/end").goes_to == "/"
    assert "pietura no" not in guest.get("/questions").text


def _sign_in_of(role: str) -> SignIn:
    user = {"recipient": "anna", "assistant": "janis"}.get(role, role)
    return SignIn(Role(role), user, user, PASSWORD)


def test_a_page_that_stood_open_too_long_says_so(town: Town) -> None:
    anna = town.guest("anna")
    refused = anna.send("/settings", {"csrf_token": "old"})
    assert refused.status == 400
    assert "Šī lapa bija atvērta ilgi" in refused.text
    assert "Nekas netika mainīts" in refused.text or "nav mainīts" in refused.text


def test_reading_settings_follow_the_person_to_another_browser(town: Town) -> None:
    anna = town.guest("anna")
    sent = {"text_size": "larger", "contrast": "high", "spacing": "wide", "shortcuts": "on", "next": "/"}
    assert anna.post("/settings", **sent).status == 303
    elsewhere = town.guest("anna")
    assert "text-larger contrast-high spacing-wide" in elsewhere.get("/").text
    assert "text-normal" in town.guest("janis").get("/").text
    signed_out = town.stranger()
    signed_out.get("/settings")
    signed_out.post("/settings", **{**sent, "contrast": "normal"})
    assert "text-larger contrast-normal" in signed_out.get("/sign-in").text
