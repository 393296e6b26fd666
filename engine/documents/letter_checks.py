"""What a process owner is told about a letter before it goes live."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches

from markdown_it import MarkdownIt
from markdown_it.token import Token

from engine.documents.letter_files import LetterFile, read_letter_file
from engine.documents.markdown_text import TOO_DEEP, is_too_deep, tokens_of
from engine.documents.template_parts import Part, Place, Trouble, choices_of, places_of
from engine.errors import Finding, Severity
from engine.expressions.interpreter import names_used, unknown_functions
from engine.messages_catalogue import Message, msg

# An e-mail's subject is read by whoever sees the screen: it may say which case it is about, and no more.
SUBJECT_NAMES = frozenset({"case_number"})

_WITH_HTML = MarkdownIt("commonmark", {"html": True})
_STAND_IN = re.compile(r"xq([0-9]+)qx")
_UNDRAWN = frozenset({"code_inline", "code_block", "fence"})


def check_template(data: bytes, file: str, known_names: Collection[str]) -> list[Finding]:
    """Everything to mend in the letter; [] for a sound one.

    `known_names` are the values a letter of this process may use: names ("decision_hours") and, for what
    stands in a table, whole paths ("municipality.name").
    """
    letter = read_letter_file(data)
    findings = [finding(file, trouble) for trouble in letter.troubles]
    findings += [finding(file, trouble) for trouble in _unknown(letter, known_names)]
    findings += [finding(file, trouble) for trouble in _revealing(letter.subject)]
    findings += [finding(file, trouble) for trouble in _misplaced(letter.body)]
    findings += too_deep(letter, file)
    findings += [finding(file, trouble, Severity.WARNING) for trouble in _with_html(letter.body)]
    return findings


def too_deep(letter: LetterFile, file: str) -> list[Finding]:
    """A finding where its marks stand in each other deeper than can be drawn, whichever branches apply."""
    variants = _variants(letter.body, list(places_of(letter.body)))
    is_deep = any(is_too_deep(tokens_of(text)) for text in variants)
    return [finding(file, Trouble(0, "letter_deep", TOO_DEEP))] if is_deep else []


def finding(file: str, trouble: Trouble, severity: Severity = Severity.ERROR) -> Finding:
    """What the process owner sees of a trouble."""
    element = f"line {trouble.line}" if trouble.line else ""
    return Finding(file, element, trouble.rule, severity, trouble.message)


def _unknown(letter: LetterFile, known: Collection[str]) -> Iterator[Trouble]:
    parts = (*letter.subject, *letter.body)
    for place in places_of(parts):
        if place.name not in known:
            yield Trouble(place.line, "letter_name", _unknown_name(place.name, known))
    first_names = {name.split(".")[0] for name in known}
    for choice in choices_of(parts):
        for name in sorted(names_used(choice.condition) - first_names):
            yield Trouble(choice.line, "letter_name", _unknown_name(name, first_names))
        for name in sorted(unknown_functions(choice.condition, frozenset())):
            yield Trouble(choice.line, "letter_name", _unknown_function(name))


def _unknown_name(name: str, known: Collection[str]) -> Message:
    near = get_close_matches(name, sorted(known), n=1)
    if near:
        return msg("“{name}” is not a value this letter gets. Is “{near}” meant?", name=name, near=near[0])
    return msg("“{name}” is not a value this letter gets.", name=name)


def _unknown_function(name: str) -> Message:
    return msg("There is no function “{name}” in letters.", name=name)


def _revealing(subject: tuple[Part, ...]) -> Iterator[Trouble]:
    for place in places_of(subject):
        if place.name not in SUBJECT_NAMES:
            yield Trouble(
                place.line,
                "letter_subject",
                msg(
                    "A subject may carry the case number only; “{name}” belongs into the letter.",
                    name=place.name,
                ),
            )


def _misplaced(body: tuple[Part, ...]) -> Iterator[Trouble]:
    """Places inside code, where a value shows its escapes, or inside an address, which it would change."""
    places = list(places_of(body))
    told: set[int] = set()
    for text in _variants(body, places):
        for token in _all(tokens_of(text)):
            hidden = token.content if token.type in _UNDRAWN else ""
            hidden += token.info + "".join(str(value) for value in token.attrs.values())
            told |= {int(number) for number in _STAND_IN.findall(hidden)}
    for number in sorted(told):
        sentence = msg(
            "“{name}” stands inside code or a link's address; put it into the text.", name=places[number].name
        )
        yield Trouble(places[number].line, "letter_place", sentence)


def _with_html(body: tuple[Part, ...]) -> Iterator[Trouble]:
    (text, *_) = _variants(body, list(places_of(body)))
    for token in _all(_WITH_HTML.parse(text)):
        if token.type in {"html_block", "html_inline"}:
            yield Trouble(
                0,
                "letter_html",
                msg("HTML is shown as text in letters: {text}", text=token.content.strip()[:60]),
            )


def _variants(body: tuple[Part, ...], places: list[Place]) -> list[str]:
    """The body with stand-ins for the values: of all branches, the first ones, the second ones."""
    numbers = {id(place): number for number, place in enumerate(places)}

    def flat(parts: tuple[Part, ...], *, yes: bool, no: bool) -> str:
        return "".join(written(part, yes=yes, no=no) for part in parts)

    def written(part: Part, *, yes: bool, no: bool) -> str:
        if isinstance(part, str):
            return part
        if isinstance(part, Place):
            return f"xq{numbers[id(part)]}qx"
        branches = (part.yes if yes else (), part.no if no else ())
        return "".join(flat(branch, yes=yes, no=no) for branch in branches)

    return [flat(body, yes=yes, no=no) for yes, no in ((True, True), (True, False), (False, True))]


def _all(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _all(token.children or [])
