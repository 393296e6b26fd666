"""What people call a file of a draft: as the process, the form or the scenario says itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from engine.drafting.drafts.draft_paths import FileKind, kind_of, name_of, process_of
from engine.errors import Refused
from engine.gate import process_titles as drawn_titles
from engine.runtime import LoadedRelease
from engine.task_forms import read_form
from engine.task_forms.fields import Wording

__all__ = ["Wording", "process_titles", "title_of"]

_TITLES = re.compile(rb"""^(title|title_en): *["']?(.*?)["']? *$""", re.MULTILINE)


def process_titles(
    base: LoadedRelease, whole: Mapping[str, bytes], process_ids: Collection[str]
) -> dict[str, str]:
    """Id → title of processes of a draft: as the release has them, new ones as they are drawn now."""
    new = {one for one in process_ids if one not in base.definitions}
    drawn = drawn_titles(
        {
            path: data
            for path, data in whole.items()
            if kind_of(path) is FileKind.DIAGRAM and process_of(path) in new
        }
    )
    known = {one: base.definitions[one].title for one in process_ids if one not in new}
    return {one: known.get(one) or drawn.get(one) or one for one in sorted(process_ids)}


def title_of(path: str, base: LoadedRelease, data: bytes | None) -> Wording:
    """Of a form or a scenario; empty where it has none or cannot be read."""
    kind = kind_of(path)
    if kind is FileKind.SCENARIO:
        said = {one[1].decode(): one[2].decode("utf-8", "replace") for one in _TITLES.finditer(data or b"")}
        return Wording(said.get("title", ""), said.get("title_en", ""))
    return _of_form(path, base, data) if kind is FileKind.FORM else Wording()


def _of_form(path: str, base: LoadedRelease, data: bytes | None) -> Wording:
    try:
        if data is None or data == base.files.get(path):
            return base.form(process_of(path), name_of(path)).title
        return read_form(data, path).title
    except Refused:
        return Wording()
