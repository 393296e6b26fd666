"""Every page that anybody may open: accessible, fitting, true to the content policy, in Latvian all Latvian.

The busy town stands behind the addresses; Latvian at a desk, English on a narrow telephone in the
largest letters.
`test_pages_static.py` looks at samples, which show what the town does not; here are the pages themselves.
Axe is asked about the samples at a desk, and here on the telephone: there lists are cards and letters large.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Route, ViewportSize, expect

from tests.browser import foreign_words
from tests.browser.live_town import COUNT_VIOLATIONS, LiveTown, Person, live_town
from tests.browser.looking import overflow
from tests.browser.page_walk import Seen, walk
from tests.processes.stage import Stage
from tests.web.busy_town import MAY_OPEN, PUBLIC_PAGES, ROLES, Busy, make_busy
from web.routes import lists

pytestmark = [pytest.mark.browser, pytest.mark.early]

FILES = {
    "budget.file",
    "calendar.feed",
    "case_notes.copy",
    "case_paper.whole",
    "claims.file",
    "diagram_answers.choices",
    "diagram_editor.outline",
    "draft_files.findings",
    "draft_files.raw",
    "draft_zip.fetch",
    "entering.follow",  # a link that was never made: 410
    "exports.fetch",
    "figures.file",
    "health.health",
    "health.metrics",
    "health.ready",
    "house.crest",
    "inbox.news",
    "letter.paper",
    "letter_preview.paper",
    "comparing.diagram",
    "monitor.diagram",
    "post.paper",
    "release.diagram",
    "case.diagram",
    "outside_sign_in.come_back",  # no provider is named
    "outside_sign_in.end",
    "outside_sign_in.leave",
    "sign_in_code.ask",  # nobody typed a password before
    "static",
    "tour.tour",  # in a demo only
}
"""Addresses that answer with something else than a page."""
WIDE, NARROW, TWICE = (
    ViewportSize(width=1280, height=900),
    ViewportSize(width=320, height=640),
    ViewportSize(width=640, height=450),
)
OTHERS = {"lv": foreign_words.english, "en": foreign_words.none}


@pytest.fixture(scope="module")
def busy_live(
    founded: Stage, tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> Iterator[tuple[LiveTown, Busy]]:
    """A busy town that nobody changes, behind a real server."""
    with live_town(founded, tmp_path_factory.mktemp("every_page"), browser) as live:
        yield live, Busy(live.town, make_busy(live.town))


def test_every_page_of_every_role_in_both_languages(busy_live: tuple[LiveTown, Busy]) -> None:
    live, busy = busy_live
    seen = {language: Seen(words(), axe=language == "en") for language, words in OTHERS.items()}
    found, expected = [], 0
    for letter, name in {"": "", **ROLES}.items():
        addresses = pages_of(busy, letter)
        expected += len(addresses)
        person = visitor(live, name)
        for language, size, text in (("lv", WIDE, "normal"), ("en", NARROW, "larger")):
            person.page.set_viewport_size(size)
            set_text_size(person, text)
            person.open(f"/settings?lang={language}")
            found += [f"{name} {language} {one}" for one in walk(person, addresses, seen[language])]
        person.page.context.close()
    assert not found, "\n" + "\n".join(found)
    assert {language: one.opened for language, one in seen.items()} == {"lv": expected, "en": expected}


def test_the_first_pages_of_every_role_fit_at_twice_the_size_and_the_largest_text(
    busy_live: tuple[LiveTown, Busy],
) -> None:
    live, _ = busy_live
    found = []
    for name in ROLES.values():
        person = visitor(live, name)
        page = person.page
        set_text_size(person, "larger")
        page.set_viewport_size(TWICE)
        menu = page.locator(".frame-nav__link").evaluate_all(
            "all => all.map((one) => one.getAttribute('href'))"
        )
        for address in list(dict.fromkeys(["/", *menu, "/settings", "/help"]))[:3]:
            person.open(address)
            expect(page.locator("html")).to_have_class(re.compile("text-larger"))
            found += [f"{name} {address} {wide} pixels too wide"] if (wide := overflow(page)) else []
        page.context.close()
    assert not found, "\n" + "\n".join(found)


def visitor(live: LiveTown, name: str) -> Person:
    """Somebody of the cast, signed in, at a desk; without a name a stranger."""
    person = live.stranger(viewport=WIDE)
    person.page.add_init_script(COUNT_VIOLATIONS)
    person.name = name
    return person.sign_in() if name else person


def set_text_size(person: Person, size: str) -> None:
    """The person's own setting, kept: a test sets what it needs, whichever test ran before it."""
    if not person.name:
        return  # strangers have no settings
    person.open("/settings").fill(text_size=size)
    with person.page.expect_navigation():
        person.page.locator("main form button").click()


def pages_of(busy: Busy, letter: str) -> dict[str, str]:
    """Endpoint → address of the pages that this role (none: a stranger) may open."""
    own = {endpoint for endpoint, letters in MAY_OPEN.items() if letter and letter in letters}
    return {
        endpoint: address
        for endpoint, address in busy.rules("GET").items()
        if endpoint in (own | PUBLIC_PAGES) - FILES - {f"{one}_file" for one in lists(busy.town.app)}
    }


def test_planted_faults_are_found_on_a_page(live: LiveTown) -> None:
    """A sentence without its Latvian, a picture without words, too wide, against the policy."""
    person = visitor(live, "")

    def spoilt(route: Route) -> None:
        answer = route.fetch()
        planted = (
            '<p>What has happened here</p><img src="https://example.org/x.png"><pre>' + "x" * 900 + "</pre>"
        )
        route.fulfill(response=answer, body=answer.text().replace("</main>", f"{planted}</main>"))

    person.page.route("**/help", spoilt)
    found = list(walk(person, {"help": "/help"}, Seen(foreign_words.english())))
    for words in (
        "content policy: img-src",
        "in the other language: what has happened",
        "image-alt",
        "too wide",
    ):
        assert any(words in one for one in found), (words, found)
