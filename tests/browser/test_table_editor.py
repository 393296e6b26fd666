"""A process owner changes a decision table: in the grid, beside a colleague, tried and proved."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Locator, Page, expect

from engine.settings import ROOT
from tests.browser.drawing_board import PATIENCE, SAVED
from tests.browser.live_town import LiveTown, Person

pytestmark = pytest.mark.browser

LEVELS = "processes/assessment_questionnaire/support_level.dmn"
CASES = "processes/assessment_questionnaire/support_level.cases.yaml"


class Desk:
    """An owner in front of a table of their draft."""

    def __init__(self, live: LiveTown) -> None:
        self.person: Person = live.desk("process_owner").sign_in()
        self.page: Page = self.person.page
        self.person.open("/drafts").fill(title="Citas robežas")
        with self.page.expect_navigation():
            self.page.locator("#begin ~ form button").click()
        self.draft = self.page.url.rpartition("/")[2]

    def open(self, path: str = LEVELS, query: str = "") -> Desk:
        """The editor with a table, ready to be changed."""
        self.person.open(f"/drafts/{self.draft}/tables/{path}{query}")
        ready = self.page.locator("[data-table-editor]")
        expect(ready).to_have_attribute("data-ready", "true", timeout=PATIENCE)
        return self

    def cell(self, row: int, column: str) -> Locator:
        """A cell by its row and the heading of its column."""
        return self.page.get_by_role("textbox", name=f"{row}. rinda, {column}", exact=True)

    def write(self, row: int, column: str, text: str) -> None:
        """Type into a cell in place of what stands there."""
        self.cell(row, column).focus()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def kept(self, path: str = LEVELS) -> str:
        """The file as the draft has it."""
        return self.page.request.get(f"/drafts/{self.draft}/raw/{path}").text()

    def wait_until_saved(self) -> None:
        """All that was written is in the draft."""
        expect(self.page.locator("[data-editor-saved]")).to_have_text(SAVED, timeout=PATIENCE)

    def look(self, name: str = "") -> None:
        """As `Person.look`, and every word of the editor is in the language of the page."""
        self.person.look(name)
        assert self.page.evaluate("[...window.asistentsTable.untranslated]") == []


@pytest.fixture
def desk(live: LiveTown) -> Desk:
    """An owner with a draft."""
    return Desk(live)


def test_every_table_is_saved_as_it_was_and_a_cell_changes_alone(desk: Desk) -> None:
    for path in sorted(ROOT.glob("processes/*/*.dmn")):
        name = path.relative_to(ROOT).as_posix()
        text = desk.open(name).page.evaluate("window.asistentsTable.text()")
        assert text == path.read_text("utf-8"), name
        desk.look("table_" + path.stem)
    desk.open().write(2, "Koeficients", "2")
    desk.wait_until_saved()
    before = (ROOT / LEVELS).read_text("utf-8").splitlines()
    after = desk.kept().splitlines()
    assert len(before) == len(after)
    differing = [(old.strip(), new.strip()) for old, new in zip(before, after, strict=True) if old != new]
    assert differing == [("<text>1</text>", "<text>2</text>")]


def test_a_gap_shows_its_example_the_row_says_why_and_a_case_is_kept(desk: Desk) -> None:
    page = desk.open(query="?try=1&v_score=12").page
    answer, problems = page.locator("[data-table-answer]"), page.locator("[data-editor-problems]")
    expect(answer).to_contain_text("Der 2. rinda.")
    expect(page.locator("tr.has-fired .rule-index")).to_have_text("2")
    desk.write(2, "Punktu summa", "[13..23]")
    expect(problems).to_contain_text("score = 12", timeout=PATIENCE)
    expect(problems).to_contain_text("gadījums “Trešdaļa punktu”")
    expect(answer).to_contain_text("nav atbildes", timeout=PATIENCE)
    expect(page.locator("[data-table-part=cases]")).to_contain_text("Kā rakstīts: 5 no 6.")
    expect(page.locator("td.add-rule-add")).to_have_attribute("data-finding", "")
    desk.look("table_gap")

    desk.write(1, "Punktu summa", "[0..12]")
    expect(answer).to_contain_text("Der 1. rinda.", timeout=PATIENCE)
    expect(page.locator("tr.has-fired .rule-index")).to_have_text("1")
    page.get_by_label("Gadījuma nosaukums").fill("Divpadsmit vēl par maz")
    page.get_by_role("button", name="Saglabāt kā pārbaudes gadījumu").click()
    cases = page.locator("[data-table-part=cases]")
    expect(cases).to_contain_text("Divpadsmit vēl par maz", timeout=PATIENCE)
    expect(cases).to_contain_text('“support_level” ir "none", bet bija gaidīts "large".')
    assert "Divpadsmit vēl par maz" in desk.kept(CASES)
    expect(desk.cell(1, "Punktu summa")).to_have_text("[0..12]")  # the page was not left

    page.get_by_role("button", name="Atsaukt", exact=True).click()
    expect(answer).to_contain_text("nav atbildes", timeout=PATIENCE)
    wrong = page.locator("#v_score")
    wrong.fill("daudz")
    wrong.press("Enter")
    expect(page.locator("#v_score-error")).to_contain_text("vesels skaitlis", timeout=PATIENCE)


def test_rows_and_columns_are_changed_by_keys_alone(desk: Desk) -> None:
    page, keys = desk.open().page, desk.page.keyboard
    desk.cell(3, "Punktu summa").focus()
    keys.press("Enter")  # below the last row a new one begins
    expect(desk.cell(4, "Punktu summa")).to_be_focused()
    keys.type("> 36")
    keys.press("Tab")
    keys.type('"none"')
    problems = page.locator("[data-editor-problems]")
    expect(problems).to_contain_text("4. rinda, kolonna „coefficient”", timeout=PATIENCE)
    page.get_by_role("button", name="4. rinda, kolonna „coefficient”").press("Enter")
    expect(desk.cell(4, "Koeficients")).to_be_focused()
    marked = desk.cell(4, "Koeficients").locator("xpath=ancestor::td")
    expect(marked).to_have_attribute("data-finding", "")
    keys.type("0")
    page.get_by_role("button", name="Rindu augstāk").press("Enter")
    expect(desk.cell(3, "Punktu summa")).to_have_text("> 36")
    page.get_by_role("button", name="Izņemt rindu").press("Enter")
    expect(desk.cell(3, "Punktu summa")).to_have_text("[24..36]")

    page.get_by_label("Kura kolonna").select_option(label="Koeficients")
    page.get_by_label("Virsraksts").fill("Reizinātājs")
    page.get_by_label("Atļautās vērtības").fill("0,1,2,3")
    page.get_by_label("Veids").select_option("number")
    expect(desk.cell(1, "Reizinātājs")).to_have_text("0", timeout=PATIENCE)
    desk.wait_until_saved()
    kept = desk.kept()
    assert 'label="Reizinātājs" name="coefficient" typeRef="number"' in kept
    assert "<text>0,1,2,3</text>" in kept
    assert "> 36" not in kept
    assert "&gt; 36" not in kept


def test_a_colleagues_newer_table_is_not_overwritten(desk: Desk) -> None:
    page = desk.open().page
    theirs = desk.kept().replace("Liels atbalsts: koeficients 1.", "Kolēģa piezīme.")
    file = f"/drafts/{desk.draft}/files/{LEVELS}"
    token = page.locator('input[name="csrf_token"]').first.input_value()
    answer = page.request.post(
        file,
        headers={"Accept": "application/json", "X-CSRF-Token": token, "Content-Type": "application/json"},
        data=json.dumps({"content": theirs, "version": 0}),
    )
    assert answer.ok
    desk.write(2, "Koeficients", "2")
    notice = page.locator("[data-editor-conflict]")
    expect(notice).to_be_visible(timeout=PATIENCE)
    assert desk.kept() == theirs
    notice.get_by_role("button", name="Parādīt saglabāto tabulu").click()
    expect(page.locator("[data-table-grid]")).to_contain_text("Kolēģa piezīme.")
    notice.get_by_role("button", name="Saglabāt manējo tā vietā").click()
    desk.wait_until_saved()
    expect(notice).to_be_hidden()
    kept = desk.kept()
    assert "Kolēģa" not in kept
    assert kept.count("<text>2</text>") == 2


def test_in_english_with_the_mark_in_sight_and_on_a_telephone(desk: Desk) -> None:
    page = desk.page
    desk.person.open("/settings?lang=en")
    desk.open("processes/assistant_service/eligibility.dmn", "?try=1&v_declared_here=false")
    expect(page.locator("[data-table-answer]")).to_contain_text("Row 1 holds.")
    covered = page.evaluate(
        """() => {
            const box = document.querySelector('.bjs-powered-by').getBoundingClientRect();
            window.scrollTo(0, box.y + window.scrollY - 300);
            const now = document.querySelector('.bjs-powered-by').getBoundingClientRect();
            return !document.elementFromPoint(now.x + now.width / 2, now.y + 8).closest('.bjs-powered-by');
        }"""
    )
    assert not covered
    desk.look("table_english")
    page.set_viewport_size({"width": 320, "height": 740})
    desk.person.open(f"/drafts/{desk.draft}/tables/{LEVELS}")
    expect(page.locator("[data-table-editor]")).to_be_hidden()
    page.get_by_label("Punktu summa").fill("24")
    page.get_by_role("button", name="Try", exact=True).click()
    expect(page.locator("[data-table-answer]")).to_contain_text("Row 3 holds.", timeout=PATIENCE)
    desk.person.look("table_on_a_telephone")
