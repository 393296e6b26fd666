"""The second factor without JavaScript on a small telephone, and its pages at a desk in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest
from playwright.sync_api import CDPSession, Page, expect

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


def with_a_key(page: Page) -> CDPSession:
    """A security key is plugged in: Chromium's own, which signs as a real one does."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "usb", "hasUserVerification": True, "isUserVerified": True}
    options = {**key, "automaticPresenceSimulation": True, "hasResidentKey": False}
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return devices


def test_a_security_key_is_added_and_opens_the_house(live: LiveTown) -> None:
    live.address = live.address.replace("127.0.0.1", "localhost")
    settings = replace(live.town.runtime.settings, public_address=live.address)
    live.town.runtime.settings = settings
    person = live.stranger(viewport=SMALL)
    person.page.add_init_script(COUNT_VIOLATIONS)
    person.name = "finance"
    page = person.sign_in().page
    with_a_key(page)
    for language in ("en", "lv"):
        person.open(f"{FACTOR}/key?lang={language}").look()
    person.look("new_key")
    expect(page.locator("[data-passkey-trouble]")).to_be_hidden()
    page.fill("#name", "Zilā atslēga")
    person.send()
    expect(page.get_by_role("heading", level=1)).to_have_text("Jūsu kodi uz papīra")
    for language in ("en", "lv"):
        person.open(f"{FACTOR}?lang={language}").look()
    person.look("keys")
    expect(page.locator("main .plain-list li")).to_contain_text("Zilā atslēga")
    page.context.clear_cookies()
    person.sign_in()
    person.look("asked_for_a_key")
    expect(page.locator("[data-passkey-trouble]")).to_be_hidden()
    with page.expect_navigation():
        page.locator("[data-key-button]").click()
    assert page.url.endswith("/tasks")


def test_without_its_script_a_page_of_keys_says_what_to_do_instead(live: LiveTown) -> None:
    live.town.runtime.settings = replace(
        live.town.runtime.settings, public_address="https://asistents.example"
    )
    person = live.stranger(viewport=SMALL, java_script_enabled=False)
    person.name = "finance"
    page = person.sign_in().page
    person.open(f"{FACTOR}/key")
    expect(page.locator("[data-no-passkey]")).to_be_visible()
    expect(page.locator("[data-passkey]")).to_be_hidden()


def look_at_errors(person: Person) -> None:
    """A page that came back with what is wrong."""
    expect(person.page.locator(".govuk-error-summary")).to_be_visible()
    person.look()
