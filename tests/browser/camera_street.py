"""The demo's people in front of browsers of their own, while the camera is there."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, sync_playwright

from engine.simulation.sign_ins import DEMO_PASSWORD
from engine.simulation.town import Town
from tests.browser.conftest import FLAGS
from tests.browser.live_town import COUNT_VIOLATIONS, PATIENCE, Person
from tests.conftest import BROWSERS
from web.commands.browsers import served

AT_TWICE_THE_POINTS = 2  # pictures stay sharp when somebody looks closer


@dataclass(slots=True)
class Street:
    """A town whose pages are open, and the people who use them."""

    town: Town
    browser: Browser
    address: str
    people: dict[str, Person] = field(default_factory=dict)

    def person(self, name: str) -> Person:
        """Somebody by the name they sign in with, signed in; an empty name is a stranger."""
        if name not in self.people:
            context = self.browser.new_context(base_url=self.address, device_scale_factor=AT_TWICE_THE_POINTS)
            context.set_default_timeout(PATIENCE)
            context.add_init_script(COUNT_VIOLATIONS)
            self.people[name] = Person(name, context.new_page(), None)
            if name:
                self.people[name].sign_in(DEMO_PASSWORD)
        return self.people[name]


@contextmanager
def street(town: Town, browser: Browser) -> Iterator[Street]:
    """The town's pages on a free port until the camera leaves."""
    with served(town.runtime) as address:
        opened = Street(town, browser, address)
        try:
            yield opened
        finally:
            for person in opened.people.values():
                person.page.context.close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser; without one there are no pictures."""
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        sys.exit("no Chromium on PATH (Debian: apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
