"""A slow line, pressed twice; a line that breaks while somebody types: sent once, and nothing is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.browser.live_town import LiveTown, Person

pytestmark = pytest.mark.browser

SLOW = {"latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
OWN_PAUSE = 10_000  # milliseconds; the page itself waits two seconds before it keeps a draft


def line(page: Page) -> CDPSession:
    """The browser's line to the house."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    return session


def at_the_application(live: LiveTown) -> Person:
    """The caseworker before the first task of a case."""
    live.town.apply()
    ilze = live.desk("caseworker").sign_in()
    return ilze.open(f"/tasks/{live.town.task('check_application').id}")


def sent(page: Page) -> list[str]:
    """Addresses to which forms go from now on, drafts left out."""
    found: list[str] = []
    page.on(
        "request",
        lambda one: found.append(one.url) if one.method == "POST" and "draft" not in one.url else None,
    )
    return found


SENT_AGAIN = """how => {
    const form = document.querySelector('form[data-draft-url]');
    const main = form.querySelector('[data-main-button]');
    const by_enter = () => form.querySelector('button').click(), by_button = () => form.requestSubmit(main);
    const again = how === 'by Enter in a field' ? by_enter : by_button;
    setTimeout(again, 200);
    main.click();
}"""


@pytest.mark.parametrize("how", ["pressed twice", "pressed again after a while", "by Enter in a field"])
def test_a_form_is_sent_once_over_a_slow_line(live: LiveTown, how: str) -> None:
    """The button lets a second press through after a second, and Enter presses another button than it."""
    ilze = at_the_application(live).fill(application_complete="true")
    page, posts = ilze.page, sent(ilze.page)
    line(page).send("Network.emulateNetworkConditions", {"offline": False, **SLOW})
    with page.expect_navigation(url="**/tasks"):
        if how == "pressed twice":
            page.locator("[data-main-button]").dblclick(no_wait_after=True)
        else:
            page.evaluate(SENT_AGAIN, how)
    expect(page.get_by_role("alert")).to_contain_text("Pabeigts")
    assert len(posts) == 1
    live.town.is_waiting_at("assess_need")
    ilze.look()


def test_what_was_typed_while_the_line_was_broken_is_kept_once_it_is_back(live: LiveTown) -> None:
    ilze = at_the_application(live)
    page = ilze.page
    status = page.locator("[data-draft-status]")
    session = line(page)
    session.send("Network.emulateNetworkConditions", {"offline": True, **SLOW})
    ilze.fill(application_complete="false")
    expect(status).to_contain_text("neizdevās saglabāt", timeout=OWN_PAUSE)
    expect(page.locator('input[name="application_complete"][value="false"]')).to_be_checked()
    ilze.complaints.clear()  # the browser tells of the broken line, too
    session.send("Network.emulateNetworkConditions", {"offline": False, **SLOW})
    expect(status).to_contain_text("Melnraksts saglabāts", timeout=OWN_PAUSE)
    page.goto(page.url)
    expect(page.locator('input[name="application_complete"][value="false"]')).to_be_checked()
