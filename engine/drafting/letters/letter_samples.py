"""Which values a letter may name on each way on which it is sent, with a sample of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.documents.wording import worded
from engine.drafting.drafts.draft_paths import FileKind, kind_of, name_of, process_of
from engine.errors import EngineError, NotFound
from engine.gate.letter_values import EVERYBODY, LETTERS, names_in
from engine.messages_catalogue import msg

NOBODY = "Vārds Uzvārds"  # whoever a letter names: no sample is taken for a case
Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class LetterValue:
    """A value that the letter may name: how it is written, and how it reads with a sample."""

    name: str
    sample: str  # "": it can only be asked for in a condition, or is not there on every path
    is_day: bool = False  # Latvian cases may be asked of it


def letter_path(path: str) -> str:
    """The same path; NotFound for one that is not of a letter."""
    if kind_of(path) is not FileKind.LETTER:
        raise NotFound(msg("There is no such letter."))
    return path


def kind_and_language(path: str) -> tuple[str, str]:
    """A letter's name without its language, and the language."""
    kind, _, language = name_of(path).rpartition(".")
    return kind, language


def ways(path: str) -> int:
    """On how many ways, each with its own values, the letter is sent; 0: no operation sends it."""
    return len(_sent(path))


def values_on(path: str, way: int) -> Values:
    """Everything the letter gets on one of its ways; on the first where there is no such one."""
    found = _samples(path)
    return found[way if 0 <= way < len(found) else 0]


def values(path: str) -> list[LetterValue]:
    """What the letter may name: whole names, of a table each value in it."""
    samples, (_, language) = _samples(path), kind_and_language(path)
    names = {name for name in names_in(samples[0]) if not isinstance(samples[0].get(name), dict)}
    return [_value(name, samples, language) for name in sorted(names)]


def _sent(path: str) -> Sequence[Values]:
    return LETTERS.get(process_of(path), {}).get(kind_and_language(path)[0], [])


def _samples(path: str) -> Sequence[Values]:
    found: list[Values] = []
    for way in _sent(path) or [{}]:
        whole = {**EVERYBODY, **way}
        people = {
            name: one for name, one in whole.items() if isinstance(one, dict) and name != "municipality"
        }
        found.append({**whole, **{name: {**one, "name": NOBODY} for name, one in people.items()}})
    return found


def _value(name: str, samples: Sequence[Values], language: str) -> LetterValue:
    for whole in samples:
        found: object = whole
        for part in name.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
        try:
            words = worded(name.rpartition(".")[2], found, language)
        except EngineError:
            continue
        return LetterValue(name, words, hasattr(found, "strftime") or name == "period")
    return LetterValue(name, "")
