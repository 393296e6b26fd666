"""A headless Chromium, the sample pages behind a local server, and a page that notes what goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.live_town import LiveTown, live_town
from tests.browser.looking import AXE
from tests.browser.sample_site import sample_site
from tests.processes.stage import Stage
from tests.stages import Stages
from tests.web.town import found_town

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
COUNT_VIOLATIONS = """
window.violations = [];
const count = (event) => window.violations.push(event.violatedDirective);
document.addEventListener('securitypolicyviolation', count);
"""
PATIENCE = 10_000  # milliseconds; a test that waits longer than that is broken


@dataclass(slots=True)
class Visit:
    """A page and everything that the browser complained about while it was open."""

    page: Page
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium for all browser tests of this process."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def sample_address() -> Iterator[str]:
    """The address of the sample pages."""
    with sample_site() as address:
        yield address


@pytest.fixture(scope="session")
def samples(browser: Browser, sample_address: str) -> Iterator[BrowserContext]:
    """One visitor of the sample site, whose styles and scripts are fetched once; axe comes with each page."""
    context = browser.new_context(base_url=sample_address)
    context.set_default_timeout(PATIENCE)
    context.add_init_script(COUNT_VIOLATIONS)
    context.add_init_script(AXE)
    yield context
    context.close()


@pytest.fixture
def visit(samples: BrowserContext) -> Iterator[Visit]:
    """A fresh page on the sample site that counts violations of the content policy."""
    visit = Visit(samples.new_page())
    visit.page.on("console", lambda message: visit.complaints.append(message.text))
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    yield visit
    visit.page.close()
    samples.clear_cookies()


@pytest.fixture
def page(visit: Visit) -> Page:
    """The same page, where only the page matters."""
    return visit.page


@pytest.fixture(scope="session")
def founded(stages: Stages, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """The founded installation that every live town copies."""
    return found_town(stages.on_sqlite().copy(tmp_path_factory.mktemp("live")))


@pytest.fixture
def live(founded: Stage, tmp_path: Path, browser: Browser) -> Iterator[LiveTown]:
    """A town behind a real server; a Monday in February, 9 o'clock."""
    with live_town(founded, tmp_path, browser) as running:
        yield running
