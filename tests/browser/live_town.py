"""The town of the page tests behind a real server, and its people in front of real browsers.

with live_town(stage, folder, browser) as town:
    ilze = town.desk("caseworker")
    ilze.open("/tasks").look("inbox")
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import waitress
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from tests.browser.looking import accessibility_findings, overflow, small_targets
from tests.processes.stage import Stage
from tests.web.town import PASSWORD, Town

PICTURES = Path(__file__).resolve().parent.parent.parent / "build" / "screenshots"
COUNT_VIOLATIONS = """
window.violations = [];
const count = (event) => window.violations.push(event.violatedDirective);
document.addEventListener('securitypolicyviolation', count);
"""
README_PICTURES = PICTURES.parent.parent / "web" / "assets" / "readme"
# Remade where ASISTENTS_README_PICTURES=1: the picture's name and what brings its subject into the window.
IN_README = {
    "case_diagram": "document.querySelector('.identity').scrollIntoView()",
    "month_on_a_phone": "document.querySelector('main form button').scrollIntoView({block: 'end'})",
}
PATIENCE = 10_000  # milliseconds; a step that takes longer is broken
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


@dataclass(slots=True)
class Person:
    """Somebody in front of a browser of their own."""

    name: str
    page: Page
    album: Album | None
    complaints: list[str] = field(default_factory=list)
    taps: int = 0

    def sign_in(self, password: str = PASSWORD) -> Person:
        """Come in with name and password, unless already inside."""
        self.page.goto("/sign-in")
        self.page.fill("#user_name", self.name)
        self.page.fill("#password", password)
        with self.page.expect_navigation():
            self.page.press("#password", "Enter")
        return self

    def open(self, address: str) -> Person:
        """Go to an address."""
        self.page.goto(address)
        return self

    def follow(self, text: str) -> Person:
        """Open the link with these words."""
        with self.page.expect_navigation():
            self.page.locator("main a, nav a", has_text=text).first.click()
        return self

    def tap(self, target: Locator) -> None:
        """Touch something that leads to another page."""
        self.taps += 1
        with self.page.expect_navigation():
            target.tap()

    def fill(self, **answers: str) -> Person:
        """Answer questions by the names of their inputs; `__` stands for a hyphen."""
        for name, value in answers.items():
            self._answer(name.replace("__", "-"), value)
        return self

    def _answer(self, name: str, value: str) -> None:
        choice = self.page.locator(f'input[name="{name}"][value="{value}"]')
        if choice.count() and choice.first.get_attribute("type") in ("radio", "checkbox"):
            choice.first.check()
        elif self.page.locator(f'select[name="{name}"]').count():
            self.page.locator(f'select[name="{name}"]').select_option(value)
        else:
            self.page.locator(f'[name="{name}"]').first.fill(value)

    def send(self) -> Person:
        """Press the form's main button."""
        with self.page.expect_navigation():
            self.page.locator("[data-main-button]").click()
        return self

    def look(self, name: str = "") -> Person:
        """The page is accessible, fits its window and broke no promise; with a name, its picture is kept."""
        page = self.page
        where = f"{name or page.title()} ({page.url})"
        assert accessibility_findings(page) == [], where
        assert overflow(page) == 0, where
        assert small_targets(page) == [], where
        assert page.evaluate("window.violations ?? []") == [], where
        assert self.complaints == [], where
        if name and self.album is not None:
            self.album.keep(page, name)
        return self


@dataclass(slots=True)
class Album:
    """Pictures in the order in which they were taken, kept as build output."""

    taken: int = 0

    def keep(self, page: Page, name: str) -> None:
        """The whole page as NN_name.png."""
        self.taken += 1
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"{self.taken:02d}_{name}.png", full_page=True)
        if name in IN_README and os.environ.get("ASISTENTS_README_PICTURES") == "1":
            README_PICTURES.mkdir(parents=True, exist_ok=True)
            page.evaluate(IN_README[name])
            page.screenshot(path=README_PICTURES / f"{name}.jpg", type="jpeg", quality=82)


@dataclass(slots=True)
class LiveTown:
    """The running town."""

    town: Town
    address: str
    browser: Browser
    album: Album | None = None
    people: dict[str, Person] = field(default_factory=dict)
    contexts: list[BrowserContext] = field(default_factory=list)

    def desk(self, name: str) -> Person:
        """Somebody at a desk."""
        return self.people.get(name) or self._arrive(name, viewport=DESK)

    def phone(self, name: str) -> Person:
        """Somebody with a telephone."""
        return self.people.get(name) or self._arrive(
            name, viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2
        )

    def stranger(self, **options: object) -> Person:
        """Somebody whom no test knows yet, in a browser as described."""
        context = self.browser.new_context(base_url=self.address, **options)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        person = Person("", context.new_page(), self.album)
        person.page.on("console", lambda message: _note(person.complaints, message.text))
        person.page.on("pageerror", lambda error: person.complaints.append(str(error)))
        return person

    def _arrive(self, name: str, **options: object) -> Person:
        person = self.stranger(**options)
        person.page.add_init_script(COUNT_VIOLATIONS)
        person.name = name
        self.people[name] = person
        return person


def _note(complaints: list[str], text: str) -> None:
    """Keep what the browser complains about; that a form came back with its errors is no complaint."""
    if not any(f"status of {code}" in text for code in (401, 409, 422)):
        complaints.append(text)


@contextmanager
def live_town(stage: Stage, folder: Path, browser: Browser, *, keep: bool = False) -> Iterator[LiveTown]:
    """The town on a free port, with as many threads as the real one."""
    town = Town(stage.copy(folder), reload=False).open_pages()
    server = waitress.create_server(town.app, host="127.0.0.1", port=0, threads=4)
    serving = threading.Thread(target=server.run, daemon=True)
    serving.start()
    live = LiveTown(town, f"http://127.0.0.1:{server.effective_port}", browser, Album() if keep else None)
    try:
        yield live
    finally:
        for context in live.contexts:
            context.close()
        server.close()
        serving.join(timeout=10)
        town.close()
