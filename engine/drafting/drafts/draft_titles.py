"""What people call a file of a draft: as the process, the form or the scenario says itself."""

from __future__ import annotations

import re

from engine.drafting.drafts.draft_paths import FileKind, kind_of, name_of, process_of
from engine.errors import Refused
from engine.runtime import LoadedRelease
from engine.task_forms import read_form
from engine.task_forms.fields import Wording

__all__ = ["Wording", "process_title", "title_of"]

_TITLES = re.compile(rb"""^(title|title_en): *["']?(.*?)["']? *$""", re.MULTILINE)


def process_title(base: LoadedRelease, process_id: str) -> str:
    """The process as its owner drew it; its id where the release has none yet."""
    known = base.definitions.get(process_id)
    return known.title if known else process_id


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
