"""A process owner changes forms and letters: saved while typing, undone, by keyboard, beside a colleague."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Dialog, FrameLocator, Page, expect

from tests.browser.live_town import LiveTown, Person

pytestmark = pytest.mark.browser

FORM = "forms/monthly_confirmation/review_findings.json"
CLAIM = "forms/ministry_claim/approve_claim.json"
LETTER = "processes/monthly_confirmation/letters/month_late.lv.md"
SAVED = re.compile(r"Saglabāts \d\d\.\d\d")
PATIENCE = 20_000  # milliseconds; the check of a whole release is behind every save


def owner_of_a_draft(live: LiveTown) -> Person:
    """Somebody signed in, with the draft number 1."""
    person = live.desk("process_owner").sign_in()
    person.open("/drafts").fill(title="Skaidrāki jautājumi")
    with person.page.expect_navigation():
        person.page.locator("#begin ~ form button").click()
    return person


def kept(page: Page, path: str = FORM) -> str:
    """The file as the draft has it."""
    return page.request.get(f"/drafts/1/raw/{path}").text()


def part(page: Page, key: str, path: str = FORM) -> dict[str, Any]:
    """One component of a form by its key."""
    found: list[dict[str, Any]] = json.loads(kept(page, path))["components"]
    return next(one for one in found if one.get("key") == key)


def preview(page: Page) -> FrameLocator:
    """What people would get."""
    return page.frame_locator("[data-preview-frame]")


def saved(page: Page) -> None:
    """Wait until everything typed is kept."""
    expect(page.locator("[data-saved-line]")).to_have_text(SAVED, timeout=PATIENCE)


def test_a_question_is_added_translated_shown_when_and_seen_in_both_languages(live: LiveTown) -> None:
    person = owner_of_a_draft(live)
    page = person.open(f"/drafts/1/forms/{CLAIM}").page
    before = kept(page, CLAIM)
    added(page)
    page.locator("#set-label-en").fill("Did you call?")
    page.locator("label[for=set-required]").click()
    page.locator("label[for=show-all]").click()
    page.locator("#show-name-1").select_option("approval")
    page.locator("#show-value-1").fill("Atdodu pārbaudei")
    saved(page)
    listed = page.locator("[data-swapped=list]")
    expect(listed).to_contain_text("Rāda, ja “Jūsu lēmums” ir “Atdodu pārbaudei”")
    expect(page.locator("[data-swapped=problems]")).to_contain_text("nekas nav jālabo")
    found = part(page, "vai_zvanijat", CLAIM)
    assert found["i18n"]["en"]["label"] == "Did you call?"
    assert found["conditional"] == {"hide": '=approval != "returned"'}
    seen_in_both_languages(page)
    person.look("form_editor")
    undone(page)
    assert kept(page, CLAIM) == before
    page.set_viewport_size({"width": 320, "height": 700})
    person.look("form_editor_320")


def added(page: Page) -> None:
    """A question without its English; the finding leads to it."""
    page.locator("#add-kind").select_option("yes_no")
    page.locator("#add-lv").fill("Vai zvanījāt?")
    page.locator("#add-where").select_option("after:3")
    with page.expect_navigation():
        page.get_by_role("button", name="Pievienot").click()
    page.goto(f"/drafts/1/forms/{CLAIM}")
    finding = page.locator("[data-swapped=problems] a", has_text="Vai zvanījāt?: Trūkst “label” angļu valodā")
    with page.expect_navigation():
        finding.click()
    expect(page.locator("#panel-title")).to_contain_text("Vai zvanījāt?")


def seen_in_both_languages(page: Page) -> None:
    """The question shows for its answer alone, and the server judges it."""
    asked = preview(page).get_by_text("Vai zvanījāt?")
    expect(asked).to_be_hidden(timeout=PATIENCE)
    preview(page).get_by_label("Atdodu pārbaudei").check()
    expect(asked).to_be_visible()
    page.locator("#preview-in").select_option("en")
    preview(page).get_by_label("I return it for review").check(timeout=PATIENCE)
    expect(preview(page).get_by_text("Did you call?")).to_be_visible()
    preview(page).get_by_role("button", name="Complete").last.click()
    expect(preview(page).locator(".govuk-error-summary")).to_contain_text("Did you call?", timeout=PATIENCE)


def undone(page: Page) -> None:
    """Everything that was done to the file in this tab."""
    for _ in range(3):
        button = page.locator("[data-undo]")
        if not button.is_enabled():
            break
        with page.expect_navigation():
            button.click()
        expect(page.locator("[data-undo]")).to_be_visible()


def test_by_keyboard_alone_and_nothing_typed_is_left_behind(live: LiveTown) -> None:
    person = owner_of_a_draft(live)
    page, keys = person.open(f"/drafts/1/forms/{FORM}").page, person.page.keyboard
    page.locator("[data-swapped=list] a", has_text="Iemesls").focus()
    with page.expect_navigation():
        keys.press("Enter")
    page.locator("#set-label-lv").focus()
    keys.press("Control+A")
    keys.type("Pamatojums")
    keys.press("Tab")
    expect(page.locator("#set-label-en")).to_be_focused()
    page.locator("#move-up").focus()
    with page.expect_navigation(timeout=PATIENCE):
        keys.press("Enter")  # what was typed is kept first
    page.wait_for_url("**#move-up")
    expect(page.locator("#panel-title")).to_contain_text("Pamatojums")
    names = [one.get("key") for one in json.loads(kept(page))["components"]]
    assert names[-2:] == ["findings_note", "findings_verdict"]
    assert part(page, "findings_note")["label"] == "Pamatojums"

    page.locator("#set-label-en").fill("Grounds")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.once("dialog", stay)
    page.evaluate("location.reload()")
    saved(page)
    assert asked == ["beforeunload"]


def test_a_colleague_was_faster_and_both_texts_are_shown(live: LiveTown) -> None:
    person = owner_of_a_draft(live)
    page = person.open(f"/drafts/1/forms/{FORM}?field=4").page
    token = page.locator("[data-drafting]").get_attribute("data-csrf") or ""
    text = kept(page).replace("Atdot abām pusēm labošanai", "Atdot abām")
    answer = page.request.post(
        f"/drafts/1/files/{FORM}",
        data=json.dumps({"content": text, "version": 0}),
        headers={"Content-Type": "application/json", "Accept": "application/json", "X-CSRF-Token": token},
    )
    assert answer.ok
    with page.expect_navigation(timeout=PATIENCE):
        page.locator("#set-label-lv").fill("Pamatojums")
    expect(page.locator("h1")).to_contain_text("Kāds bija ātrāks")
    expect(page.locator("#content")).to_have_value(re.compile("Pamatojums"))
    expect(page.locator("#theirs")).to_have_value(re.compile("Atdot abām"))
    assert "Pamatojums" not in kept(page)
    person.look()


def test_a_letter_is_written_with_values_from_the_list(live: LiveTown) -> None:
    person = owner_of_a_draft(live)
    page, keys = person.open(f"/drafts/1/letters/{LETTER}").page, person.page.keyboard
    box = page.locator("#content")
    box.focus()
    keys.press("Control+End")
    keys.type("Gads un mēnesis: ")
    page.locator('[data-insert="{{ period }}"]').press("Enter")
    saved(page)
    assert kept(page, LETTER).endswith("Gads un mēnesis: {{ period }}")
    expect(preview(page).locator("body")).to_contain_text(
        "Gads un mēnesis: 2026. gada oktobris", timeout=PATIENCE
    )
    keys.type(" {{ nothing }}")
    line = page.locator("[data-line]")
    expect(line).to_contain_text("nothing", timeout=PATIENCE)
    line.press("Enter")
    expect(box).to_be_focused()
    chosen = "(box) => box.value.slice(box.selectionStart, box.selectionEnd)"
    assert box.evaluate(chosen) == "Gads un mēnesis: {{ period }} {{ nothing }}"
    expect(preview(page).locator("h1")).to_contain_text("Vēstuli vēl nevar parādīt", timeout=PATIENCE)
    person.look("letter_editor")
    page.set_viewport_size({"width": 320, "height": 700})
    person.look("letter_editor_320")
