"""A form of a draft as people would get it, with sample values; what is sent to it is judged and not kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.domain.rights import Actor
from engine.drafting.drafts import draft_rooms
from engine.drafting.forms.form_editing import form_path
from engine.drafting.forms.form_sample_values import (
    DAYS_WITH_TIMES,
    GRANTED,
    PERIOD,
    TODAY,
    WORDS,
    Words,
    around,
    is_whole,
    start,
)
from engine.errors import NotFound
from engine.messages_catalogue import msg
from engine.runtime import Runtime
from engine.score_levels import LEVELS, LevelRow, levels_by
from engine.task_forms import Answers, Form, InstrumentFile, parse_submission, validate
from engine.task_forms.party_words import for_party

__all__ = ["DAYS_WITH_TIMES", "GRANTED", "PERIOD", "TODAY", "FormPreview", "find", "judge"]

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class FormPreview:
    """What a form needs to be drawn beside no case at all."""

    form: Form
    context: Values  # sample values of the process and of what the house adds
    start: Values
    words: Words
    instruments: Mapping[str, InstrumentFile]
    levels: Sequence[LevelRow]


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
    if form is None or not is_whole(room, form):
        return None
    context = around(room, form, as_party=as_party)
    begun = start(room, form, context, filled=filled)
    levels = levels_by(room.table(LEVELS), room.instruments)
    spoken = for_party(form) if as_party else form
    return FormPreview(spoken, context, begun, WORDS, room.instruments, levels)


def judge(preview: FormPreview, flat: Mapping[str, Sequence[str]]) -> Answers:
    """What a process would get of these inputs; InvalidAnswers as a task's form refuses. Nothing is kept."""
    return validate(
        preview.form,
        parse_submission(preview.form, flat),
        instruments={name: one.instrument for name, one in preview.instruments.items()},
        context=preview.context,
        words=WORDS,
    )
