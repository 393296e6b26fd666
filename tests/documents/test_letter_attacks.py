"""Values stay text, whatever they hold and wherever in a letter they stand."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from engine.documents.letter_templates import fill, read_template
from engine.documents.markdown_text import letter_html, one_line
from tests.documents.payloads import MARKUP

PLACES = [
    "{{ x }}",
    "Text {{ x }} text",
    "{{ x }}. text",
    "{{ x }}) text",
    "1{{ x }}. text",
    "# {{ x }}",
    "{{ x }}\n===",
    "- {{ x }}",
    "- {{ x }}. a\n- b",
    "3. {{ x }}",
    "> {{ x }}",
    "> - {{ x }} a",
    "**{{ x }}** and _{{ x }}_",
    "[{{ x }}](https://example.org)",
    "[{{ x }}]",
    "![{{ x }}]",
    "| A | B |\n|---|---|\n| {{ x }} | b |\n|{{ x }}|c|",
    "\\{{ x }}",
    "\\\\{{ x }}",
    "&{{ x }};",
    "R&{{ x }} &{{ x }};",
    "&#{{ x }};",
    "&#x{{ x }};",
    "&a{{ x }}p;",
    "\\&{{ x }};",
    "&{% if x %}a{% endif %}{{ x }}{{ x }};",
    "<{{ x }}>",
    "a\n{{ x }}\nb",
    "{% if x %}{{ x }}{% endif %}",
    "{{ x }}{{ x }}",
    "{{ x }}: {{ x }}",
    "Text\n{{ x }}{% if x %}.{% endif %} a",
]

# A place with a line to itself keeps the line breaks and paragraphs of its value.
ALONE = {"{{ x }}", "{{ x }}\n===", "a\n{{ x }}\nb"}


class Page(HTMLParser):
    """The tags and the visible text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[object] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def page(body: str, value: str) -> Page:
    template = read_template(f"---\nsubject: a\n---\n{body}\n".encode(), "letter.md")
    return Page(letter_html(fill(template, {"x": value}).markdown))


def assert_stays_text(body: str, value: str) -> None:
    sound, attacked = page(body, "Wordq"), page(body, value)
    if body in ALONE:
        new = {name(tag) for tag in attacked.tags} - {name(tag) for tag in sound.tags}
        assert new <= {"br", "p"}
        assert attacked.text.split() == sound.text.replace("Wordq", visible(value)).split()
    else:
        assert attacked.tags == sound.tags
        assert attacked.text == sound.text.replace("Wordq", one_line(value))


def visible(value: str) -> str:
    return "\n".join(one_line(line) for line in re.split("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]", value))


def name(tag: object) -> str:
    return str(tag[0]) if isinstance(tag, tuple) else str(tag)


@pytest.mark.parametrize("body", PLACES)
def test_no_known_attack_becomes_markup(body: str) -> None:
    for value in MARKUP:
        assert_stays_text(body, value)


signs = st.sampled_from("\\`*_{}[]()<>#+-.!~&=:|'\"^$ \n\r\t19a")


@settings(max_examples=1000)
@given(body=st.sampled_from(PLACES), value=st.text(st.one_of(signs, st.characters()), min_size=1))
@example(body="&{{ x }};", value="rx")  # ℞
@example(body="&a{{ x }}p;", value="m")
@example(body="&#{{ x }};", value="65")
@example(body="&#x{{ x }};", value="41")
@example(body="&{% if x %}a{% endif %}{{ x }}{{ x }};", value="m")
def test_no_invented_value_becomes_markup(body: str, value: str) -> None:
    assume(one_line(value))
    assert_stays_text(body, value)


def test_a_value_of_nothing_completes_no_character_reference() -> None:
    assert page("&a{{ x }}mp; b", "").text.strip() == "&amp; b"
