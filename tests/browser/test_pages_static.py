"""Every sample page in a real Chromium: accessible, within its window, faithful to the content policy."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit
from tests.browser.looking import accessibility_findings, overflow, small_targets
from tests.long_runs import in_the_long_run
from tests.web.sample_contexts import PAGES

pytestmark = pytest.mark.browser

WIDE, NARROW = 1280, 320
SEEN_LARGE = ("home_person", "inbox", "month_entry", "report_entry", "claim", "assessment")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_and_fits(visit: Visit, name: str) -> None:
    page = opened(visit, name, WIDE)
    assert accessibility_findings(page) == []
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        assert overflow(page) == 0, width
        assert small_targets(page) == [], width
    assert page.evaluate("window.violations") == []
    assert visit.complaints == []


@in_the_long_run
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_on_a_telephone(visit: Visit, name: str) -> None:
    """In the ordinary run `test_every_page.py` asks the pages themselves at this width."""
    assert accessibility_findings(opened(visit, name, NARROW)) == []
    assert visit.complaints == []


def opened(visit: Visit, name: str, width: int) -> Page:
    page = visit.page
    page.set_viewport_size({"width": width, "height": 900})
    # behind a sample lies no draft: the grid of a table is looked at in test_table_editor
    page.route("**/js/tables.js*", lambda route: route.fulfill(content_type="text/javascript", body=""))
    page.goto(f"/lv/{name}")
    if name == "case_diagram":
        page.wait_for_selector("[data-ready]")
    return page


def test_planted_faults_are_seen(visit: Visit) -> None:
    page = visit.page
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto("/lv/error_404")
    page.evaluate(
        """document.body.insertAdjacentHTML('beforeend',
            '<p style="color:red">x</p><img src="https://example.org/x.png"><a href="#main" id="a">x</a>')
        document.querySelector('#a').style.cssText = 'display: block; height: 9px; width: 400px'"""
    )
    page.wait_for_function("() => window.violations.length > 1")
    assert set(page.evaluate("window.violations")) == {"style-src-attr", "img-src"}
    assert any(finding.startswith("image-alt") for finding in accessibility_findings(page))
    assert overflow(page) > 0
    assert small_targets(page) == ["x: 9"]
    assert visit.complaints != []


@pytest.mark.parametrize("look", ["text-larger", "contrast-high", "spacing-wide"])
@pytest.mark.parametrize("name", SEEN_LARGE)
def test_a_page_fits_and_is_accessible_as_people_set_it(page: Page, name: str, look: str) -> None:
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(f"/lv/{name}")
    page.evaluate("look => document.documentElement.classList.add(look)", look)
    assert overflow(page) == 0
    assert accessibility_findings(page) == []


def test_the_latvian_letters_come_from_our_typeface(page: Page) -> None:
    page.goto("/lv/inbox")
    page.evaluate("document.fonts.ready.then(() => true)")
    loaded = page.evaluate("[...document.fonts].filter((face) => face.status === 'loaded').length")
    assert loaded == 4, "two weights of the latin and of the latin-ext subset"
