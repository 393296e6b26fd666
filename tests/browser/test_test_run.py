"""A process owner tries out a new step, keeps it as a scenario, plays it: with script, without, by phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from engine.drafting.tryouts import tryout_player
from tests.browser.drawing_board import DIAGRAM, PATIENCE, DrawingBoard
from tests.browser.keyboard import Keys
from tests.browser.live_town import LiveTown
from tests.drafting.calling import KEY, TASK, add_the_call
from tests.web.town import PASSWORD

pytestmark = pytest.mark.browser

FIRST = 120_000  # milliseconds; the process that plays founds an installation
NARROW, DESK = ViewportSize(width=320, height=700), ViewportSize(width=1280, height=900)
SCENARIO = "/drafts/1/files/processes/monthly_confirmation/scenarios/with_a_call.yaml"


@pytest.fixture(scope="module", autouse=True)
def _warm() -> Iterator[None]:
    """One process plays for all of this file."""
    yield
    tryout_player.end()


@pytest.fixture
def board(live: LiveTown) -> DrawingBoard:
    """An owner whose draft has a new step with a form and a reminder."""
    board = DrawingBoard.of(live, "process_owner").begin_draft("Zvans saņēmējam")
    add_the_call(live.town, int(board.draft))
    board.page.set_default_timeout(FIRST)
    return board


def press(page: Page, button: str) -> None:
    """Press a button that leads to a page."""
    with page.expect_navigation(timeout=FIRST):
        page.locator(button).click()


def looked_at(board: DrawingBoard, name: str) -> None:
    """The page is sound at a desk and on a small telephone, in both languages."""
    board.person.look(name)
    board.page.set_viewport_size(NARROW)
    board.person.look(f"{name}_320")
    board.page.set_viewport_size(DESK)


def test_a_new_step_is_tried_out_kept_as_a_scenario_and_played(board: DrawingBoard) -> None:
    page = board.open().page
    with page.expect_navigation():
        page.get_by_role("link", name="Izmēģināt").click()
    press(page, "[data-main-button]")
    expect(page.locator("[data-diagram][data-ready]")).to_be_visible(timeout=PATIENCE)
    for _ in range(3):
        press(page, "button[value=step]")
    expect(page.locator("[data-diagram][data-ready]")).to_be_visible(timeout=PATIENCE)
    expect(page.locator(f'[data-element-id="{TASK}"]')).to_have_class("djs-element djs-shape is-current")
    expect(page.locator('[data-element-id="post_to_ledger"]')).to_have_class(
        "djs-element djs-shape is-visited"
    )
    looked_at(board, "test_run")

    with page.expect_navigation():
        page.get_by_role("link", name="Piezvanīt saņēmējam").click()
    press(page, "[data-main-button]")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Ko saņēmējs teica?")
    looked_at(board, "test_run_task")
    page.locator(f'input[name="{KEY}"][value="glad"]').check()
    press(page, "[data-main-button]")
    expect(page.locator(".caption-line").first).to_contain_text("beidzies")
    expect(page.locator("#course + ol li").first).to_contain_text("Ir apmierināts")

    board.person.fill(scenario_title="Ar zvanu", scenario_title_en="With a call", name="with_a_call")
    press(page, "form[action$='/scenario'] button")
    assert page.url.endswith(SCENARIO)
    expect(page.locator("#content")).to_contain_text("complete: call_recipient")
    press(page, "form[action*='/play/'] button")
    expect(page.locator(".caption-line").first).to_contain_text("iet, kā rakstīts")
    looked_at(board, "scenario_played")


def test_without_script_and_in_english_the_list_says_the_same(board: DrawingBoard, browser: Browser) -> None:
    live_address = board.page.url.split("/drafts")[0]
    context = browser.new_context(base_url=live_address, java_script_enabled=False, viewport=NARROW)
    page = context.new_page()
    page.set_default_timeout(FIRST)
    page.goto("/sign-in?lang=en")
    page.fill("#user_name", "process_owner")
    page.fill("#password", PASSWORD)
    press(page, "form button:has-text('Sign in')")
    page.goto(f"/drafts/{board.draft}/try/{DIAGRAM}")
    press(page, "[data-main-button]")
    press(page, "button[value=timer]")
    expect(page.locator("#course + ol li").first).to_contain_text("Two working days before the deadline")
    expect(page.locator(".outline__step--current").last).to_contain_text("now here")
    context.close()


def test_a_new_process_from_a_template_is_played_at_once_by_keyboard(live: LiveTown) -> None:
    board = DrawingBoard.of(live, "process_owner").begin_draft("Apmeklējumi mājās")
    page, keys = board.page, Keys(board.person)
    page.set_default_timeout(FIRST)
    keys.skip_to_content()
    keys.reach(page.locator('a[href$="/new-process"]')).enter()
    looked_at(board, "new_process")
    keys.reach(page.locator("#title")).type("Mājas apmeklējums")
    keys.reach(page.locator("#title_en")).type("Home visit")
    keys.reach(page.locator("[data-main-button]")).enter()
    expect(page.get_by_role("alert")).to_contain_text("Jaunais process ir melnrakstā")
    expect(page.locator("#process-home_visit")).to_have_attribute("open", "")
    with page.expect_navigation():
        page.locator('a[href*="/try/processes/home_visit/"]').first.click()
    press(page, "[data-main-button]")
    with page.expect_navigation():
        page.get_by_role("link", name="Izdarīt darbu").click()
    page.locator("textarea").fill("Bijām.")
    press(page, "[data-main-button]")
    expect(page.locator(".caption-line").first).to_contain_text("beidzies")
