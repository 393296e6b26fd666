"""One case through all roles and all pages: from the application to the paid claim.

The pictures of every page are kept in build/screenshots.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.live_town import LiveTown, Person, live_town
from tests.processes.stage import Stage

pytestmark = [pytest.mark.browser, pytest.mark.early]

FEBRUARY = "2026-02"


@pytest.fixture
def album(founded: Stage, tmp_path: Path, browser: Browser) -> Iterator[LiveTown]:
    """A live town that keeps its pictures."""
    with live_town(founded, tmp_path, browser, keep=True) as running:
        yield running


def test_a_case_from_the_application_to_the_paid_claim(album: LiveTown) -> None:
    ilze = album.desk("caseworker")
    applied(album, ilze)
    assessed(ilze)
    decided(album, ilze)
    contracted(album, ilze)
    confirmed(album)
    seen_by_the_office(album)
    claimed(album)
    paid(album)
    album.town.nothing_is_left()


def applied(album: LiveTown, ilze: Person) -> None:
    """The caseworker enters a paper application."""
    ilze.open("/").look("sign_in")
    ilze.sign_in().look("inbox_empty")
    ilze.follow("Lietas").follow("Jauns iesniegums").look("application")
    ilze.send().look("application_with_errors")
    expect(ilze.page.locator(".govuk-error-summary")).to_be_focused()
    ilze.fill(application_channel="paper", applies_for="self", declared_here="true", notify_by="email")
    ilze.fill(application_day__day="2", application_day__month="2", application_day__year="2026")
    ilze.fill(recipient_given_name="Anna", recipient_family_name="Bērziņa")
    ilze.fill(recipient_personal_code="010560-11011", recipient_address="Upes iela 3, Ogre")
    ilze.fill(birth_date__day="1", birth_date__month="5", birth_date__year="1960")
    ilze.fill(recipient_phone="20123456", recipient_email="anna@example.org", language="lv")
    ilze.fill(disability_group="I", functional_limitation="movement", special_care_opinion="false")
    ilze.fill(purposes_wanted="work_study_para", facts_are_true="true")
    ilze.send().look("application_received")
    expect(ilze.page.locator("h1")).to_have_text("Iesniegums ir saņemts")
    album.town.case_id = int(ilze.page.url.rsplit("/", 2)[1])


def task(person: Person, title: str, name: str) -> Person:
    """Open a task from the list and look at its form."""
    return person.open("/tasks").follow(title).look(name)


def assessed(ilze: Person) -> None:
    """Checked and assessed with twelve answers; the sum and the level stand beside them."""
    ilze.open("/tasks").look("inbox")
    task(ilze, "Pārbaudīt iesniegumu un dokumentus", "check_application")
    ilze.fill(application_complete="true").send()
    expect(ilze.page.get_by_role("alert")).to_contain_text("Pārbaudīt iesniegumu")
    task(ilze, "Aizpildīt novērtēšanas anketu", "assessment")
    for number in range(1, 13):
        ilze.page.locator(f'input[name="questionnaire.q{number:02d}"][value="1"]').check()
    panel = ilze.page.locator(".score.only-beside")
    expect(panel.locator("[data-score-sum]")).to_have_text("12")
    expect(panel.locator("[data-score-level]")).not_to_be_empty()
    ilze.look("assessment_answered")
    ilze.fill(assessment_note="Vajadzīgs asistents ceļā uz darbu.").send()
    task(ilze, "Noteikt izmantošanas mērķus", "purposes")
    ilze.fill(purposes="work_study_para").send()


def decided(album: LiveTown, ilze: Person) -> None:
    """Drafted by one person, approved by another."""
    task(ilze, "Sagatavot lēmuma projektu", "draft_decision")
    ilze.fill(decision_reasons="Pakalpojums vajadzīgs, lai nokļūtu darbā.").send()
    ilze.open(f"/cases/{album.town.case_id}?section=diagram")
    ilze.page.wait_for_selector("[data-ready]")
    ilze.look("case_diagram")
    expect(ilze.page.locator(".djs-element.is-current")).to_have_attribute(
        "data-element-id", "approve_decision"
    )
    valdis = album.desk("head").sign_in()
    task(valdis, "Vadītājs apstiprina lēmumu", "approve_decision")
    valdis.fill(approval="approved").send()
    album.town.case_is("contracting")


def contracted(album: LiveTown, ilze: Person) -> None:
    """An assistant chosen, and the contract signed by three."""
    task(ilze, "Izvēlēties asistentu", "choose_assistant")
    ilze.fill(assistant_id=str(album.town.person_id("janis")), contract_form="self_employed")
    ilze.fill(first_day__day="2", first_day__month="2", first_day__year="2026").send()
    anna, janis, valdis = album.phone("anna"), album.phone("janis"), album.desk("head")
    anna.sign_in().look("home_recipient")
    anna.follow("Parakstiet līgumu").look("sign_contract")
    anna.fill(signing_method_recipient="by_hand", plain_signature_agreed="true").send()
    janis.sign_in().follow("Parakstiet līgumu")
    janis.fill(signing_method_assistant="by_hand", plain_signature_agreed="true").send()
    task(valdis, "Vadītājs paraksta līgumu", "sign_contract_office")
    valdis.fill(signing_method_office="secure_e_signature").send()
    album.town.case_is("active")
    ilze.open(f"/cases/{album.town.case_id}").look("case")
    anna.open("/").follow("Lēmums par asistenta pakalpojumu").look("letter")


def confirmed(album: LiveTown) -> None:
    """The month was opened by the tick; entered on one telephone, confirmed on another with two touches."""
    album.town.works()
    album.town.on(date(2026, 2, 28))
    janis, anna = album.phone("janis").sign_in(), album.phone("anna").sign_in()
    janis.look("home_assistant").follow("Ierakstiet un parakstiet mēnesi").look("month_entry")
    folded = janis.page.locator("details.week:not([open]) > summary")
    while folded.count():
        folded.first.click()
    janis.page.fill("#entries-2026-02-10-hours", "4")
    janis.page.fill("#entries-2026-02-17-hours", "6")
    expect(janis.page.locator("[data-month-sum]:visible")).to_contain_text("10")
    janis.fill(signed="true").send()
    album.town.month_is(FEBRUARY, "assistant_signed")
    anna.open("/").look("home_to_confirm")
    anna.tap(anna.page.get_by_role("link", name="Apstipriniet mēnesi"))
    anna.look("month_on_a_phone")
    anna.tap(anna.page.get_by_role("button", name="Apstiprināt un parakstīt"))
    assert anna.taps <= 3
    album.town.month_is(FEBRUARY, "ready")
    anna.look("home_confirmed")
    expect(anna.page.get_by_role("alert")).to_contain_text("Paldies")


def seen_by_the_office(album: LiveTown) -> None:
    """Who has not confirmed, and the month as the office sees it."""
    ilze = album.desk("caseworker").sign_in()
    ilze.open(f"/months?period={FEBRUARY}").look("months")
    ilze.follow("Anna Bērziņa").look("month")
    ilze.open("/cases").look("cases")
    for section in ("people", "documents", "tasks", "months"):
        ilze.open(f"/cases/{album.town.case_id}?section={section}").look(f"case_{section}")


def claimed(album: LiveTown) -> None:
    """Reviewed, approved by another person, frozen, exported, answered by the ministry."""
    album.town.on(date(2026, 3, 10))
    sanita, valdis = album.desk("finance").sign_in(), album.desk("head").sign_in()
    sanita.open("/tasks")
    titled(sanita, "Pārbaudīt pieprasījumu").look("review_claim")
    sanita.fill(review_verdict="ready").send()
    valdis.open("/tasks")
    titled(valdis, "Vadītājs apstiprina pieprasījumu").look("approve_claim")
    valdis.fill(approval="approved").send()
    sanita.open("/claims").look("claims")
    sanita.follow("2026. gada februāris").look("claim")
    with sanita.page.expect_download() as fetched:
        sanita.page.get_by_role("link", name="pain.001").click()
    assert b"pain.001.001.09" in Path(fetched.value.path()).read_bytes()
    sanita.follow("Anna Bērziņa").look("claim_line")
    expect(sanita.page.locator(".signer--signed")).to_have_count(2)
    expect(sanita.page.locator(".reckoning")).to_contain_text("5,4200")


def paid(album: LiveTown) -> None:
    """The ministry's reply and the payment, each recorded by finance; then nothing is left to do."""
    sanita = album.desk("finance").open("/tasks")
    titled(sanita, "Ievadīt ministrijas atbildi").look("ministry_reply")
    total = sanita.page.locator("dd").filter(has_text="€").first.inner_text()
    amount = "".join(sign for sign in total if sign.isdigit() or sign == ",")
    sanita.fill(reply="accepted", reply_cents=amount)
    sanita.fill(reply_day__day="10", reply_day__month="3", reply_day__year="2026").send()
    sanita.open("/tasks")
    titled(sanita, "Samaksāt asistentiem").look("pay_assistants")
    sanita.fill(paid_on__day="10", paid_on__month="3", paid_on__year="2026").send()
    sanita.open("/claims").follow("2026. gada februāris").look("claim_closed")
    expect(sanita.page.locator("main .govuk-tag").first).to_have_text("Slēgts")
    album.town.month_is(FEBRUARY, "paid")


def titled(person: Person, title: str) -> Person:
    """Open the February task of this name: the claim of an empty January waits beside it."""
    row = person.page.locator("tr", has_text="2026. gada februāris").filter(has_text=title)
    with person.page.expect_navigation():
        row.get_by_role("link").first.click()
    return person
