"""Every page that anybody may open, in both languages: accessible, fitting, true to the content policy, translated.

The busy town stands behind the addresses; Latvian at a desk, English on a narrow telephone. `test_pages_static.py`
looks at samples, which stand for what the town does not show; here are the pages as people get them.
"""

from __future__ import annotations

import pytest

from tests.browser import foreign_words
from tests.browser.live_town import COUNT_VIOLATIONS, LiveTown, Person
from tests.browser.page_walk import Seen, walk
from tests.web.busy_town import MAY_OPEN, PUBLIC_PAGES, ROLES, Busy, make_busy

pytestmark = [pytest.mark.browser, pytest.mark.early]

FILES = {
    "budget.file",
    "calendar.feed",
    "case_notes.copy",
    "case_paper.whole",
    "claims.file",
    "entering.follow",  # a link that was never made: 410
    "exports.fetch",
    "figures.file",
    "health.health",
    "health.metrics",
    "health.ready",
    "house.crest",
    "inbox.news",
    "letter.paper",
    "post.paper",
    "release.diagram",
    "case.diagram",
    "static",
    "tour.tour",  # in a demo only
}
"""Addresses that answer with something else than a page."""
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}


def test_every_page_of_every_role_in_both_languages(live: LiveTown) -> None:
    busy = Busy(live.town, make_busy(live.town))
    seen = {language: Seen(sentences()) for language, sentences in NOT_IN.items()}
    found = []
    for letter, name in {"": "", **ROLES}.items():
        addresses = pages_of(busy, letter)
        person = live.stranger(viewport=WIDE)
        person.page.add_init_script(COUNT_VIOLATIONS)
        person.name = name
        if name:
            person.sign_in()
        for language, size in (("lv", WIDE), ("en", NARROW)):
            person.page.set_viewport_size(size)
            person.page.goto(f"/settings?lang={language}")
            found += [f"{name} {language} {one}" for one in walk(person, addresses, seen[language])]
        person.page.context.close()
    assert not found, "\n" + "\n".join(found)
    assert {language: one.opened for language, one in seen.items()} == {}


NOT_IN = {"lv": foreign_words.english, "en": lambda: foreign_words.Sentences(frozenset())}


def pages_of(busy: Busy, letter: str) -> dict[str, str]:
    """Endpoint → address of the pages that this role (none: a stranger) may open."""
    own = {endpoint for endpoint, letters in MAY_OPEN.items() if letter and letter in letters}
    return {
        endpoint: address
        for endpoint, address in busy.rules("GET").items()
        if endpoint in (own | PUBLIC_PAGES) - FILES
    }
