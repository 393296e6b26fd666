"""Sentences of a language that a page in the other language must not show.

Two words may be alike in both by chance („Nr. 12”), three hardly: shorter sentences are let pass, and so is
one that reads the same in both languages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.messages_catalogue import catalogue_files
from tests.house.catalogue import latvian
from tests.house.source_files import ROOT

PLACES = re.compile(r"\{[^}]*\}|%\(\w+\)\w?|[\n*_`#|]|\d+")
LEAST = 3  # words


@dataclass(frozen=True, slots=True)
class Sentences:
    """Pieces of sentences as they stand on a page, between their places."""

    pieces: frozenset[str]

    def within(self, words: str) -> list[str]:
        """Those that stand in these words, upper and lower case alike."""
        flat = _flat(words)
        return sorted(piece for piece in self.pieces if piece in flat)


def english() -> Sentences:
    """What the code, the templates and the forms say in English and otherwise in Latvian."""
    said = list(_catalogue()) + [(en, lv) for lv, en in _forms()]
    return _only(said)


def none() -> Sentences:
    """For pages in English: names, letters and notes on them are Latvian by right."""
    return Sentences(frozenset())


def _only(pairs: list[tuple[str, str]]) -> Sentences:
    other = {piece for _, theirs in pairs for piece in _pieces(theirs)}
    return Sentences(frozenset(piece for ours, _ in pairs for piece in _pieces(ours)) - other)


def _pieces(sentence: str) -> Iterator[str]:
    for part in PLACES.split(sentence):
        piece = _flat(part).strip(" .,:;–!?()„”\"'")
        if len([word for word in piece.split() if word.isalpha() or len(word) > 2]) >= LEAST:
            yield piece


def _flat(words: str) -> str:
    return " ".join(words.replace("\xa0", " ").casefold().split())


def _catalogue() -> Iterator[tuple[str, str]]:
    for entry in latvian(catalogue_files())[0]:
        ids = [entry.id] if isinstance(entry.id, str) else list(entry.id)
        said = [entry.string] if isinstance(entry.string, str) else list(entry.string or ())
        yield from ((en, lv) for en in ids if en for lv in said)


def _forms() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "forms").glob("*/*.json")):
        yield from _texts(json.loads(Path(path).read_text("utf-8")))


def _texts(part: object) -> Iterator[tuple[str, str]]:
    if isinstance(part, list):
        for one in part:
            yield from _texts(one)
    elif isinstance(part, dict):
        for name, en in part.get("i18n", {}).get("en", {}).items():
            if isinstance(en, str) and isinstance(part.get(name), str):
                yield part[name], en
        for one in part.values():
            yield from _texts(one)
