"""Every page that a role may open, one after the other in a real browser, and what is wrong with it.

    for finding in walk(person, addresses, seen): …

Two roles often get the same page: what stands in a `main` that was looked at once is not drawn again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tests.browser.foreign_words import Sentences
from tests.browser.live_town import Person
from tests.browser.looking import accessibility_findings, overflow, small_targets

TOKEN = re.compile(r'name="csrf_token" value="[^"]*"')
BODY = re.compile(r"<main .*</main>", re.DOTALL)
WORDS = """() => [
    document.title,
    document.body.innerText,
    ...[...document.querySelectorAll('main details, .govuk-visually-hidden')].map((one) => one.textContent),
    ...['aria-label', 'title', 'alt', 'placeholder', 'data-draft-failed'].flatMap((name) =>
        [...document.querySelectorAll(`[${name}]`)].map((one) => one.getAttribute(name))),
].filter(Boolean).join('\\n')"""


@dataclass(slots=True)
class Seen:
    """What a walk has looked at, the sentences that its pages must not show, and whether axe is asked."""

    foreign: Sentences
    axe: bool = True
    bodies: set[str] = field(default_factory=set)
    opened: int = 0


def walk(person: Person, addresses: Mapping[str, str], seen: Seen) -> Iterator[str]:
    """Open every address and tell what is wrong there: "endpoint: finding"."""
    for endpoint, address in addresses.items():
        answer = person.page.request.get(address)
        kind, body = answer.headers.get("content-type", ""), BODY.search(TOKEN.sub("", answer.text()))
        if not answer.ok or not kind.startswith("text/html") or body is None:
            yield f"{endpoint}: {answer.status} {kind} is no page"
        elif body[0] not in seen.bodies:
            seen.bodies.add(body[0])
            person.page.goto(address)
            yield from (f"{endpoint}: {finding}" for finding in _findings(person, seen))
        seen.opened += 1


def _findings(person: Person, seen: Seen) -> Iterator[str]:
    page = person.page
    yield from (f"content policy: {one}" for one in page.evaluate("window.violations"))
    yield from (f"the browser: {one}" for one in person.complaints)
    person.complaints.clear()
    yield from (f"in the other language: {one}" for one in seen.foreign.within(page.evaluate(WORDS)))
    if seen.axe:
        yield from accessibility_findings(page)
    yield from (f"too small: {one}" for one in small_targets(page))
    if wide := overflow(page):
        yield f"{wide} pixels too wide"
