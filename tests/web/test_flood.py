"""One visitor does not take all of a process: beyond so many requests a minute a page says to wait."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.errors import Unusable
from engine.settings import read_settings
from tests.web.town import Guest, Town
from web.application import create_app

MOST = 20


@pytest.fixture
def town(town: Town) -> Town:
    town.runtime.settings = replace(town.runtime.settings, requests_a_minute=MOST)
    town.app = create_app(town.runtime)
    return town


def statuses(guest: Guest, address: str, times: int = MOST + 5) -> list[int]:
    return [guest.get(address).status for _ in range(times)]


def test_beyond_the_measure_a_page_says_to_wait_and_when(town: Town) -> None:
    stranger = town.stranger()
    assert statuses(stranger, "/sign-in") == [200] * MOST + [429] * 5
    page = stranger.get("/sign-in")
    assert page.heading == "Par daudz mēģinājumu"
    assert page.response.headers["Retry-After"] == "60"


def test_each_visitor_has_a_measure_of_their_own(town: Town) -> None:
    ilze, finance = town.guest("caseworker"), town.guest("finance")
    assert 429 in statuses(ilze, "/tasks")
    assert finance.get("/tasks").status == 200


def test_whoever_watches_over_the_house_and_its_pictures_are_not_counted(town: Town) -> None:
    stranger = town.stranger()
    assert set(statuses(stranger, "/health")) == {200}
    assert set(statuses(stranger, "/static/css/pages.css")) == {200}


def test_a_browser_that_says_another_session_each_time_is_counted_by_its_address(town: Town) -> None:
    stranger, found = town.stranger(), []
    for number in range(MOST + 5):
        stranger.client.set_cookie("asistents_session", f"made-up-{number}")
        found.append(stranger.get("/sign-in").status)
    assert found[-1] == 429


@pytest.mark.parametrize(("said", "means"), [("", 600), ("0", 0), ("50", 50)])
def test_an_installation_says_how_many(said: str, means: int) -> None:
    assert read_settings({"ASISTENTS_REQUESTS_A_MINUTE": said}).requests_a_minute == means


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(Unusable):
        read_settings({"ASISTENTS_REQUESTS_A_MINUTE": "many"})
