"""What the pages' script adds: running sums, revealed questions, drafts, keys. None of it is needed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


def test_points_add_up_and_the_level_shows_when_all_is_answered(page: Page) -> None:
    page.goto("/lv/assessment")
    panel = page.locator(".score.only-beside")
    expect(panel.locator("[data-score-sum]")).to_have_text("13")
    for number in (10, 11, 12):
        page.locator(f'input[name="questionnaire.q{number}"][value="3"]').check()
    expect(panel.locator("[data-score-sum]")).to_have_text("22")
    expect(panel.locator("[data-score-level]")).to_have_text("Large support (coefficient 1)")
    expect(panel.locator("li.is-reached")).to_have_count(1)


def test_hours_add_up_by_week_and_month(page: Page) -> None:
    page.goto("/lv/month_entry")
    unfold(page)
    page.fill("#entries-2026-10-27-hours", "1")
    panel = page.locator(".month-total.only-beside")
    expect(panel.locator("[data-month-sum]")).to_have_text(re.compile(r"41\sst\.\s45\smin"))
    page.fill("#entries-2026-10-07-to", "23:59")
    for day in (15, 16, 19):
        page.fill(f"#entries-2026-10-{day}-hours", "20")
    expect(panel.locator("[data-month-left]")).to_have_text(re.compile("vairāk, nekā piešķirts"))
    expect(panel).to_have_class(re.compile("month-total--over"))


def unfold(page: Page) -> None:
    """Open the weeks that lie folded."""
    folded = page.locator("details.week:not([open]) > summary")
    while folded.count():
        folded.first.click()


def test_weeks_are_folded_but_for_the_present_one_and_those_to_mend(page: Page) -> None:
    page.goto("/lv/month_entry")
    weeks = page.locator("details.week")
    assert 1 <= page.locator("details.week[open]").count() < weeks.count()
    expect(page.locator("#entries-2026-10-27-hours")).to_be_visible()
    unfold(page)
    expect(page.locator("details.week:not([open])")).to_have_count(0)


def test_a_day_that_cannot_be_is_marked_at_once_and_not_counted(page: Page) -> None:
    page.goto("/lv/month_entry")
    unfold(page)
    total = page.locator(".month-total.only-beside [data-month-sum]")
    before = total.inner_text()
    hours, minutes = page.locator("#entries-2026-10-20-hours"), page.locator("#entries-2026-10-20-minutes")
    typed = hours.input_value(), minutes.input_value()
    hours.fill("25")
    expect(hours).to_have_attribute("aria-invalid", "true")
    told = page.locator("#entries-2026-10-20-name-at-once")
    expect(told).to_have_text("Diennaktī ir 24 stundas.")
    hours.fill("")
    minutes.fill("60")
    expect(told).to_contain_text("59")
    hours.fill(typed[0])
    minutes.fill(typed[1])
    expect(told).to_be_hidden()
    expect(hours).not_to_have_attribute("aria-invalid", "true")
    expect(total).to_have_text(before)


def test_the_sum_stays_in_sight_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 700})
    page.goto("/lv/month_entry")
    unfold(page)
    page.locator("details.week").first.scroll_into_view_if_needed()
    page.evaluate("window.scrollTo(0, document.querySelector('details.week').offsetTop)")
    expect(page.locator(".month-total--near [data-month-sum]")).to_be_in_viewport()


def test_the_outline_shows_first_where_the_case_stands(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto("/lv/case_diagram")
    outline = page.locator("#outline")
    expect(outline.locator("[aria-current='step']").first).to_be_visible()
    folded = outline.bounding_box()
    for part in outline.locator("details > summary").element_handles():
        part.evaluate("summary => { summary.parentElement.open = true }")
    unfolded = outline.bounding_box()
    assert folded is not None
    assert unfolded is not None
    assert folded["height"] < unfolded["height"]


def test_an_answer_reveals_the_question_that_hangs_on_it(page: Page) -> None:
    page.goto("/lv/task")
    missing = page.get_by_role("group", name="Kas trūkst?")
    expect(missing).to_be_visible()
    page.get_by_label("Jā", exact=True).check()
    expect(missing).to_be_hidden()
    expect(page.locator('input[name="missing_documents"]').first).to_be_disabled()


def test_a_draft_is_kept_a_moment_after_typing(page: Page) -> None:
    page.goto("/lv/task")
    with page.expect_request("**/draft") as sent:
        page.fill("#note", "Zvanīt rīt")
    expect(page.locator("[data-draft-status]")).to_have_text("Melnraksts saglabāts 11.07")
    request = sent.value
    assert request.url.endswith("/tasks/12/draft")
    assert "note=Zvan" in (request.post_data or "")
    assert "csrf_token=sample-token" in (request.post_data or "")


def test_a_draft_that_cannot_be_kept_says_so(page: Page) -> None:
    page.route("**/draft", lambda route: route.abort())
    page.goto("/lv/task")
    page.fill("#note", "Zvanīt rīt")
    expect(page.locator("[data-draft-status]")).to_contain_text("neizdevās saglabāt", timeout=8000)


def test_keys_choose_a_row_and_show_the_list_of_keys(page: Page) -> None:
    page.goto("/lv/inbox")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("tr.is-selected")).to_contain_text("Novērtēt vajadzību")
    page.keyboard.press("k")
    expect(page.locator("tr.is-selected")).to_contain_text("Pārbaudīt iesniegumu")
    page.keyboard.press("/")
    expect(page.locator("[data-search]")).to_be_focused()
    page.keyboard.type("j?")
    expect(page.locator("[data-search]")).to_have_value("j?")
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.locator("dialog")).to_be_visible()


def test_rows_are_chosen_by_key_and_counted_where_something_is_done_with_them(page: Page) -> None:
    page.goto("/lv/inbox")
    bar = page.locator("[data-bulk]")
    expect(bar).not_to_have_attribute("open", "")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("[data-row-choice]:checked")).to_have_count(2)
    expect(bar).to_have_attribute("open", "")
    expect(page.locator("[data-bulk-count]")).to_have_text("(2)")
    page.keyboard.press("x")
    expect(page.locator("[data-row-choice]:checked")).to_have_count(1)
    page.locator("[data-choose-all]").click()
    expect(page.locator("[data-row-choice]:checked")).to_have_count(5)
    page.locator("[data-choose-all]").click()
    expect(page.locator("[data-row-choice]:checked")).to_have_count(0)


def test_the_single_letters_can_be_turned_off(page: Page) -> None:
    page.goto("/lv/inbox")
    page.evaluate("document.documentElement.dataset.shortcuts = 'off'")
    page.keyboard.press("j")
    expect(page.locator("tr.is-selected")).to_have_count(0)


def test_the_error_summary_takes_the_focus_and_leads_to_the_field(page: Page) -> None:
    page.goto("/lv/month_entry")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.locator(".govuk-error-summary a").click()
    expect(page.locator("#entries-2026-10-27-hours")).to_be_focused()


def test_the_diagram_marks_where_the_case_stands(page: Page) -> None:
    page.goto("/lv/case_diagram")
    page.wait_for_selector("[data-ready]")
    expect(page.locator(".djs-element.is-current")).to_have_attribute("data-element-id", "confirm_month")
    expect(page.locator('[data-element-id="enter_month"]')).to_have_class(re.compile("is-visited"))
    expect(page.locator("a.bjs-powered-by")).to_be_visible()
    drawing = page.locator(".djs-container .viewport")
    before = drawing.get_attribute("transform")
    page.get_by_role("button", name="Tuvināt").click()
    expect(drawing).not_to_have_attribute("transform", before or "")
    page.get_by_role("button", name="Visa diagramma").click()
    page.locator("[data-diagram-canvas]").scroll_into_view_if_needed()
    expect(page.locator(".djs-element.is-current")).to_be_in_viewport()


def test_a_window_made_narrow_keeps_the_whole_diagram_in_it(page: Page) -> None:
    page.goto("/lv/case_diagram")
    page.wait_for_selector("[data-ready]")
    page.get_by_role("button", name="Visa diagramma").click()
    page.set_viewport_size({"width": 320, "height": 700})
    page.wait_for_function(
        """() => {
            const frame = document.querySelector("[data-diagram-canvas]").getBoundingClientRect();
            const drawn = document.querySelector(".djs-container .viewport").getBoundingClientRect();
            return drawn.left >= frame.left - 1 && drawn.right <= frame.right + 1;
        }"""
    )


def test_a_diagram_that_cannot_be_read_leaves_the_words(page: Page) -> None:
    page.route("**/sample.bpmn", lambda route: route.fulfill(body="<not-bpmn/>"))
    page.goto("/lv/case_diagram")
    expect(page.locator("[data-diagram-failed]")).to_be_visible()
    expect(page.locator(".outline")).to_contain_text("Apstiprināt mēnesi")


def test_without_a_script_every_question_and_sum_is_there(browser: Browser, sample_address: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=sample_address)
    page = context.new_page()
    page.goto("/lv/task")
    expect(page.get_by_role("group", name="Kas trūkst?")).to_be_visible()
    expect(page.get_by_role("button", name="Noņemt 2. rindu")).to_be_visible()
    page.goto("/lv/assessment")
    expect(page.locator(".score.only-beside [data-score-sum]")).to_have_text("13")
    page.goto("/lv/month_entry")
    expect(page.locator(".month-total.only-beside [data-month-sum]")).to_have_text(
        re.compile(r"40\sst\.\s45\smin")
    )
    page.goto("/lv/case_diagram")
    expect(page.locator(".outline")).to_be_visible()
    expect(page.locator("[data-diagram]")).to_be_hidden()
    context.close()
