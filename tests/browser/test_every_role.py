"""Those whom the whole case does not need: they find their pages, accessible and true to the content policy.

The pictures are kept in build/screenshots.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.live_town import LiveTown, Person, live_town
from tests.processes.stage import Stage
from tests.web.busy_town import make_busy

pytestmark = [pytest.mark.browser, pytest.mark.early]


@pytest.fixture
def album(founded: Stage, tmp_path: Path, browser: Browser) -> Iterator[LiveTown]:
    """A live town that keeps its pictures, after those of the whole case."""
    with live_town(founded, tmp_path, browser, keep=True) as running:
        assert running.album is not None
        running.album.taken = 60
        yield running


def test_every_role_finds_its_pages(album: LiveTown) -> None:
    named = make_busy(album.town)
    ministry(album, named)
    authority(album, named)
    auditor(album, named)
    administrator(album, named)
    representative(album)
    two_windows(album, named)
    in_english(album, named)


def ministry(album: LiveTown, named: Mapping[str, object]) -> None:
    """The ministry's officer reads the claims, but no line of them."""
    inese = album.desk("ministry").sign_in()
    inese.open("/claims").look("ministry_claims")
    inese.open(f"/claims/{named['claim_id']}").look("ministry_claim")
    expect(inese.page.locator('main a[href*="/lines/"]')).to_have_count(0)


def authority(album: LiveTown, named: Mapping[str, object]) -> None:
    """A contested decision reaches the authority, which answers it."""
    album.town.receives(
        "contestation_received", as_="anna", contested_on=album.town.today, contest_grounds="Lūdzu pārskatīt."
    )
    album.town.case_is("contested")
    baiba = album.desk("contest_authority").sign_in().open("/tasks").look("authority_tasks")
    baiba.open(f"/cases/{named['case_id']}").look("authority_case")
    baiba.open(f"/tasks/{album.town.task('review_contestation').id}").look("authority_review")
    baiba.fill(contest_outcome="upheld", contest_note="Izvērtēts vēlreiz pilnībā.").send()
    album.town.case_is("active")


def auditor(album: LiveTown, named: Mapping[str, object]) -> None:
    """The auditor follows an amount from the claim to the rate; keys and checksums stay folded away."""
    auditor = album.desk("auditor").sign_in()
    auditor.open(f"/cases/{named['case_id']}").look("auditor_case")
    auditor.open(f"/claims/{named['claim_id']}/lines/{named['line_id']}").look("auditor_line")
    page = auditor.page
    expect(page.locator("main")).to_contain_text("10 st. = 600 minūtes; 600 × 5,4200 € ÷ 60 = 54,20 €.")
    expect(page.get_by_text("Veidlapu un procesu versija")).to_be_hidden()
    page.get_by_text("Numuri izsekošanai").click()
    expect(page.get_by_text("Veidlapu un procesu versija")).to_be_visible()
    auditor.look("auditor_line_traced")


def administrator(album: LiveTown, named: Mapping[str, object]) -> None:
    """Accounts, what has stopped and is tried again, and one's own settings."""
    sandra = album.desk("administrator").sign_in()
    sandra.open("/users").look("users")
    sandra.open(f"/users/{named['user_id']}").look("user")
    sandra.open("/incidents").look("incidents")
    with sandra.page.expect_navigation():
        sandra.page.locator('form[action$="/retry"] button').first.click()
    expect(sandra.page.get_by_role("alert")).to_be_visible()
    sandra.look("incident_tried_again")
    sandra.open("/settings").look("settings")


def representative(album: LiveTown) -> None:
    """A child's mother on her telephone: her home, and the application that she may make."""
    marta = album.phone("marta").sign_in().look("representative_home")
    marta.open("/applications/new").look("representative_application")


def two_windows(album: LiveTown, named: Mapping[str, object]) -> None:
    """One task sent from two windows: the second is told that it was already done."""
    sanita = album.desk("finance").sign_in()
    sanita.open(f"/tasks/{named['task_id']}")
    total = sanita.page.locator("dd").filter(has_text="€").first.inner_text()
    answers = {
        "reply": "accepted",
        "reply_cents": "".join(one for one in total if one.isdigit() or one == ","),
    }
    answers |= {"reply_day__day": "10", "reply_day__month": "3", "reply_day__year": "2026"}
    second = Person("finance", sanita.page.context.new_page(), album.album)
    second.open(f"/tasks/{named['task_id']}").fill(**answers)
    sanita.fill(**answers).send()
    second.send().look("conflict")
    expect(second.page.locator("h1")).to_have_text("Šis darbs jau ir pabeigts")


def in_english(album: LiveTown, named: Mapping[str, object]) -> None:
    """The same pages in English for whoever chose it."""
    valdis = album.desk("head").sign_in()
    with valdis.page.expect_navigation():
        valdis.page.locator('a[hreflang="en"]').click()
    valdis.open(f"/cases/{named['case_id']}").look("case_in_english")
    expect(valdis.page.locator("html")).to_have_attribute("lang", "en")
    expect(valdis.page.locator("main")).to_contain_text("What has happened")
