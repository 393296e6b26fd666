"""The month and the task without JavaScript: native folds, plain buttons, whole pages."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from engine.persistence import rows
from engine.persistence.tables.uploads import Upload
from tests.browser.live_town import DESK, PHONE, LiveTown, Person
from tests.processes.roads import in_force

pytestmark = pytest.mark.browser

FEBRUARY = "2026-02"
PDF = b"%PDF-1.7\n%an opinion of the commission\n"


def plain(live: LiveTown, name: str, size: dict[str, int] = DESK) -> Person:
    """Somebody whose browser runs no scripts, signed in."""
    person = live.stranger(viewport=size, java_script_enabled=False)
    person.name = name
    return person.sign_in()


def test_a_month_goes_from_the_assistant_to_the_approved_claim(live: LiveTown) -> None:
    in_force(live.town, first_day=date(2026, 2, 2))
    live.town.on(date(2026, 2, 28))
    janis = plain(live, "janis", PHONE).follow("Ierakstiet un parakstiet mēnesi")
    folded = janis.page.locator("details.week:not([open]) > summary")
    while folded.count():
        folded.first.click()
    janis.page.fill("#entries-2026-02-10-hours", "4")
    janis.page.fill("#entries-2026-02-17-hours", "6")
    janis.fill(signed="true").send()
    live.town.month_is(FEBRUARY, "assistant_signed")
    anna = plain(live, "anna", PHONE).follow("Apstipriniet mēnesi")
    with anna.page.expect_navigation():
        anna.page.get_by_role("button", name="Apstiprināt un parakstīt").click()
    live.town.month_is(FEBRUARY, "ready")
    live.town.on(date(2026, 3, 10))
    the_task_of_february(plain(live, "finance"), "Pārbaudīt pieprasījumu").fill(review_verdict="ready").send()
    the_task_of_february(plain(live, "head"), "Vadītājs apstiprina").fill(approval="approved").send()
    assert live.town.task("record_ministry_reply", FEBRUARY)


def the_task_of_february(person: Person, title: str) -> Person:
    """From the list to the task of this name: an empty January waits beside it."""
    person.open("/tasks")
    row = person.page.locator("tr", has_text="2026. gada februāris").filter(has_text=title)
    with person.page.expect_navigation():
        row.get_by_role("link").first.click()
    return person


def test_a_task_is_searched_filtered_taken_given_a_file_and_completed(live: LiveTown) -> None:
    live.town.apply()
    live.town.apply("pauls")
    ilze = plain(live, "caseworker").open("/tasks?view=group")
    page = ilze.page
    titles = page.locator("[data-row-open]")
    expect(titles).to_have_count(2)
    ilze.fill(q="klavins")
    shows(ilze)
    expect(titles).to_have_count(1)
    expect(page.locator("tr[data-row]")).to_contain_text("Pauls Kļaviņš")
    page.locator(".filters__more > summary").click()
    ilze.fill(**{"from": "2027-01-01"})
    shows(ilze)
    expect(titles).to_have_count(0)
    ilze.fill(**{"from": ""})
    shows(ilze)
    with page.expect_navigation():
        page.locator("[data-row-claim]").click()
    ilze.open("/tasks?view=mine").follow("Pārbaudīt iesniegumu un dokumentus")
    page.set_input_files(
        'input[type="file"]', {"name": "atzinums.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    with page.expect_navigation():
        page.locator('button[name="_upload"]').click()
    expect(page.get_by_label("atzinums.pdf")).to_be_checked()
    ilze.fill(application_complete="true").send()
    expect(page.get_by_role("alert")).to_contain_text("Pārbaudīt iesniegumu")
    live.town.is_waiting_at("assess_need")
    assert [one.content for one in live.town.read(lambda session: rows.every(session, Upload))] == [PDF]


def shows(person: Person) -> None:
    """Press the button of the filters."""
    with person.page.expect_navigation():
        person.page.locator("form.filters > button").click()
