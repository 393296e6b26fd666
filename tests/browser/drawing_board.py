"""A process owner in front of the diagram editor.

board = DrawingBoard.of(live, "process_owner")
board.begin_draft("Jauns solis").open(DIAGRAM)
board.choose("enter_month")
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from lxml import etree
from playwright.sync_api import Locator, Page, expect

from tests.browser.live_town import LiveTown, Person

DIAGRAM = "processes/monthly_confirmation/monthly_confirmation.bpmn"
PANEL = "#bio-properties-panel-"
HARMLESS = "ContextPad#getPad is deprecated"  # bpmn-js says it of itself when a menu opens
SAVED = re.compile(r"Saglabāts \d\d\.\d\d|Saved \d\d\.\d\d")
PATIENCE = 20_000  # milliseconds; the check of a whole release is behind every save


@dataclass(slots=True)
class DrawingBoard:
    """The editor as one person sees it."""

    person: Person
    draft: str = ""

    @classmethod
    def of(cls, live: LiveTown, name: str) -> DrawingBoard:
        """Somebody signed in at a desk."""
        return cls(live.desk(name).sign_in())

    @property
    def page(self) -> Page:
        """What stands before them."""
        return self.person.page

    def begin_draft(self, title: str) -> DrawingBoard:
        """A draft of their own."""
        self.person.open("/drafts").fill(title=title)
        with self.page.expect_navigation():
            self.page.locator("#begin ~ form button").click()
        self.draft = self.page.url.rpartition("/")[2]
        return self

    def open(self, path: str = DIAGRAM) -> DrawingBoard:
        """The editor with a diagram, ready to draw."""
        self.person.open(f"/drafts/{self.draft}/diagrams/{path}")
        expect(self.page.locator("[data-editor]")).to_have_attribute("data-ready", "true", timeout=PATIENCE)
        return self

    def choose(self, element_id: str) -> DrawingBoard:
        """Have this element chosen, as a click or the keys do."""
        self.page.evaluate(
            """(id) => {
                const { modeler } = window.asistentsEditor;
                modeler.get('selection').select(modeler.get('elementRegistry').get(id));
            }""",
            element_id,
        )
        return self

    def field(self, name: str) -> Locator:
        """A field of the panel."""
        return self.page.locator(f"{PANEL}{name}")

    def text(self) -> str:
        """The drawing as it would be saved."""
        found: str = self.page.evaluate("window.asistentsEditor.text()")
        return found

    def kept(self, path: str = DIAGRAM) -> str:
        """The file as the draft has it."""
        return self.page.request.get(f"/drafts/{self.draft}/raw/{path}").text()

    def wait_until_drawn(self, words: str) -> DrawingBoard:
        """What was typed is in the drawing."""
        until_drawn(self.page, words)
        return self

    def wait_until_saved(self) -> DrawingBoard:
        """All that was drawn is in the draft."""
        expect(self.page.locator("[data-editor-saved]")).to_have_text(SAVED, timeout=PATIENCE)
        return self

    def untranslated(self) -> list[str]:
        """What the editor had no words for in the language of the page."""
        found: list[str] = self.page.evaluate("[...window.asistentsEditor.untranslated]")
        return found

    def look(self, name: str = "") -> DrawingBoard:
        """As `Person.look`, and every word of the editor is in the language of the page."""
        complaints = self.person.complaints
        complaints[:] = [one for one in complaints if HARMLESS not in one]
        self.person.look(name)
        assert self.untranslated() == []
        return self


def until_drawn(page: Page, words: str) -> None:
    """What was typed is in the drawing: fields hand it on a moment after the last key."""
    holds = "async (words) => (await window.asistentsEditor.text()).includes(words)"
    page.wait_for_function(holds, arg=words)


def elements(text: str) -> dict[str, tuple[Any, ...]]:
    """Id → what a diagram says of the element, whatever the order of its attributes and its white space."""
    found: dict[str, tuple[Any, ...]] = {}
    for node in etree.fromstring(text.encode()).iter():
        if isinstance(node.tag, str) and node.get("id"):
            found[node.get("id") or ""] = _content(node)
    return found


def _content(node: etree._Element) -> tuple[Any, ...]:
    own = [child for child in node if isinstance(child.tag, str)]
    inside = tuple(child.get("id") if child.get("id") else _content(child) for child in own)
    return (node.tag, tuple(sorted(node.attrib.items())), (node.text or "").strip(), inside)
