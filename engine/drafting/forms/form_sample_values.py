"""The values around a form that stands in no case: the gate's samples, as its task would find them."""

from __future__ import annotations

from collections.abc import Mapping

from engine.drafting.drafts.draft_rooms import Room
from engine.gate.form_samples import form_sample, instruments_in
from engine.gate.process_values import WORDS, values_of
from engine.gate.sample_values import DAY, IN_FORMS
from engine.task_forms.fields import Computed, Form
from engine.task_forms.prefill import prefill
from engine.task_forms.terms import Words

__all__ = ["DAYS_WITH_TIMES", "GRANTED", "PERIOD", "TODAY", "WORDS", "Words", "around", "is_whole", "start"]

PERIOD, GRANTED = "2026-10", 4800  # the month of the samples, minutes granted for it
TODAY = DAY
DAYS_WITH_TIMES = ("2026-10-05",)
Values = Mapping[str, object]


def around(room: Room, form: Form, *, as_party: bool) -> Values:
    """What the process and the house know before anybody answers this form."""
    known = values_of(room, form.process) if form.process in room.diagrams else {}
    asked = {one.key for one in form.fields() if not one.disabled and not isinstance(one, Computed)}
    before = {name: value for name, value in known.items() if name not in asked}
    return {**before, **IN_FORMS, "entered_by": "applicant" if as_party else "office"}


def start(room: Room, form: Form, context: Values, *, filled: bool) -> Values:
    """Typed start values; `filled`: with an answer in every question."""
    answers = form_sample(form, room.instruments) if filled else {}
    return {**answers, **prefill(form, context, WORDS)}


def is_whole(room: Room, form: Form) -> bool:
    """Whether every questionnaire that the form names is in the draft."""
    return all(instrument in room.instruments for _, instrument in instruments_in(form))
