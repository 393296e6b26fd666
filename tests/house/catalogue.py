"""Which sentences the code and the templates say, and what the Latvian catalogue holds."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from engine.messages_catalogue import CASES
from engine.quantities import KINDS

KNOWN = {*KINDS, *CASES}
MARKERS = {"msg", "_", "gettext", "ngettext", "translate"}
TEMPLATE_OPTIONS = {"extensions": "jinja2.ext.i18n,jinja2.ext.do", "silent": "false"}


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence and the place that says it."""

    text: str
    place: str


def said_in_python(path: str, text: str) -> Iterator[Said]:
    """Every sentence given to `msg(…)` or one of its kin; a sentence that is no literal is said as ""."""
    for node in ast.walk(ast.parse(text, path)):
        if isinstance(node, ast.Call) and node.args and _called(node.func) in MARKERS:
            first = node.args[0]
            literal = isinstance(first, ast.Constant) and isinstance(first.value, str)
            if literal or _called(node.func) == "msg":
                words = first.value if isinstance(first, ast.Constant) and literal else ""
                yield Said(str(words), f"{path}:{node.lineno}")


def said_in_template(path: Path, shown: str) -> Iterator[Said]:
    """Every sentence that a Jinja template marks for translation."""
    with path.open("rb") as file:
        for line, found, _comments, _context in extract(
            "jinja2.ext:babel_extract", file, options=TEMPLATE_OPTIONS
        ):
            # of `ngettext` the singular is the key; entry_findings() asks for all forms
            yield Said(found if isinstance(found, str) else found[0], f"{shown}:{line}")


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""


def entry_findings(path: Path) -> list[str]:
    """What is wrong in one .po file: nothing said in Latvian, marked fuzzy, or places that differ."""
    with path.open("rb") as file:
        entries = read_po(file, locale="lv", abort_invalid=True)
    found = []
    for entry in entries:
        if not entry.id:
            continue
        ids = [entry.id] if isinstance(entry.id, str) else list(entry.id)
        said = [entry.string] if isinstance(entry.string, str) else list(entry.string or [""])
        place = f"{path.name}:{entry.lineno}: {ids[0]!r}"
        if entry.fuzzy:
            found.append(f"{place} is marked fuzzy")
        if not all(said):
            found.append(f"{place} has no Latvian")
        elif len(said) != (1 if len(ids) == 1 else entries.num_plurals):
            found.append(f"{place} has {len(said)} forms")
        elif unknown := [kind for words in (*ids, *said) for kind in formats(words) if kind not in KNOWN]:
            found.append(f"{place} has a place of an unknown kind: {unknown[0]}")
        elif any(places(words) - places(ids[-1]) or places(ids[0]) - places(words) for words in said):
            found.append(f"{place} has other places than {said}")
    return found


def places(sentence: str) -> set[str]:
    """The named places of a sentence, `{name}` and `%(name)s`."""
    braces = {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}
    return braces | set(re.findall(r"%\((\w+)\)", sentence))


def formats(sentence: str) -> list[str]:
    """What stands behind the colon in the places of a sentence."""
    return [kind for _, _, kind, _ in Formatter().parse(sentence) if kind]


def latvian(paths: list[Path]) -> tuple[Catalog, list[str]]:
    """All files in one catalogue, and the sentences that two files say differently."""
    merged = Catalog(locale="lv")
    quarrels = []
    for path in paths:
        with path.open("rb") as file:
            for entry in read_po(file, locale="lv"):
                before = merged.get(entry.id) if entry.id else None
                if before and before.string != entry.string:
                    quarrels.append(
                        f"{path.name}: {entry.id!r} is {entry.string!r}, elsewhere {before.string!r}"
                    )
                elif entry.id:
                    merged.add(entry.id, entry.string)
    return merged, quarrels
