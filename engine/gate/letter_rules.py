"""Letters: written in both languages, with values they get, fillable on every path they are sent on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from engine.documents.letter_checks import too_deep
from engine.documents.letter_files import read_letter_file
from engine.documents.letter_templates import check_template, fill, read_template
from engine.errors import EngineError, Finding, Refused
from engine.gate.findings import error, errors_among, warning
from engine.gate.letter_values import EVERYBODY, LETTERS, SENDS, Values, letters_of, names_in
from engine.gate.room import Room
from engine.messages_catalogue import LANGUAGES, msg


def own_letter_findings(data: bytes, path: str) -> list[Finding]:
    """Everything about one letter by itself; of one that nobody sends, only whether it can be read."""
    where = PurePosixPath(path)
    process_id = where.parent.parent.name
    name, _, language = where.stem.partition(".")
    paths = letters_of(process_id).get(name)
    if paths is None:
        return _readable(data, path)
    findings = check_template(data, path, names_in({**EVERYBODY, **paths[0]}))
    if not errors_among(findings):
        findings += _unfillable(data, path, language, paths)
    return findings


def letter_findings(room: Room) -> Iterator[Finding]:
    """Letters that are missing, or that nobody sends."""
    for process_id in room.diagrams if room.is_whole else ():
        for name in [*LETTERS.get(process_id, {}), *_on_demand(room, process_id)]:
            for language in LANGUAGES:
                path = f"processes/{process_id}/letters/{name}.{language}.md"
                if path not in room.files:
                    sentence = msg("The letter {path} is missing; it is sent by an operation.", path=path)
                    yield error(path, "", "letter_missing", sentence)
    for path in room.files:
        where = PurePosixPath(path)
        if where.suffix == ".md" and where.parent.name == "letters":
            name, _, language = where.stem.partition(".")
            known = letters_of(where.parent.parent.name)
            if name not in known or language not in LANGUAGES:
                sentence = msg("No operation sends this letter in this language.")
                yield warning(path, "", "unused", sentence)


def _on_demand(room: Room, process_id: str) -> list[str]:
    """The letters that the diagram asks for, itself or by what it calls; they lie with the caller."""
    diagrams = [room.diagrams[process_id]]
    for one in diagrams:  # grows on the way
        called = [room.diagrams.get(node.calls) for node in one.nodes.values() if node.calls]
        diagrams += [each for each in called if each is not None and each not in diagrams]
    named = {element.operation for one in diagrams for element in one.elements.values()}
    return [letter for operation, letter in SENDS.items() if operation in named]


def _readable(data: bytes, path: str) -> list[Finding]:
    try:
        read_template(data, path)
    except Refused as refused:
        return list(refused.findings)
    return too_deep(read_letter_file(data), path)


def _unfillable(data: bytes, path: str, language: str, paths: list[Values]) -> list[Finding]:
    template = read_template(data, path)
    for values in paths:
        try:
            fill(template, {**EVERYBODY, **values}, language if language in LANGUAGES else LANGUAGES[0])
        except EngineError as failed:
            return [error(path, "", "letter_cannot_be_filled", failed.message)]
    return []
