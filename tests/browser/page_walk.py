"""Every page that a role may open, one after the other in a real browser, and what is wrong with it.

    for finding in walk(person, addresses, seen): …

Two roles often meet the same words: what was looked at closely once is not looked at closely again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from playwright.sync_api import Page

from tests.browser.foreign_words import Sentences
from tests.browser.live_town import Person
from tests.browser.looking import accessibility_findings, overflow, small_targets

TOKEN = re.compile(r'name="csrf_token" value="[^"]*"')
WORDS = """() => [
    document.title,
    document.body.innerText,
    ...[...document.querySelectorAll('main details, .govuk-visually-hidden')].map((one) => one.textContent),
    ...[...document.querySelectorAll('[aria-label], [title], [alt], [placeholder], [data-draft-failed]')].flatMap(
        (one) => ['aria-label', 'title', 'alt', 'placeholder', 'data-draft-failed'].map((name) => one.getAttribute(name))
    ),
].filter(Boolean).join('\\n')"""


@dataclass(slots=True)
class Seen:
    """What a walk has looked at, and the sentences that its pages must not show."""

    foreign: Sentences
    bodies: set[str] = field(default_factory=set)
    opened: int = 0


def walk(person: Person, addresses: Mapping[str, str], seen: Seen) -> Iterator[str]:
    """Open every address and tell what is wrong there: "endpoint: finding"."""
    for endpoint, address in addresses.items():
        answer = person.page.goto(address)
        kind = answer.headers.get("content-type", "") if answer else ""
        if not kind.startswith("text/html"):
            yield f"{endpoint}: {kind or 'nothing'} is no page"
            continue
        seen.opened += 1
        yield from (f"{endpoint}: {finding}" for finding in _findings(person, seen))


def _findings(person: Person, seen: Seen) -> Iterator[str]:
    page = person.page
    yield from (f"content policy: {one}" for one in page.evaluate("window.violations"))
    yield from (f"the browser: {one}" for one in person.complaints)
    person.complaints.clear()
    if _is_known(page, seen):
        return
    yield from (f"in the other language: {one}" for one in seen.foreign.within(page.evaluate(WORDS)))
    yield from accessibility_findings(page)
    yield from (f"too small: {one}" for one in small_targets(page))
    if wide := overflow(page):
        yield f"{wide} pixels too wide"


def _is_known(page: Page, seen: Seen) -> bool:
    body = TOKEN.sub("", page.locator("main").inner_html())
    known = body in seen.bodies
    seen.bodies.add(body)
    return known
