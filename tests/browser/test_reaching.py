"""People with a small telephone, large letters or no password: a month confirmed, a question, a code."""

from __future__ import annotations

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from engine.persistence.tables import people
from tests.browser.live_town import COUNT_VIOLATIONS, LiveTown, Person
from tests.browser.looking import overflow
from tests.processes.roads import in_force

pytestmark = pytest.mark.browser
SMALL = {"width": 320, "height": 640}
HOURS = {"2026-02-10": 240, "2026-02-17": 360}


def small_phone(live: LiveTown, name: str = "") -> Person:
    """Somebody with a telephone of 320 pixels, signed in if a name is given."""
    person = live.stranger(viewport=SMALL, has_touch=True, is_mobile=True)
    person.page.add_init_script(COUNT_VIOLATIONS)
    person.name = name
    return person.sign_in() if name else person


def test_a_month_is_confirmed_in_three_taps_on_a_small_telephone(live: LiveTown) -> None:
    in_force(live.town, first_day=date(2026, 2, 2))
    live.town.on(date(2026, 2, 28))
    live.town.complete("enter_month", period="2026-02", entries=HOURS, signed=True)
    anna = small_phone(live, "anna")
    anna.look()
    anna.tap(anna.page.get_by_role("link", name="Apstipriniet mēnesi"))
    anna.look()
    anna.tap(anna.page.get_by_role("button", name="Apstiprināt un parakstīt"))
    assert anna.taps <= 3
    expect(anna.page.get_by_role("alert")).to_contain_text("Paldies")


def test_the_month_on_a_telephone_is_seven_days_a_week_and_never_prefilled(live: LiveTown) -> None:
    in_force(live.town, first_day=date(2026, 2, 2))
    live.town.on(date(2026, 2, 28))
    janis = small_phone(live, "janis")
    janis.tap(janis.page.get_by_role("link", name="Ierakstiet un parakstiet mēnesi"))
    page = janis.page
    weeks = page.locator("details.week")
    expect(weeks).to_have_count(5)
    for number in range(5):
        if not weeks.nth(number).evaluate("week => week.open"):
            weeks.nth(number).locator("summary").tap()
    expect(weeks.nth(1).locator(".day")).to_have_count(7)
    boxes = page.locator('input[name$=".hours"], input[name$=".minutes"]')
    assert boxes.evaluate_all("boxes => boxes.map((box) => box.value).join('')") == ""
    lines = weeks.nth(1).locator(".day").evaluate_all("days => days.map((day) => day.offsetTop)")
    assert lines == sorted(set(lines))
    janis.look()


@pytest.mark.parametrize("address", ["/", "/questions/new", "/help", "/settings", "/enter"])
def test_pages_hold_at_twice_the_text_on_320_pixels(live: LiveTown, address: str) -> None:
    in_force(live.town)
    anna = small_phone(live, "anna")
    anna.open(address)
    anna.page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert overflow(anna.page) == 0
    cut = anna.page.evaluate(
        """() => [...document.querySelectorAll('main :is(p, a, button, h1, h2, label, li)')]
            .filter((one) => one.checkVisibility() && !one.closest('.govuk-visually-hidden'))
            .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
            .map((one) => one.textContent.trim())"""
    )
    assert cut == []


def test_settings_hold_on_every_page_and_in_another_browser(live: LiveTown) -> None:
    in_force(live.town)
    anna = small_phone(live, "anna").open("/settings")
    anna.fill(text_size="larger", contrast="high", spacing="wide")
    with anna.page.expect_navigation():
        anna.page.locator("main form button").click()
    for address in ("/", "/questions/new", "/help"):
        expect(anna.open(address).page.locator("html")).to_have_class(re.compile("text-larger contrast-high"))
        anna.look()
    again = small_phone(live, "anna")
    expect(again.page.locator("html")).to_have_class(re.compile("text-larger contrast-high spacing-wide"))


def test_a_code_from_the_office_leads_in_by_telephone(live: LiveTown) -> None:
    in_force(live.town)
    with live.town.runtime.transaction(live.town.tenant) as session:
        person_id = live.town.actor("anna").person_id
        person = session.get_one(people.Person, person_id)
        person.birth_date = date(1958, 3, 27)
    ilze = live.desk("caseworker").sign_in().open(f"/cases/{live.town.case_id}?section=people")
    ilze.follow("Ļaut ieiet bez paroles").look()
    ilze.send()
    code = ilze.look().page.locator("main .govuk-heading-xl").inner_text()
    ilze.page.emulate_media(media="print")
    expect(ilze.page.get_by_text(code)).to_be_visible()
    expect(ilze.page.locator("main form").first).to_be_hidden()
    phone = small_phone(live).open("/enter").look()
    phone.page.get_by_label("Kods").fill(code)
    for part, value in {"Diena": "27", "Mēnesis": "3", "Gads": "1958"}.items():
        phone.page.get_by_label(part).fill(value)
    phone.send().look()
    expect(phone.page.get_by_role("heading", level=1)).to_have_text("Kas man jādara")
