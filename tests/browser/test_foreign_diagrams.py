"""Diagrams drawn in other programs are opened, told about, and kept as they are but for what is changed."""

from __future__ import annotations

import json

import pytest
from lxml import etree
from playwright.sync_api import expect

from tests.browser.drawing_board import PATIENCE, DrawingBoard
from tests.browser.live_town import LiveTown
from tests.gate.places import HERE

pytestmark = pytest.mark.browser

FOREIGN = {
    "bpmn_io": ("Activity_check", ("Datu krātuvi nevar izpildīt",)),
    "camunda_7": ("Activity_pay", ("camunda:class", "camunda:inputOutput")),
    "camunda_8": ("Activity_call", ("zeebe:taskDefinition", "zeebe:ioMapping")),
}
"""Diagram → a step to be renamed, and words of its problems."""
RENAMED = "Pavisam cits nosaukums"


def brought_in(board: DrawingBoard, name: str) -> tuple[str, str]:
    """The file in the draft, sent as its text: (its path, what it says)."""
    path, text = f"processes/{name}/{name}.bpmn", (HERE / "foreign" / f"{name}.bpmn").read_text("utf-8")
    board.person.open(f"/drafts/{board.draft}")
    token = board.page.locator('input[name="csrf_token"]').first.input_value()
    answer = board.page.request.post(
        f"/drafts/{board.draft}/files/{path}",
        headers={"Accept": "application/json", "X-CSRF-Token": token, "Content-Type": "application/json"},
        data=json.dumps({"content": text, "version": None}),
    )
    assert answer.ok, answer.text()
    return path, text


def canonical(text: str, step: str, *, name: str | None = None) -> str:
    """The file whatever its line breaks, with this name of the step; empty labels of shapes say nothing."""
    root = etree.fromstring(text.encode())
    for element in list(root.iter(etree.Element)):
        around = element.getparent()
        if element.get("id") == step and name is not None:
            element.set("name", name)
        if (
            element.tag.endswith("}BPMNLabel")
            and not len(element)
            and not element.attrib
            and around is not None
        ):
            around.remove(element)
    return str(etree.canonicalize(etree.tostring(root, encoding="unicode"), strip_text=True))


def test_what_is_foreign_stays_and_only_what_is_changed_is(live: LiveTown) -> None:
    board = DrawingBoard.of(live, "process_owner").begin_draft("No citas programmas")
    for name, (step, _) in FOREIGN.items():
        path, text = brought_in(board, name)
        board.open(path)
        board.choose(step)
        assert board.kept(path) == text, "nothing was changed, so nothing was kept anew"
        board.field("title-lv").fill(RENAMED)
        board.page.locator("[data-editor-canvas] svg[role=application]").focus()
        expect(board.page.locator("[data-editor-canvas] text", has_text="Pavisam")).to_have_count(1)
        board.wait_until_drawn(RENAMED).wait_until_saved()
        kept = board.kept(path)
        assert canonical(kept, step) == canonical(text, step, name=RENAMED), name


def test_problems_say_what_is_foreign(live: LiveTown) -> None:
    board = DrawingBoard.of(live, "process_owner").begin_draft("No citas programmas")
    for name, (_, words) in FOREIGN.items():
        path, _ = brought_in(board, name)
        board.open(path)
        problems = board.page.locator("[data-editor-problems]")
        for one in words:
            expect(problems).to_contain_text(one, timeout=PATIENCE)
    board.look("editor_foreign")
