"""Every page can be drawn in both languages, says everything in Latvian, and is sound HTML."""

from __future__ import annotations

import re
from pathlib import Path
from typing import cast

import pytest
from babel.messages.extract import extract
from jinja2 import UndefinedError

from engine.messages_catalogue import catalogue_files
from tests.house.catalogue import latvian
from tests.web.html_outline import Outline, outline_of
from tests.web.sample_contexts import PAGES, context_of, template_of
from tests.web.sample_pages import draw, environment_in
from web.drawing.environment import TEMPLATES
from web.drawing.states import KINDS

LANGUAGES = ("lv", "en")


@pytest.fixture(params=[(name, language) for name in PAGES for language in LANGUAGES], ids="-".join)
def page(request: pytest.FixtureRequest) -> tuple[str, Outline]:
    name, language = request.param
    html = draw(name, language)
    return html, outline_of(html)


def test_a_page_is_sound(page: tuple[str, Outline], request: pytest.FixtureRequest) -> None:
    html, outline = page
    language = request.node.callspec.params["page"][1]
    assert outline.language == language
    assert outline.inline == []
    assert sorted(outline.ids) == sorted(set(outline.ids)), "an id stands twice"
    assert outline.unlabelled() == []
    assert set(outline.targets) <= set(outline.ids), "something points at an id that is not there"
    assert outline.headings.count("h1") == 1
    assert outline.forms_without_token == 0
    assert re.search(r"\{[a-z]+\}", re.sub(r'data-[a-z0-9.-]+="[^"]*"', "", html)) is None, (
        "a place was left open"
    )


def test_every_template_is_drawn_by_some_sample() -> None:
    whole_pages = {path.name for path in TEMPLATES.glob("*.html")} - {"layout.html"}
    assert {template_of(name) for name in PAGES} == whole_pages


def template_sentences() -> dict[tuple[str, ...], str]:
    """Every sentence (one form, or singular and plural) and where it is said."""
    found: dict[tuple[str, ...], str] = {}
    options = {"extensions": "jinja2.ext.do", "silent": "false"}
    for path in sorted(TEMPLATES.rglob("*.html")):
        with path.open("rb") as file:
            for line, words, _, _ in extract("jinja2.ext:babel_extract", file, options=options):
                found[(words,) if isinstance(words, str) else tuple(words)] = f"{path.name}:{line}"
    return found


def test_every_sentence_of_the_templates_has_its_latvian() -> None:
    catalogue, _ = latvian(catalogue_files())
    sentences = template_sentences()
    assert len(sentences) > 200
    missing = []
    for words, place in sentences.items():
        entry = catalogue.get(words[0])
        string = cast("str | tuple[str, ...]", entry.string if entry else "")
        said = [string] if isinstance(string, str) else list(string)
        if len(said) != (1 if len(words) == 1 else 3) or not all(said):
            missing.append(f"{place}: {words!r}")
    assert missing == []


def test_no_words_stand_in_the_templates_themselves() -> None:
    """English between tags would be shown to Latvians; symbols and the names of keys are no words."""
    found = {path.name: bare_words(path.read_text("utf-8")) for path in TEMPLATES.rglob("*.html")}
    assert {name: words for name, words in found.items() if words} == {}


def bare_words(source: str) -> set[str]:
    tokens = environment_in("lv").lex(source)
    text = "\0".join(value for _, kind, value in tokens if kind == "data")
    between_tags = " ".join(re.findall(r">([^<>]*)(?=<)", text))
    return set(re.findall(r"[A-Za-z]{3,}", between_tags)) - {"Ctrl", "Enter", "Del", "Esc"}


def test_a_planted_bare_word_is_seen() -> None:
    assert bare_words("<p>Send {{ _('Save') }}<b>now</b></p>") == {"Send", "now"}
    assert bare_words("<p class=\"wide\">{{ _('Save') }}, 3 × {# Send #}</p>") == set()


def test_a_missing_value_is_an_error() -> None:
    incomplete = context_of("home_person", "lv")
    del incomplete["todo"]
    environment = environment_in("lv")
    with pytest.raises(UndefinedError, match="todo"):
        environment.get_template("home_person.html").render(incomplete)


def test_every_state_has_its_word_in_both_languages() -> None:
    environment = environment_in("lv")
    template = environment.from_string(
        "{% from 'macros/pieces.html' import state_tag %}{{ state_tag(kind, state) }}"
    )
    for kind, states in KINDS.items():
        for state, found in states.items():
            drawn = template.render(kind=kind, state=state)
            assert f"govuk-tag--{found.colour}" in drawn
            assert found.word.text not in drawn, f"{kind} {state} is not said in Latvian"


def test_the_stylesheets_carry_no_foreign_brand() -> None:
    static = TEMPLATES.parent / "static"
    for sheet in sorted((static / "css").glob("*.css")):
        assert not re.search("GDS Transport|crown", sheet.read_text("utf-8"), re.IGNORECASE)
    notice = (static / "THIRD_PARTY.md").read_text("utf-8")
    named = set(re.findall(r"`(licences/[^`]+)`", notice))
    assert named == {f"licences/{path.name}" for path in (static / "licences").iterdir()}


def test_the_lock_file_names_no_registry() -> None:
    assets = TEMPLATES.parent / "assets"
    assert '"resolved"' not in (assets / "package-lock.json").read_text("utf-8")
    assert "omit-lockfile-registry-resolved=true" in (assets / ".npmrc").read_text("utf-8")


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_a_template_stays_small(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 300


def test_the_editors_say_what_they_share_once() -> None:
    """Heads, the quarrel of two, the list of problems: one macro each, asked by every editor."""
    pieces = "macros/editor_pieces.html"
    texts = {path.name: path.read_text("utf-8") for path in TEMPLATES.rglob("*.html")}
    for words in (
        "data-conflict-keep",
        "data-editor-problem-count",
        "data-saved-line",
        "To the draft “{name}”",
    ):
        assert [name for name, text in texts.items() if words in text] == ["editor_pieces.html"], words
    editors = [name for name in texts if name.endswith("_editor.html")]
    assert [name for name in editors if pieces not in texts[name]] == []
    assert len(editors) == 4
