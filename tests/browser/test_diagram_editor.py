"""A process owner draws: by keyboard alone, beside a colleague, with what other programs left in the file."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Dialog, expect

from engine.settings import ROOT
from tests.browser.drawing_board import DIAGRAM, PATIENCE, DrawingBoard, elements
from tests.browser.foreign_words import english
from tests.browser.live_town import LiveTown
from tests.browser.page_walk import WORDS

pytestmark = pytest.mark.browser

NEW = "check_the_account"
FOREIGN = """<camunda:properties xmlns:camunda="http://camunda.org/schema/1.0/bpmn">
              <camunda:property name="kept" value="as it is" />
            </camunda:properties>
            <zeebe:taskDefinition xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" type="kept" />"""


@pytest.fixture
def board(live: LiveTown) -> DrawingBoard:
    """An owner with a draft."""
    return DrawingBoard.of(live, "process_owner").begin_draft("Jauns solis")


def test_a_task_is_added_by_keyboard_alone_checked_mended_and_kept(board: DrawingBoard) -> None:
    page, keys = board.open().page, board.page.keyboard
    before = board.kept()
    page.locator("[data-editor-canvas] svg[role=application]").focus()
    keys.press("j")
    while page.locator('[data-step="enter_month"][aria-current]').count() == 0:
        keys.press("j")
    keys.press("a")
    expect(page.locator(".djs-popup-search input")).to_be_focused()
    keys.type("cilv")
    keys.press("Enter")
    expect(page.locator(".djs-direct-editing-content")).to_be_focused()
    keys.type("Pārbaudīt kontu")
    keys.press("Enter")
    problems = page.locator("[data-editor-problems]")
    expect(problems).to_contain_text("Pārbaudīt kontu: Trūkst veidlapas", timeout=PATIENCE)
    expect(problems).to_contain_text("Kurš tieši (assistant)?")
    board.look("editor_problems")

    page.get_by_role("button", name="Pārbaudīt kontu: Trūkst veidlapas").press("Enter")
    expect(board.field("title-lv")).to_be_focused()
    keys.press("Tab")
    expect(board.field("title-en")).to_be_focused()
    keys.type("Check the account")
    expect(page.locator("[data-editor-panel] code", has_text=NEW)).to_be_visible()
    picked_by_key(board, "role", "fi")
    expect(board.field("role")).to_have_value("finance")
    picked_by_key(board, "form", "Jauna")
    expect(board.field("form")).to_have_value(NEW, timeout=PATIENCE)
    board.field("due").focus()
    keys.type("after(today(), 3)")
    expect(page.locator(".editor-dates__days li")).to_have_count(12, timeout=PATIENCE)
    expect(problems.locator("li")).to_have_count(0, timeout=PATIENCE)
    board.wait_until_saved().look("editor_mended")

    board.open().choose(NEW)
    expect(board.field("role")).to_have_value("finance")
    expect(board.field("due")).to_have_value("after(today(), 3)")
    only_the_step_is_new(before, board.kept())


def picked_by_key(board: DrawingBoard, field: str, typed: str) -> None:
    """Choose in a list by typing how the choice begins."""
    board.field(field).focus()
    board.page.keyboard.type(typed)
    board.page.keyboard.press("Tab")


def only_the_step_is_new(before: str, after: str) -> None:
    """Beside the new step, its arrow and their shapes, only their neighbours differ."""
    old, new = elements(before), elements(after)
    added = new.keys() - old.keys()
    assert old.keys() <= new.keys()
    arrow = next(one for one in added if one.startswith("Flow_") and not one.endswith("_di"))
    assert added == {NEW, f"{NEW}_di", arrow, f"{arrow}_di"} or {NEW, arrow} < added
    changed = {name for name in old if unordered(old[name]) != unordered(new[name])}
    where = {name for name in changed if name.endswith("_di") or "plane" in name.lower()}  # what made room
    assert changed - where == {"enter_month", "flow_03", "collect_signatures"}
    kept = set(after.splitlines())
    gone = {line for line in before.splitlines() if line not in kept}
    drawn = ("<dc:Bounds", "<di:waypoint")
    told = [one for one in gone if not one.strip().startswith(drawn)]
    assert len(told) <= 4  # the arrow that begins elsewhere


def unordered(element: tuple[Any, ...]) -> tuple[Any, ...]:
    """What a diagram says of it; making room puts what stands inside into another order."""
    *own, within = element
    return (*own, sorted(map(str, within)))


def test_every_diagram_is_saved_as_it_was(board: DrawingBoard) -> None:
    for path in sorted(ROOT.glob("processes/*/*.bpmn")):
        name = path.relative_to(ROOT).as_posix()
        assert board.open(name).text() == path.read_text("utf-8"), name
    board.look()


def test_what_others_left_in_the_file_is_kept(board: DrawingBoard) -> None:
    operator = '<spiffworkflow:serviceTaskOperator id="record_assistant_signature"/>'
    text = board.kept().replace(operator, f"{FOREIGN}\n            {operator}")
    assert "zeebe" in text
    put(board, text)
    board.open().choose("record_assistant_signature")
    board.field("title-lv").fill("Pierakstīt asistenta parakstu")
    board.field("operation").select_option("record_recipient_signature")
    board.wait_until_drawn("Pierakstīt asistenta parakstu").wait_until_saved()
    kept = board.kept()
    assert 'value="as it is"' in kept
    assert re.search(r'<zeebe:taskDefinition [^>]*type="kept"', kept)
    assert kept.count('serviceTaskOperator id="record_recipient_signature"') == 2
    step = elements(kept)["record_assistant_signature"]
    assert "Pierakstīt asistenta parakstu" in str(step)
    differing = {name for name, what in elements(text).items() if elements(kept).get(name) != what}
    assert differing - {"record_assistant_signature_di"} == {"record_assistant_signature"}


def put(board: DrawingBoard, text: str) -> None:
    """Another version of the file in the draft, as a colleague's editor sends it."""
    file = f"/drafts/{board.draft}/files/{DIAGRAM}"
    token = board.page.locator('input[name="csrf_token"]').first.input_value()
    asked = board.page.request.get(file, headers={"Accept": "application/json"}).json()
    answer = board.page.request.post(
        file,
        headers={"Accept": "application/json", "X-CSRF-Token": token, "Content-Type": "application/json"},
        data=json.dumps({"content": text, "version": asked["version"]}),
    )
    assert answer.ok


def test_a_colleagues_newer_drawing_is_not_overwritten(board: DrawingBoard) -> None:
    page = board.open().page
    theirs = board.kept().replace('name="Pārbaudīt mēnesi"', 'name="Kolēģa nosaukums"')
    put(board, theirs)
    board.choose("review_findings")
    board.field("title-lv").fill("Mans nosaukums")
    notice = page.locator("[data-editor-conflict]")
    expect(notice).to_be_visible(timeout=PATIENCE)
    expect(notice).to_contain_text("Edgars Balodis")
    assert board.kept() == theirs
    board.look("editor_conflict")
    notice.get_by_role("button", name="Parādīt saglabāto zīmējumu").click()
    expect(page.locator("[data-editor-canvas] text", has_text="Kolēģa")).to_have_count(1)
    notice.get_by_role("button", name="Saglabāt manējo tā vietā").click()
    board.wait_until_saved()
    assert "Mans nosaukums" in board.kept()
    expect(notice).to_be_hidden()


def test_leaving_with_something_unsaved_asks_first(board: DrawingBoard) -> None:
    page = board.open().page
    asked: list[str] = []

    def note(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", note)
    page.route(f"**/files/{DIAGRAM}", lambda route: route.abort())
    board.choose("review_findings")
    board.field("title-lv").fill("Mans nosaukums")
    expect(page.locator("[data-editor-saved]")).to_contain_text("serveris nav sasniedzams", timeout=PATIENCE)
    page.unroute(f"**/files/{DIAGRAM}")
    page.goto("/drafts")
    assert asked == ["beforeunload"]


def test_undo_and_redo_have_buttons(board: DrawingBoard) -> None:
    page = board.open().page
    undo, redo = (
        page.get_by_role("button", name="Atsaukt", exact=True),
        page.get_by_role("button", name="Atcelt atsaukšanu"),
    )
    expect(undo).to_be_disabled()
    board.choose("review_findings")
    board.field("title-lv").fill("Mans nosaukums")
    expect(undo).to_be_enabled()
    undo.click()
    expect(board.field("title-lv")).to_have_value("Izvērtēt konstatēto")
    redo.click()
    expect(board.field("title-lv")).to_have_value("Mans nosaukums")


def test_a_mark_is_put_aside_when_its_step_changes_and_an_open_menu_stays_open(board: DrawingBoard) -> None:
    page = board.open().choose("review_findings").page
    board.field("due").fill("broken(")
    mark = page.locator('[data-container-id="review_findings"] .editor-badge')
    expect(mark).to_have_text("!", timeout=PATIENCE)
    board.wait_until_saved()
    board.field("title-lv").fill("Mans nosaukums")
    page.locator('.djs-context-pad [data-action="append"]').click()  # before what was typed is in the drawing
    expect(page.locator(".djs-popup-search input")).to_be_focused()
    expect(mark).to_have_text("…")
    expect(page.locator("[data-editor-saved]")).to_have_text("Vēl nav saglabāts")
    board.wait_until_saved()
    expect(page.locator(".djs-popup-search input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".djs-popup")).to_have_count(0)
    expect(mark).to_have_text("!")
    page.get_by_role("button", name="Atsaukt", exact=True).click()
    expect(mark).to_have_text("…")
    expect(mark).to_have_text("!", timeout=PATIENCE)


def test_only_what_runs_is_offered_and_every_word_is_latvian(board: DrawingBoard) -> None:
    page = board.open().page
    for element_id in page.evaluate(
        "window.asistentsEditor.modeler.get('elementRegistry').getAll().map((one) => one.id)"
    ):
        board.choose(element_id)
    board.choose("enter_month")
    page.evaluate("window.asistentsEditor.modeler.get('canvas').focus()")
    offered = set()
    for key in "nar":
        page.evaluate("window.asistentsEditor.modeler.get('canvas').focus()")
        page.keyboard.press(key)
        expect(page.locator(".djs-popup .entry").first).to_be_visible()
        offered |= set(
            page.locator(".djs-popup .entry").evaluate_all("all => all.map((one) => one.dataset.id)")
        )
        page.keyboard.press("Escape")
    assert {"append-user-task", "create-service-task", "append-timer-boundary"} <= offered
    refused = (
        "manual-task",
        "send-task",
        "transaction",
        "ad-hoc",
        "complex-gateway",
        "data-store",
        "compensation",
        "cancel",
        "link",
    )
    assert [one for one in offered if any(part in one for part in refused)] == []
    assert not offered & {
        "append-task",
        "create-task",
        "append-message-end",
        "append-signal-end",
        "create-none-intermediate-throwing",
    }
    assert english().within(page.evaluate(WORDS)) == []
    board.look("editor_words")


def test_in_english_at_a_wide_desk(board: DrawingBoard) -> None:
    board.page.set_viewport_size({"width": 1600, "height": 900})
    board.person.open("/settings?lang=en")
    board.open().choose("calculate_remuneration")
    panel = board.page.locator("[data-editor-panel]")
    expect(panel).to_contain_text("What it needs")
    expect(panel).to_contain_text("no_rate")
    expect(board.page.locator(".bjs-powered-by")).to_be_visible()
    covered = board.page.evaluate(
        """() => {
            const box = document.querySelector('.bjs-powered-by').getBoundingClientRect();
            const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
            return !top.closest('.bjs-powered-by');
        }"""
    )
    assert not covered
    board.look("editor_english")


def test_a_condition_is_written_in_plain_words(board: DrawingBoard) -> None:
    page = board.open().page
    flow = page.evaluate(
        """window.asistentsEditor.modeler.get('elementRegistry').get('what_about_findings').outgoing
            .find((one) => one.businessObject.conditionExpression?.body.includes('reject')).id"""
    )
    board.choose(flow)
    expect(board.field("plain-condition-value")).to_have_value("reject")
    board.field("plain-condition-value").select_option("return")
    expect(board.field("condition")).to_have_value('findings_verdict == "return"')
    board.wait_until_saved()
    assert 'findings_verdict == "return"' in board.kept()


def test_on_a_telephone_there_are_the_steps_and_the_text(board: DrawingBoard) -> None:
    page = board.page
    page.set_viewport_size({"width": 360, "height": 740})
    board.person.open(f"/drafts/{board.draft}/diagrams/{DIAGRAM}")
    expect(page.get_by_text("Diagrammu zīmē uz platāka ekrāna")).to_be_visible()
    expect(page.locator("[data-editor]")).to_be_hidden()
    expect(page.locator('[data-step="enter_month"]')).to_be_visible()
    expect(page.get_by_role("link", name="Faila teksts")).to_be_visible()
    board.person.look("editor_on_a_telephone")
