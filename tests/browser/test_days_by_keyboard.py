"""A caseworker's and a recipient's day without a mouse: every stop is seen, none is lost."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.browser.keyboard import Keys
from tests.browser.live_town import DESK, LiveTown
from tests.processes.roads import in_force
from tests.web.town import PASSWORD

pytestmark = pytest.mark.browser

HOURS = {"2026-02-10": 240, "2026-02-17": 360}


def comes_in(live: LiveTown, name: str, size: dict[str, int]) -> Keys:
    """Somebody signs in by keyboard alone."""
    keys = Keys(live.stranger(viewport=size))
    keys.page.goto("/sign-in")
    keys.skip_to_content().reach(keys.page.locator("#user_name")).type(name)
    keys.reach(keys.page.locator("#password")).type(PASSWORD).enter()
    return keys


def test_a_caseworker_takes_fills_and_completes_tasks(live: LiveTown) -> None:
    live.town.apply()
    keys = comes_in(live, "caseworker", DESK)
    page = keys.page
    keys.skip_to_content().reach(page.locator("[data-row-claim]")).enter()
    keys.skip_to_content().reach(page.locator('input[name="application_complete"][value="true"]'))
    keys.press("Space").press("ArrowDown").press("ArrowUp")
    keys.reach(page.locator("[data-main-button]")).enter()
    live.town.is_waiting_at("assess_need")
    expect(page.get_by_role("alert")).to_be_focused()
    keys.reach(page.locator("[data-row-open]")).enter()
    answers_twelve_questions(keys)
    keys.reach(page.locator('[name="assessment_note"]')).type("Vajadzīgs asistents.")
    keys.enter("Control+Enter")
    live.town.is_waiting_at("set_purposes")


def answers_twelve_questions(keys: Keys) -> None:
    """The middle answer of each, by arrow."""
    for number in range(1, 13):
        answers = keys.page.locator(f'input[name="questionnaire.q{number:02d}"]')
        keys.reach(answers.first).press("ArrowDown")
        expect(answers.nth(1)).to_be_checked()


def test_what_is_wrong_takes_the_focus_and_leads_to_its_field(live: LiveTown) -> None:
    live.town.apply()
    keys = comes_in(live, "caseworker", DESK)
    page = keys.page
    keys.skip_to_content().reach(page.locator("[data-row-open]")).enter()
    keys.reach(page.locator("[data-main-button]")).enter()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    keys.tab()
    keys.press("Enter")
    assert page.evaluate("document.activeElement.name") == "application_complete"


def test_a_recipient_confirms_a_month_on_320_pixels(live: LiveTown) -> None:
    in_force(live.town, first_day=date(2026, 2, 2))
    live.town.on(date(2026, 2, 28))
    live.town.complete("enter_month", period="2026-02", entries=HOURS, signed=True)
    keys = comes_in(live, "anna", {"width": 320, "height": 640})
    page = keys.page
    keys.skip_to_content().reach(page.get_by_role("link", name="Apstipriniet mēnesi")).enter()
    keys.skip_to_content().reach(page.get_by_role("button", name="Apstiprināt un parakstīt")).enter()
    live.town.month_is("2026-02", "ready")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("Paldies")


def test_a_focus_that_is_not_shown_is_found(live: LiveTown) -> None:
    keys = Keys(live.stranger(viewport=DESK))
    keys.page.goto("/sign-in")
    keys.page.evaluate(
        """document.styleSheets[0].insertRule(
            '* { outline: 0 !important; box-shadow: none !important; background: none !important }')"""
    )
    with pytest.raises(AssertionError, match="not shown"):
        keys.reach(keys.page.locator("footer a").last)
