"""What the editor of a form offers beside the file itself: values to compare, questionnaires."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.drafting.draft_paths import process_of
from engine.drafting.draft_rooms import Room
from engine.drafting.show_if_typed import Known
from engine.drafting.value_choices import described, questions, value_choices
from engine.gate.form_samples import form_sample
from engine.gate.sample_values import IN_FORMS
from engine.task_forms.fields import NumberUnit

_GIVEN = ("entered_by", "order", "may_accept_code")  # of IN_FORMS what a condition may compare


@dataclass(frozen=True, slots=True)
class FormChoices:
    """What can be chosen while a form is edited."""

    known: Known  # the form's own answers and what a condition may ask for beside them
    instruments: Sequence[str]


def of_form(room: Room, path: str) -> FormChoices:
    """The choices for the form at this path; one that cannot be read offers those of its process only."""
    read = room.forms.get(path)
    fields = {} if read is None else {one.key: one for one in read.fields()}
    asked = {**questions(room), **fields}
    values = value_choices(room, process_of(path), asked)
    values += [described(name, IN_FORMS[name], asked) for name in _GIVEN]
    samples = {} if read is None else form_sample(read, room.instruments)
    own = [described(key, samples.get(key), asked) for key in fields]
    cents = {key for key, one in asked.items() if getattr(one, "unit", None) is NumberUnit.EURO_CENTS}
    known = Known({one.name: one for one in (*values, *own)}, frozenset(cents))
    return FormChoices(known, sorted(room.instruments))
