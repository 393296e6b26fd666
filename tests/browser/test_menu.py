"""The main menu: folded on a telephone where it is long, a row at a desk; no script needed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.looking import accessibility_findings, overflow

pytestmark = pytest.mark.browser
TELEPHONE, DESK = ViewportSize(width=320, height=640), ViewportSize(width=1280, height=900)
LINE = 60  # pixels: one row of the menu, its touch target and borders


def height(page: Page) -> float:
    """How much of the window the menu takes."""
    box = page.locator(".frame-nav").bounding_box()
    assert box is not None
    return box["height"]


def test_a_long_menu_is_one_line_on_a_telephone_until_it_is_opened(page: Page) -> None:
    page.set_viewport_size(TELEPHONE)
    page.goto("/lv/inbox")
    links, menu = page.locator(".frame-nav__link"), page.locator(".frame-nav__summary")
    assert links.count() > 3
    assert height(page) <= LINE
    expect(menu).to_contain_text("Izvēlne: Darbi")
    expect(links.first).to_be_hidden()
    menu.focus()
    page.keyboard.press("Enter")
    expect(links.last).to_be_visible()
    page.keyboard.press("Tab")
    expect(links.first).to_be_focused()
    assert (accessibility_findings(page), overflow(page)) == ([], 0)
    page.set_viewport_size(DESK)
    expect(menu).to_be_hidden()
    expect(links.last).to_be_visible()


def test_at_a_desk_and_where_it_is_short_nothing_is_folded(page: Page) -> None:
    page.set_viewport_size(DESK)
    page.goto("/en/inbox")
    expect(page.locator(".frame-nav__link").last).to_be_visible()
    page.set_viewport_size(TELEPHONE)
    page.goto("/lv/home_person")
    assert page.locator(".frame-nav__link").count() <= 3
    expect(page.locator(".frame-nav__link").last).to_be_visible()
    expect(page.locator(".frame-nav__summary")).to_have_count(0)


def test_it_opens_without_a_script(browser: Browser, sample_address: str) -> None:
    context = browser.new_context(base_url=sample_address, java_script_enabled=False, viewport=TELEPHONE)
    page = context.new_page()
    page.goto("/en/inbox")
    expect(page.locator(".frame-nav__link").first).to_be_hidden()
    page.locator(".frame-nav__summary").click()
    expect(page.locator(".frame-nav__link").first).to_be_visible()
    context.close()
