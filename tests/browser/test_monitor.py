"""How a process runs, in a real browser: badges and shades on the diagram, both languages, narrow too."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from engine.monitoring import tallying
from engine.persistence import audit
from engine.runtime import EVERY
from tests.browser.live_town import LiveTown, Person
from tests.web.busy_town import failed_step
from tests.web.town import Town

pytestmark = pytest.mark.browser


def played(town: Town) -> None:
    """One application checked after two hours, one that waits, one step that failed."""
    town.apply("anna")
    failed_step(town)
    town.clock.pass_time(timedelta(hours=2))
    town.complete("check_application", application_complete=True)
    town.apply("pauls")
    with town.runtime.transaction(EVERY) as session:
        audit.seal(session)
    tallying.count_all(town.runtime)


def drawn(person: Person, address: str) -> Person:
    """The page once its diagram stands."""
    person.open(address)
    expect(person.page.locator("[data-diagram]")).to_have_attribute("data-ready", "true")
    return person


def where_time_goes_is_seen_and_moved_by_keys(page: Page) -> None:
    """The hottest step is large enough to be read; keys move the drawing and show all of it."""
    step = page.locator('.djs-element[data-element-id="check_application"] .djs-visual')
    begun = step.bounding_box()
    assert begun is not None
    assert begun["width"] > 80
    page.locator("[data-diagram-canvas] svg").first.focus()
    page.keyboard.press("ArrowRight")
    moved = step.bounding_box()
    assert moved is not None
    assert moved["x"] < begun["x"] - 50
    page.keyboard.press("0")
    whole = step.bounding_box()
    assert whole is not None
    assert whole["width"] < begun["width"]


def test_the_heat_map_says_what_the_table_says(live: LiveTown) -> None:
    played(live.town)
    owner = live.desk("process_owner").sign_in()
    owner.open("/incidents")
    owner.follow("Kā norit procesi")
    page = drawn(owner, "/monitor").look("monitor").page
    badge = page.locator('[data-container-id="check_application"] .diagram__count')
    expect(badge).to_have_text(re.compile(r"1 · 2\sst\."))
    step = page.locator('.djs-element[data-element-id="check_application"]')
    expect(step).to_have_class(re.compile("is-heat-4"))
    never = page.locator('.djs-element[data-element-id="draft_decision"]')
    expect(never).to_have_class(re.compile("is-never"))
    expect(page.locator(".bjs-powered-by")).to_be_visible()
    where_time_goes_is_seen_and_moved_by_keys(page)
    row = page.locator("tr[data-row]").first
    expect(row).to_contain_text("Pārbaudīt iesniegumu un dokumentus")
    expect(row).to_contain_text(re.compile(r"2\sst\."))

    with page.expect_navigation():
        page.locator('[data-container-id="calculate_hours"] .diagram__count').click()
    assert page.url.endswith("/incidents")

    page.set_viewport_size({"width": 320, "height": 640})
    owner.open("/settings?lang=en")
    drawn(owner, "/monitor").look("monitor_narrow")
    expect(page.locator("h1")).to_have_text("How processes run")
    owner.open("/monitor/releases").look("monitor_releases_narrow")
