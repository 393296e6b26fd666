"""A form of a draft as people would get it, with sample values; what is sent to it is judged and not kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.domain.rights import Actor
from engine.drafting import draft_rooms
from engine.drafting.draft_paths import process_of
from engine.drafting.form_editing import form_path
from engine.errors import NotFound
from engine.gate.form_samples import form_sample
from engine.gate.process_values import WORDS, values_of
from engine.gate.sample_values import DAY, IN_FORMS
from engine.messages_catalogue import msg
from engine.runtime import Runtime
from engine.score_levels import LEVELS, LevelRow, levels_by
from engine.task_forms import Answers, Form, InstrumentFile, parse_submission, prefill, validate
from engine.task_forms.fields import Computed, QuestionnaireField
from engine.task_forms.party_words import for_party
from engine.task_forms.terms import Words

Values = Mapping[str, object]
PERIOD, GRANTED = "2026-10", 4800  # the month of the samples, minutes granted for it
TODAY = DAY
DAYS_WITH_TIMES = ("2026-10-05",)


@dataclass(frozen=True, slots=True)
class FormPreview:
    """What a form needs to be drawn beside no case at all."""

    form: Form
    context: Values  # sample values of the process and of what the house adds
    start: Values
    words: Words
    instruments: Mapping[str, InstrumentFile]
    levels: Sequence[LevelRow]
    has_party: bool  # whether the form speaks to the person in words of its own


def find(
    runtime: Runtime, actor: Actor, draft_id: int, path: str, *, as_party: bool = False, filled: bool = False
) -> FormPreview | None:
    """The form with samples; None where it cannot be drawn before it is mended.

    `as_party`: as the person sees it whose matter it is. `filled`: with an answer in every question.
    """
    room = draft_rooms.of_draft(runtime, actor, draft_id)
    if form_path(path) not in room.files:
        raise NotFound(msg("There is no such form."))
    form = room.forms.get(path)
    if form is None or not _is_whole(form, room.instruments):
        return None
    process_id = process_of(path)
    known = values_of(room, process_id) if process_id in room.diagrams else {}
    asked = {one.key for one in form.fields() if not one.disabled and not isinstance(one, Computed)}
    before = {name: value for name, value in known.items() if name not in asked}
    context = {**before, **IN_FORMS, "entered_by": "applicant" if as_party else "office"}
    start = prefill(form, context, WORDS)
    if filled:
        start = {**form_sample(form, room.instruments), **start}
    spoken = for_party(form) if as_party else form
    has_party = bool(form.party.title.lv or form.party.submit.lv or form.party.labels)
    levels = levels_by(room.table(LEVELS), room.instruments)
    return FormPreview(spoken, context, start, WORDS, room.instruments, levels, has_party)


def judge(preview: FormPreview, flat: Mapping[str, Sequence[str]]) -> Answers:
    """What a process would get of these inputs; InvalidAnswers as a task's form refuses. Nothing is kept."""
    return validate(
        preview.form,
        parse_submission(preview.form, flat),
        instruments={name: one.instrument for name, one in preview.instruments.items()},
        context=preview.context,
        words=WORDS,
    )


def _is_whole(form: Form, instruments: Mapping[str, InstrumentFile]) -> bool:
    """Whether every questionnaire that the form names is in the draft."""
    asked = {one.instrument for one in form.fields() if isinstance(one, QuestionnaireField)}
    return asked <= instruments.keys()
