"""Judges on the server what people sent: typed values come out, or one sentence per field."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from engine.errors import InvalidAnswers
from engine.messages_catalogue import Message, msg
from engine.task_forms.conversion import is_blank, row_list, typed_answers
from engine.task_forms.fields import Computed, DynamicList, Form, MonthEntries
from engine.task_forms.limits import computed, out_of_limits
from engine.task_forms.schema import schema_problems
from engine.task_forms.terms import NO_WORDS, Instruments, Known, Unfit, Words
from engine.task_forms.visibility import required_keys, visible

MOST_DROPPED = 50  # names worth telling; more were not sent by a person
BLANK: tuple[object, ...] = (None, "", [], {})


@dataclass(frozen=True, slots=True)
class Answers:
    """What a form was answered with."""

    values: Mapping[str, object]  # typed, for the visible fields; a question left open is None, "", [] or {}
    dropped: tuple[str, ...]  # names that were sent but are no visible field of this form


@dataclass(frozen=True, slots=True)
class Judged:
    """The answers of one form, or of one row of a list, with what is wrong with them."""

    values: dict[str, object] = field(default_factory=dict)
    problems: dict[str, Message] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)


def validate(
    form: Form,
    submitted: Mapping[str, object],
    *,
    instruments: Instruments,
    context: Mapping[str, object],
    words: Words = NO_WORDS,
) -> Answers:
    """The typed answers, or InvalidAnswers with a sentence for every field; nothing else is ever raised.

    `submitted`: raw answers as `submission.parse_submission` gives them, or values already typed.
    `instruments`: file stem → instrument, for the component `questionnaire`.
    `context`: the process's values (names in conditions), lists for `valuesKey` (`assistants`), `period`
    and `days_with_times` for month entries.
    `words`: calendar words that conditions and limits may call, such as `today`.
    Places in the refusal: `key`, `questionnaire.q03`, `entries[2026-10-05]`, `path[0].sub`.
    """
    if not isinstance(submitted, Mapping):
        raise InvalidAnswers({"": msg("The form did not arrive whole; please send it once more.")})
    judged = _judge(form, submitted, Known(context, instruments, words))
    if judged.problems:
        raise InvalidAnswers(judged.problems)
    return Answers(judged.values, tuple(judged.dropped[:MOST_DROPPED]))


def _judge(form: Form, submitted: Mapping[str, object], known: Known) -> Judged:
    """1. convert every field, 2. leave out hidden ones, 3. judge by schema, 4. by limits, 5. compute."""
    converted = _converted(form, submitted, known)
    shown = visible(form, converted.values, known.context, known.words)
    keys = _keys(shown)
    values = {key: value for key, value in converted.values.items() if key in keys}
    problems = {place: said for place, said in converted.problems.items() if _key_of(place) in keys}
    required = required_keys(shown, values, known.context, known.words)
    faulty = {_key_of(place) for place in problems}
    answered = _answered(shown, values, required)
    for place, said in schema_problems(shown, answered, known, required=required).items():
        if _key_of(place) not in faulty:
            problems[place] = said
    problems = problems or out_of_limits(shown, values, known)
    values |= computed(shown, values, known)
    return Judged(values, problems, [*_dropped(submitted, values), *converted.dropped])


def _converted(form: Form, submitted: Mapping[str, object], known: Known) -> Judged:
    """Every field's typed value, or what is wrong with its shape."""
    result = Judged()
    for asked in form.fields():
        if asked.disabled or isinstance(asked, Computed):
            continue
        try:
            if isinstance(asked, DynamicList):
                _take_rows(asked, submitted.get(asked.key), known, result)
            else:
                result.values.update(typed_answers(asked, submitted.get(asked.key), known))
        except Unfit as unfit:
            result.problems.update({asked.key + inside: said for inside, said in unfit.problems.items()})
    return result


def _take_rows(asked: DynamicList, raw: object, known: Known, result: Judged) -> None:
    """Put the rows that say something into the result, each judged like a form of its own. Raises Unfit."""
    form = Form(asked.key, "", asked.label, asked.components)
    judged = {number: _judge(form, row, known) for number, row in row_list(asked, raw)}
    problems = {
        f"[{number}].{place}": said for number, row in judged.items() for place, said in row.problems.items()
    }
    if problems:
        raise Unfit(problems=problems)
    result.values[asked.key] = [row.values for row in judged.values()]
    for number, row in judged.items():
        result.dropped.extend(f"{asked.key}[{number}].{name}" for name in row.dropped)


def _keys(shown: Form) -> set[str]:
    """The keys whose answers count; a month's from–to stand beside it."""
    times = {f"{asked.key}_times" for asked in shown.fields() if isinstance(asked, MonthEntries)}
    return times | {asked.key for asked in shown.fields()}


def _answered(shown: Form, values: Mapping[str, object], required: Collection[str]) -> dict[str, object]:
    """The values without blank ones, so that “required” means answered; other months may be empty."""
    months = {asked.key for asked in shown.fields() if isinstance(asked, MonthEntries)} - set(required)
    asked_for = {asked.key for asked in shown.fields()}
    answered = {key: value for key, value in values.items() if key in asked_for}
    return {key: value for key, value in answered.items() if key in months or value not in BLANK}


def _dropped(submitted: Mapping[str, object], values: Mapping[str, object]) -> Iterator[str]:
    unknown = (str(name)[:80] for name, raw in submitted.items() if name not in values and not is_blank(raw))
    return islice(unknown, MOST_DROPPED)


def _key_of(place: str) -> str:
    return place.partition("[")[0].partition(".")[0]
