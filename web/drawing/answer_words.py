"""Two answers to one question in words, so that they can be compared by eye."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from engine.messages_catalogue import Message, msg, say
from engine.task_forms.conversion import options_of, typed_answers
from engine.task_forms.fields import (
    Choice,
    DynamicList,
    Field,
    FilePicker,
    MonthEntries,
    NumberField,
    NumberUnit,
    QuestionnaireField,
    walk,
)
from engine.task_forms.terms import Known, Unfit
from web.drawing import words

NOTHING = "–"
YES_OR_NO: Mapping[str, Message] = {"true": msg("Yes"), "false": msg("No")}


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """Puts answers into words against what a form knows."""

    known: Known
    language: str
    files: Mapping[str, str] = field(default_factory=dict)  # word of a file → its name

    def typed(self, field: Field, raw: object) -> object:
        """What somebody typed as the answer it means; as it was typed where it means none."""
        try:
            return typed_answers(field, raw, self.known).get(field.key, raw)
        except Unfit:
            return raw

    def said(self, field: Field, value: object) -> str:
        """The answer in words: labels for chosen values, hours for the days of a month."""
        if value in (None, "", [], {}):
            return NOTHING
        if isinstance(value, Mapping):
            return "; ".join(self._pair(field, str(name), one) for name, one in value.items())
        if isinstance(value, list | tuple):
            return self._several(field, list(value))
        return self._single(field, value)

    def _single(self, field: Field, value: object) -> str:
        if isinstance(field, Choice) or isinstance(value, bool):
            return self._label(field, value)
        if isinstance(field, FilePicker):
            return self.files.get(str(value), str(value))
        if isinstance(field, NumberField) and field.unit is NumberUnit.EURO_CENTS and isinstance(value, int):
            return words.euros(value, self.language)
        return words.shown(value, self.language)

    def _several(self, field: Field, values: list[object]) -> str:
        if isinstance(field, DynamicList):
            return "; ".join(self._row(field, place, row) for place, row in enumerate(values, 1))
        return ", ".join(self.said(field, one) for one in values)

    def _row(self, rows: DynamicList, place: int, row: object) -> str:
        """One row: its questions with their answers."""
        inner = [part for part in walk(rows.components) if isinstance(part, Field)]
        told = row if isinstance(row, Mapping) else {}
        pairs = [
            f"{part.label.said(self.language)}: {self.said(part, self.typed(part, told[part.key]))}"
            for part in inner
            if part.key in told
        ]
        return f"{place}) " + ", ".join(pairs)

    def _pair(self, field: Field, name: str, value: object) -> str:
        if isinstance(field, QuestionnaireField):
            instrument = self.known.instruments.get(field.instrument)
            items = [item.item_id for item in instrument.items] if instrument is not None else []
            place = items.index(name) + 1 if name in items else name
            return f"{place}. – {words.shown(value, self.language)}"
        if isinstance(field, MonthEntries) and isinstance(value, int):
            day = words.day_of_month(date.fromisoformat(name), self.language)
            return f"{day} – {words.duration(value, self.language)}"
        return f"{name} – {words.shown(value, self.language)}"

    def _label(self, field: Field, value: object) -> str:
        text = str(value).lower() if isinstance(value, bool) else str(value)
        options = options_of(field, self.known.context) if isinstance(field, Choice) else ()
        named = {str(option.value): option.label.said(self.language) for option in options}
        if text in named:
            return named[text]
        return say(YES_OR_NO[text], self.language) if text in YES_OR_NO else text
