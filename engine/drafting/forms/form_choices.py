"""What the editor of a form offers beside the file itself: values to compare, questionnaires."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.drafting.diagrams.value_choices import ValueChoice, described, questions, value_choices
from engine.drafting.drafts.draft_paths import process_of
from engine.drafting.drafts.draft_rooms import Room
from engine.drafting.forms import form_documents, form_settings
from engine.drafting.forms.form_documents import Part
from engine.drafting.forms.show_if_typed import Known
from engine.gate.sample_values import IN_FORMS
from engine.task_forms.fields import NumberUnit, Option, Wording

_GIVEN = ("entered_by", "order", "may_accept_code")  # of IN_FORMS what a condition may compare
_YES_NO = {"true", "false"}
_KINDS: Mapping[str, str] = {
    "checkbox": "yes_no",
    "number": "number",
    "datetime": "day",
    "checklist": "list",
    "dynamiclist": "list",
    "filepicker": "list",
}


@dataclass(frozen=True, slots=True)
class FormChoices:
    """What can be chosen while a form is edited."""

    known: Known  # the form's own answers and what a condition may ask for beside them
    instruments: Sequence[str]


def of_form(room: Room, path: str) -> FormChoices:
    """The choices for the form at this path, also for one that is not sound yet."""
    form = form_documents.read(room.files.get(path)) or {}
    asked = questions(room)
    values = value_choices(room, process_of(path), asked)
    values += [described(name, IN_FORMS[name], asked) for name in _GIVEN]
    cents = {key for key, one in asked.items() if getattr(one, "unit", None) is NumberUnit.EURO_CENTS}
    own = {form_documents.key_of(part): part for _, part in form_documents.walk(form)}
    cents |= {key for key, part in own.items() if form_settings.found(part, _UNIT) == NumberUnit.EURO_CENTS}
    every = (*values, *(_choice(key, part) for key, part in own.items() if key))
    return FormChoices(Known({one.name: one for one in every}, frozenset(cents)), sorted(room.instruments))


_UNIT = next(one for one in form_settings.SETTINGS if one.name == "unit")


def _choice(key: str, part: Part) -> ValueChoice:
    """An answer of the form as its file says."""
    options = tuple(_options(part))
    is_yes_no = {option.value for option in options} == _YES_NO
    kind = "yes_no" if is_yes_no else _KINDS.get(str(part.get("type")), "text")
    lv, en = part.get("label"), form_settings.english(part, "label")
    title = Wording(*(words if isinstance(words, str) else "" for words in (lv, en)))
    return ValueChoice(key, title, kind, options)


def _options(part: Part) -> Iterator[Option]:
    names = form_settings.list_of(part)
    if names is not None and names[0] == "values":
        for one in form_settings.listed(part):
            yield Option(one.value, Wording(one.lv, one.en))
