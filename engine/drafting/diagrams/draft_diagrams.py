"""A diagram of a draft as a list of steps, and forms made for its tasks."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.bpmn.elements import Element, read_elements
from engine.bpmn.outline import Step, read_outline
from engine.bpmn.xml_safety import read_xml
from engine.domain.rights import Actor
from engine.drafting.drafts import draft_files
from engine.drafting.drafts.draft_paths import FileKind, kind_of, path_for, process_of
from engine.errors import EngineError, NotFound, Refused
from engine.messages_catalogue import msg
from engine.runtime import Runtime
from engine.task_forms.fields import Wording

__all__ = ["Element", "NewForm", "Step", "Wording", "diagram_path", "elements_of", "make_form", "outline"]

MOST_TITLE = 200
SCHEMA_VERSION = 19
EMPTY: Mapping[str, object] = {
    "type": "default",
    "schemaVersion": SCHEMA_VERSION,
    "components": [
        {
            "type": "text",
            "text": "Izdariet šo darbu un nospiediet “Pabeigt”.",
            "i18n": {"en": {"text": "Do this and press “Complete”."}},
        }
    ],
}
"""A form that asks nothing yet and is sound in every process."""


@dataclass(frozen=True, slots=True)
class NewForm:
    """A form to be made: of which task, what it is called."""

    process_id: str
    name: str  # the id of the user task
    title: Wording
    copied: str = ""  # the name of a form of the same process that it begins as; "": EMPTY


def outline(data: bytes, path: str) -> Sequence[Step] | None:
    """The steps of the diagram in words; None where it cannot be read as it stands."""
    try:
        return read_outline(data, path, process_of(path))
    except (Refused, KeyError):
        return None


def elements_of(data: bytes, path: str) -> list[Element]:
    """Every element of a diagram in the order of its file; none where it cannot be read as it stands."""
    try:
        return list(read_elements(read_xml(data, path)).values())
    except Refused:
        return []


def make_form(
    runtime: Runtime,
    actor: Actor,
    draft_id: int,
    wanted: NewForm,
) -> str:
    """Add the form of a user task to the draft; its path.

    Raises EngineError for a name that no file may have, StaleVersion where there is such a form already.
    """
    path = path_for(FileKind.FORM, wanted.process_id, wanted.name)
    copy_of = path_for(FileKind.FORM, wanted.process_id, wanted.copied) if wanted.copied else ""
    content = dict(_read(runtime, actor, draft_id, copy_of) if copy_of else EMPTY)
    lv, en = (" ".join(words.split())[:MOST_TITLE] for words in (wanted.title.lv, wanted.title.en))
    translated = content.get("i18n") if isinstance(content.get("i18n"), dict) else {}
    in_english = translated.get("en", {}) if isinstance(translated, dict) else {}
    in_english = {**in_english, "title": en or wanted.name}
    content |= {"id": wanted.name, "title": lv or wanted.name, "i18n": {"en": in_english}}
    text = f"{json.dumps(content, ensure_ascii=False, indent=2)}\n"
    draft_files.save(runtime, actor, draft_id, path, text.encode(), seen=None)
    return path


def diagram_path(path: str) -> str:
    """The same path; NotFound for one that is not of a diagram."""
    if kind_of(path) is not FileKind.DIAGRAM:
        raise NotFound(msg("There is no such diagram."))
    return path


def _read(runtime: Runtime, actor: Actor, draft_id: int, path: str) -> dict[str, object]:
    one = draft_files.read(runtime, actor, draft_id, path)
    if one.content is None:
        raise NotFound(msg("There is no such file in this draft."))
    try:
        found = json.loads(one.content)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise EngineError(msg("The form {path} cannot be copied: it cannot be read.", path=path))
    return found
