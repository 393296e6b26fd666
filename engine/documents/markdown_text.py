"""Markdown in and out: a value can never become markup, and a page never carries a script.

CommonMark with tables; HTML is shown as text, pictures are not drawn.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from engine.messages_catalogue import msg

MOST_LEVELS = 12  # of quotations, lists and marks in each other; the drawing of a page breaks off at 20
TOO_DEEP = msg("Quotations, lists or bold words stand in each other more than {most} deep.", most=MOST_LEVELS)
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
_TAGS = {
    "p", "br", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "hr", "em", "strong",
    "a", "code", "pre", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
_ADDRESSES = {"http", "https", "mailto", "tel"}

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_LINE_ENDS = re.compile("\r\n|[\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
# As character references, because a backslash or a bar is also read by the rules for table rows.
_REFERENCES = {"\\": "&#92;", "|": "&#124;"}
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}


def letter_html(markdown: str) -> str:
    """The letter as a safe fragment of HTML, ready to stand inside a page."""
    return nh3.clean(
        _MARKDOWN.render(markdown),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_ADDRESSES,
        strip_comments=True,
    )


def tokens_of(markdown: str) -> list[Token]:
    """The blocks of a text as the page will draw them; checks look at them."""
    return _MARKDOWN.parse(markdown)


def is_too_deep(tokens: Sequence[Token]) -> bool:
    """Whether quotations, lists or marks stand in each other deeper than a page can be drawn."""
    return any(one.level > MOST_LEVELS or is_too_deep(one.children or ()) for one in tokens)


def one_line(text: str) -> str:
    """The text without line breaks, control characters and invisible marks that turn its direction."""
    return re.sub(" {2,}", " ", _visible(_LINE_ENDS.sub(" ", text))).strip()


def escaped(text: str, *, at_line_start: bool) -> str:
    """The text as one line of Markdown that shows exactly these characters.

    `at_line_start` says that nothing but marks and digits stands before it in its line: a number is then
    written so that a full stop after it does not make it the first item of a list.
    """
    marked = _PUNCTUATION.sub(_escaped_sign, one_line(text))
    if at_line_start and marked[:1].isascii() and marked[:1].isdigit():
        return f"&#{ord(marked[0])};{marked[1:]}"
    return marked


def escaped_block(text: str) -> str:
    """The text as paragraphs of Markdown: an empty line parts paragraphs, a line break stays one."""
    lines = [escaped(line, at_line_start=True) for line in _LINE_ENDS.split(text)]
    paragraphs = re.split(r"\n{2,}", "\n".join(lines).strip("\n"))
    return "\n\n".join(paragraph.replace("\n", "\\\n") for paragraph in paragraphs)


def _escaped_sign(found: re.Match[str]) -> str:
    sign = found[0]
    return _REFERENCES.get(sign, f"\\{sign}")


def _visible(text: str) -> str:
    tidy = unicodedata.normalize("NFC", text).replace("\t", " ")
    return "".join(character for character in tidy if unicodedata.category(character) not in _INVISIBLE)
