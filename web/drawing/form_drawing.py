"""A form together with everything that stands in it, ready for the macros in `templates/forms/`.

The names of inputs are those of `engine.task_forms.submission`; the ids are made from the names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from engine.messages_catalogue import Message
from engine.task_forms.conversion import options_of
from engine.task_forms.fields import (
    Choice,
    Component,
    DateField,
    DynamicList,
    Field,
    Form,
    Group,
    MonthEntries,
    Option,
    QuestionnaireField,
    Table,
    Wording,
    walk,
)
from engine.task_forms.prefill import table_rows
from engine.task_forms.visibility import hidden_when, revealed_when
from web.drawing.month_weeks import MonthFrame, typed_minutes, weeks_of
from web.drawing.origin_lines import OriginLine
from web.drawing.questionnaires import QuestionnaireFrame, Tally, tally

Inputs = Mapping[str, Sequence[str]]
Words = Wording | Mapping[str, str] | str
NOT_IN_IDS = re.compile(r"[^A-Za-z0-9_]+")
LONG = 5  # questions: from so many on each part of a form has a mark
ROW = re.compile(r"\[(\d{1,3})\]\.")


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands under the questions of a form."""

    files: Mapping[str, str] = field(default_factory=dict)  # word of a stored file → its name
    signatures: Mapping[str, Sequence[Message]] = field(default_factory=dict)  # word → who signed it
    origins: Mapping[str, OriginLine] = field(default_factory=dict)  # key → where its start value came from


NOTHING_BESIDE = Beside()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormDrawing:
    """What the macros need; only `form`, `visible` and `inputs` are needed for every form."""

    form: Form  # as the file says
    visible: Form  # what this person sees with the answers so far (`visibility.visible`)
    inputs: Inputs  # name of the HTML input → what stands in it (`submission.fill_inputs`)
    errors: Mapping[str, Message] = field(default_factory=dict)  # place → sentence, as `InvalidAnswers` says
    context: Mapping[str, object] = field(
        default_factory=dict
    )  # values of the process, named lists of options
    computed: Mapping[str, object] = field(default_factory=dict)  # key of an expression → its typed value
    months: Mapping[str, MonthFrame] = field(default_factory=dict)  # key of a month_entries field
    questionnaires: Mapping[str, QuestionnaireFrame] = field(default_factory=dict)  # key of the field
    files: Mapping[str, str] = field(default_factory=dict)  # id of a stored file → its name
    signatures: Mapping[str, Sequence[Message]] = field(default_factory=dict)  # id of the file → who signed
    origins: Mapping[str, OriginLine] = field(default_factory=dict)  # key → where its start value came from
    is_draft: bool = False  # what stands here is kept for later, with the marks of its parts
    empty_rows: Mapping[str, int] = field(
        default_factory=dict
    )  # key of a dynamiclist → rows to draw at least

    def components(self) -> tuple[Component, ...]:
        """What stands at the top level of the page."""
        return tuple(part for part in self.form.components if self.is_drawn(part))

    def inside(self, group: Group) -> tuple[Component, ...]:
        """What stands in this group; in one that the browser may yet reveal, all that nothing else hides."""
        if self._is_visible(group):
            return tuple(part for part in group.components if self.is_drawn(part))
        return tuple(
            part for part in group.components if not part.hide or self.reveal(part) or hidden_when(part)
        )

    def is_drawn(self, component: Component) -> bool:
        """Visible now, or revealed in the browser by another answer of this form."""
        return self._is_visible(component) or self.reveal(component) is not None

    def reveal(self, component: Component) -> tuple[str, str] | None:
        """(key, answer) that shows the component in the browser; None where the server alone decides."""
        return revealed_when(self.form, component, self.context) if component.hide else None

    def has_panel(self, component: Component) -> bool:
        """Whether its running sum stands beside the form: it is always asked here, no answer reveals it."""
        if not isinstance(component, MonthEntries | QuestionnaireField):
            return False
        return not component.disabled and not component.hide

    def typed(self, name: str) -> str:
        """What stands in the input of this name."""
        return next(iter(self.inputs.get(name, ())), "")

    def chosen(self, name: str) -> Sequence[str]:
        """Every value sent under this name."""
        return self.inputs.get(name, ())

    def options(self, choice: Choice) -> tuple[Option, ...]:
        """The options of this field, its own or the installation's."""
        return options_of(choice, self.context)

    def table_rows(self, table: Table) -> list[tuple[object, ...]]:
        """The cells of a table that is only read."""
        return table_rows(table, self.context)

    def rows(self, rows: DynamicList) -> range:
        """The rows of a list: as many as are filled in, or as were asked for, at least one."""
        numbers = [
            int(found[1])
            for name in self.inputs
            if name.startswith(f"{rows.key}[") and (found := ROW.match(name, len(rows.key)))
        ]
        return range(min(max([*numbers, self.empty_rows.get(rows.key, 1) - 1]) + 1, rows.max_rows))

    def tally(self, questionnaire: QuestionnaireField) -> Tally:
        """The points of the questionnaire so far."""
        frame = self.questionnaires[questionnaire.key]
        items = frame.file.instrument.items
        return tally(
            frame, {item.item_id: self.typed(f"{questionnaire.key}.{item.item_id}") for item in items}
        )

    def _is_visible(self, component: Component) -> bool:
        return any(_same(component, shown) for shown in walk(self.visible.components))


def section_of(drawing: FormDrawing, group: Group) -> str | None:
    """The number of a part of a long form that may be marked as looked at; None where none is marked."""
    if not drawing.is_draft or sum(not field.disabled for field in drawing.form.fields()) < LONG:
        return None
    groups = [part for part in drawing.form.components if isinstance(part, Group) and _asks(part)]
    return next((str(place) for place, part in enumerate(groups) if _same(part, group)), None)


def _asks(group: Group) -> bool:
    """Whether somebody has to answer something in it."""
    return any(isinstance(part, Field) and not part.disabled for part in walk(group.components))


def month_minutes(drawing: FormDrawing, entries: MonthEntries) -> dict[str, int]:
    """Day → minutes typed so far, for every open day of the month."""
    weeks = weeks_of(drawing.months[entries.key])
    return {
        day.iso: typed_minutes(drawing.inputs, f"{entries.key}[{day.iso}]")
        for week in weeks
        for day in week.days
        if day.closed is None
    }


def option_items_in(
    language: Callable[[], str],
) -> Callable[[Choice, FormDrawing, str], list[dict[str, object]]]:
    """A function that gives a field's options as govuk's macros want them, with the chosen ones marked."""

    def option_items(choice: Choice, drawing: FormDrawing, name: str) -> list[dict[str, object]]:
        chosen = drawing.chosen(name)
        items: list[dict[str, object]] = []
        for option in drawing.options(choice):
            value = str(option.value)
            marked = value in chosen
            words = option.label.said(language())
            items.append({"value": value, "text": words, "checked": marked, "selected": marked})
        return items

    return option_items


def id_of(name: str) -> str:
    """The HTML id of the input of this name: `entries[2026-10-05].hours` → `entries-2026-10-05-hours`."""
    return NOT_IN_IDS.sub("-", name).strip("-")


@dataclass(frozen=True, slots=True)
class Place:
    """Something on the page that can be wrong: its name in `errors`, its first input, what people call it."""

    name: str
    id: str
    label: Words | date


def error_links(drawing: FormDrawing) -> list[dict[str, object]]:
    """Every error with its label and the address of its first input, in the order of the page."""
    places = {place.name: place for place in _places(drawing)}
    ranks = {name: rank for rank, name in enumerate(places)}
    names = sorted(drawing.errors, key=lambda name: ranks.get(name, len(ranks)))
    unknown = Place("", "main", "")
    return [
        {
            "href": f"#{places.get(name, unknown).id}",
            "label": places.get(name, unknown).label,
            "message": drawing.errors[name],
        }
        for name in names
    ]


def _places(drawing: FormDrawing) -> Iterator[Place]:
    for component in walk(drawing.form.components):
        yield from _places_of(component, drawing, "")


def _places_of(component: Component, drawing: FormDrawing, prefix: str) -> Iterator[Place]:
    if not isinstance(component, Field):
        return
    name = prefix + component.key
    if isinstance(component, DynamicList):
        yield Place(name, f"{id_of(name)}-add", component.label)
        for row in drawing.rows(component):
            for part in walk(component.components):
                yield from _places_of(part, drawing, f"{name}[{row}].")
    elif isinstance(component, QuestionnaireField):
        items = drawing.questionnaires[component.key].file.instrument.items
        yield Place(name, id_of(f"{name}.{items[0].item_id}"), component.label)
        for item in items:
            yield Place(f"{name}.{item.item_id}", id_of(f"{name}.{item.item_id}"), item.question)
    elif isinstance(component, MonthEntries):
        yield from _month_places(drawing.months[component.key], component)
    else:
        first = f"{name}-day" if isinstance(component, DateField) else name
        yield Place(name, id_of(first), component.label)


def _month_places(frame: MonthFrame, entries: MonthEntries) -> Iterator[Place]:
    days = [day for week in weeks_of(frame) for day in week.days if day.closed is None]
    for number, day in enumerate(days):
        name = f"{entries.key}[{day.iso}]"
        first = id_of(f"{name}.from" if day.with_times else f"{name}.hours")
        if number == 0:
            yield Place(entries.key, first, entries.label)
        yield Place(name, first, day.date)


def _same(component: Component, other: Component) -> bool:
    """Groups lose members when parts are hidden, so they are compared by what does not change."""
    if isinstance(component, Group) and isinstance(other, Group):
        return (component.label, component.hide) == (other.label, other.hide)
    return component == other
