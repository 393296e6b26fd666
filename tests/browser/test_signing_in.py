"""The second factor without JavaScript on a small telephone, and its pages at a desk in both languages."""

from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest
from playwright.sync_api import Page, expect

from engine.clock import VirtualClock
from tests.browser.live_town import COUNT_VIOLATIONS, DESK, LiveTown, Person
from tests.web.town import PASSWORD

pytestmark = pytest.mark.browser
SMALL = {"width": 320, "height": 640}
FACTOR = "/account/second-factor"


def code(live: LiveTown, secret: str) -> str:
    """What the authenticator shows; the one before it is over."""
    clock = live.town.runtime.clock
    assert isinstance(clock, VirtualClock)
    clock.pass_time(timedelta(minutes=1))
    return pyotp.TOTP(secret).at(clock.now())


def press(page: Page, words: str) -> None:
    """A button of the page's own part."""
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=words).first.click()


def secret_on(page: Page) -> str:
    """The letters below the code to scan."""
    return page.locator("main code").inner_text().replace(" ", "")


def test_a_small_telephone_without_scripts_sets_it_up_and_comes_in_with_it(live: LiveTown) -> None:
    person = live.stranger(viewport=SMALL, java_script_enabled=False)
    person.name = "other_finance"
    page = person.sign_in().page
    person.open("/settings").follow("Pieteikšanās").follow("Ieslēgt otro faktoru")
    press(page, "Ieslēgt otro faktoru")
    secret = secret_on(page)
    assert page.locator("main img").bounding_box()
    page.fill("#code", code(live, secret))
    press(page, "Ieslēgt")
    expect(page.get_by_role("heading", level=1)).to_have_text("Jūsu kodi uz papīra")
    paper = page.locator("main code").all_inner_texts()[0]
    page.context.clear_cookies()
    for typed in (code(live, secret), paper):
        person.sign_in()
        expect(page.get_by_role("heading", level=1)).to_have_text("Otrā faktora kods")
        page.fill("#code", "000000")
        person.send()
        page.fill("#code", typed)
        person.send()
        assert page.url.endswith("/tasks")
        page.context.clear_cookies()


def test_its_pages_hold_at_a_desk_in_both_languages(live: LiveTown) -> None:
    person = live.stranger(viewport=DESK)
    person.page.add_init_script(COUNT_VIOLATIONS)
    person.name = "head"
    page = person.sign_in().page
    for language, button in (("en", "Set up a second factor"), ("lv", "Ieslēgt otro faktoru")):
        person.open(f"{FACTOR}?lang={language}").look()
        if language == "en":
            press(page, button)
    person.look("second_factor")
    page.fill("#code", code(live, secret_on(page)))
    press(page, "Ieslēgt")
    person.look("recovery_codes")
    for language in ("en", "lv"):
        person.open(f"{FACTOR}?lang={language}").look()
        person.open(f"/account?lang={language}")
        page.fill("#old_password", PASSWORD)
        page.fill("#new_password", "īsa")
        press(page, "Change" if language == "en" else "Mainīt")
        look_at_errors(person)


def look_at_errors(person: Person) -> None:
    """A page that came back with what is wrong."""
    expect(person.page.locator(".govuk-error-summary")).to_be_visible()
    person.look()
