"""The assessment questionnaire's file (`processes/questionnaires/*.yaml`), read strictly.

The file says what is asked and what each answer is worth; what a sum of points means is the decision
table's business and is refused here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from engine.domain.questionnaire import MOST_POINTS, Instrument, Item, Option
from engine.errors import EngineError, Finding, Refused, Severity
from engine.messages_catalogue import msg
from engine.task_forms.fields import Wording
from engine.task_forms.part import Notebook, Part
from engine.task_forms.strict_json import Unreadable
from engine.task_forms.strict_yaml import read_yaml

ITEM_ID = re.compile(r"q[0-9]{2}")
MAX_ITEMS = 60
MAX_OPTIONS = 10


@dataclass(frozen=True, slots=True)
class InstrumentFile:
    """The instrument and the words around it."""

    instrument: Instrument
    title: Wording
    note: Wording  # stands above the questions; says so where the instrument is not official


def read_instrument(data: bytes, file: str) -> InstrumentFile:
    """The instrument in this file; raises Refused with every finding that is an error."""
    found, findings = _read(data, file)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if found is None or errors:
        raise Refused(errors)
    return found


def check_instrument(data: bytes, file: str) -> list[Finding]:
    """Everything to mend in this file; an empty list for a sound one."""
    return _read(data, file)[1]


def item_points(instrument: Instrument) -> dict[str, tuple[int, ...]]:
    """Question id → the points it may be given."""
    return {item.item_id: tuple(option.points for option in item.options) for item in instrument.items}


def _read(data: bytes, file: str) -> tuple[InstrumentFile | None, list[Finding]]:
    notebook = Notebook(file)
    try:
        value = read_yaml(data)
    except Unreadable as unreadable:
        notebook.error("", "not_yaml", unreadable.message)
        return None, notebook.findings
    if not isinstance(value, dict):
        notebook.error("", "wrong_type", msg("The file must be one object with names and values."))
        return None, notebook.findings
    part = Part(value, "", notebook)
    _check_head(part)
    items = tuple(_item(Part(item, "", notebook)) for item in part.objects("items", MAX_ITEMS))
    title, note = _words(part, "title"), _words(part, "note")
    if notebook.has_errors():
        return None, notebook.findings
    try:
        instrument = Instrument(part.text("name"), part.text("version"), part.flag("official"), items)
    except EngineError as refusal:
        notebook.error("", "bad_instrument", refusal.message)
        return None, notebook.findings
    return InstrumentFile(instrument, title, note), notebook.findings


def _check_head(part: Part) -> None:
    part.only({"name", "version", "official", "title", "note", "items"})
    if part.text("name") != PurePosixPath(part.notebook.file).stem:
        part.error("wrong_id", msg("“name” must be the name of the file without its ending."))
    if not part.text("version"):
        part.error("missing_key", msg("“version” is missing: answers are kept with it."))
    if not isinstance(part.data.get("official"), bool):
        part.error("missing_key", msg("“official” must say true or false."))


def _item(part: Part) -> Item:
    part.element = part.text("id")
    part.only({"id", "question", "options"})
    if not ITEM_ID.fullmatch(part.element):
        part.error("wrong_id", msg("The id of a question is “q” and two digits, for example q01."))
    options = [Part(option, part.element, part.notebook) for option in part.objects("options", MAX_OPTIONS)]
    return Item(part.element, _both(_words(part, "question")), tuple(_option(option) for option in options))


def _option(part: Part) -> Option:
    part.only({"points", "label"})
    if "points" not in part.data:
        part.error("missing_key", msg("An answer has no “points”."))
    return Option(part.whole("points", 0, MOST_POINTS), _both(_words(part, "label")))


def _words(part: Part, name: str) -> Wording:
    """Words written as `{lv: …, en: …}`."""
    words = part.inner(name)
    words.only({"lv", "en"})
    wording = Wording(" ".join(words.text("lv").split()), " ".join(words.text("en").split()))
    if not wording.lv:
        part.error(
            "label_missing", msg("“{name}” is missing: people would not know what is asked.", name=name)
        )
    elif not wording.en:
        part.notebook.warning(
            part.element, "english_missing", msg("The English of “{name}” is missing.", name=name)
        )
    return wording


def _both(wording: Wording) -> Mapping[str, str]:
    return {"lv": wording.lv, "en": wording.said("en")}
