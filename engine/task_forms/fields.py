"""What a form is made of: one small frozen value per kind of component.

`kind` is the component's type in the file (`"radio"`), so a page may choose its macro by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Wording:
    """The owner's own words in both languages; `en` is empty where nobody has translated yet."""

    lv: str = ""
    en: str = ""

    def said(self, language: str) -> str:
        """The words in `language`; Latvian where the English is missing."""
        return self.en if language == "en" and self.en else self.lv


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a radio, select or checklist."""

    value: str | int  # what the answer becomes
    label: Wording
    hide: str = ""  # expression on the process's values; true takes the option away


class TextCheck(StrEnum):
    """What a text must be beyond its length, with a sentence of its own when it is not."""

    PERSONAL_CODE = "personal_code"  # old codes: date and check digit; 32… codes: form only
    EMAIL = "email"
    PHONE = "phone"
    IBAN = "iban"


class NumberUnit(StrEnum):
    """How a number is written by people, and what the answer is."""

    PLAIN = "plain"  # the answer is the number as written
    EURO_CENTS = "euro_cents"  # people write euros (12,50), the answer is whole cents (1250)


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """Anything that stands on a form."""

    kind: ClassVar[str]
    label: Wording = Wording()
    description: Wording = Wording()  # help for a newcomer
    hide: str = ""  # expression; true hides the component; "" = always shown


@dataclass(frozen=True, slots=True, kw_only=True)
class StaticText(Component):
    """Markdown that is only read; the text is `label`."""

    kind: ClassVar[str] = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Separator(Component):
    """A line between two parts."""

    kind: ClassVar[str] = "separator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Component):
    """Rows that already exist, read only."""

    kind: ClassVar[str] = "table"
    rows: str  # expression that gives a list of dicts
    columns: tuple[tuple[str, Wording], ...]  # key in the row, heading


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Component):
    """Components under one heading; it adds nothing to names."""

    kind: ClassVar[str] = "group"
    components: tuple[Component, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field(Component):
    """Something that has an answer."""

    key: str
    required: bool = False
    required_when: str = ""  # expression; true makes the answer required
    disabled: bool = False  # shown with its start value, never taken from what is sent
    prefill: str = ""  # expression for the start value; "" = the value of the same name


@dataclass(frozen=True, slots=True, kw_only=True)
class TextField(Field):
    """One line of text; the answer is text, empty where nothing was written."""

    kind: ClassVar[str] = "textfield"
    min_length: int = 0
    max_length: int = 200
    pattern: str = ""  # safe subset, matches the whole text (see `patterns`)
    check: TextCheck | None = None
    autocomplete: str = ""  # HTML autocomplete token (WCAG 1.3.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextArea(Field):
    """Several lines of text; the answer is text with `\\n` between lines."""

    kind: ClassVar[str] = "textarea"
    min_length: int = 0
    max_length: int = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberField(Field):
    """A number; the answer is int where `decimals` is 0 or the unit is cents, else Decimal."""

    kind: ClassVar[str] = "number"
    minimum: Decimal | None = None  # in the unit people write
    maximum: Decimal | None = None
    decimals: int = 0
    unit: NumberUnit = NumberUnit.PLAIN
    suffix: Wording = Wording()  # "stundas", "euro"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkbox(Field):
    """One box; the answer is bool. Required means: must be ticked."""

    kind: ClassVar[str] = "checkbox"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Field):
    """Something with options; they stand in the form or come from a named list of the installation."""

    options: tuple[Option, ...] = ()
    options_from: str = ""  # name of a list in the context, see `OPTION_LISTS`


@dataclass(frozen=True, slots=True, kw_only=True)
class Radio(Choice):
    """One of a few; the answer is the option's value, or None; of yes and no it is bool."""

    kind: ClassVar[str] = "radio"

    @property
    def is_yes_no(self) -> bool:
        """Whether the values are exactly "true" and "false"."""
        return {option.value for option in self.options} == {"true", "false"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Select(Choice):
    """One of many; the answer is the option's value, or None."""

    kind: ClassVar[str] = "select"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist(Choice):
    """Any of several; the answer is a list of values in the order of the options."""

    kind: ClassVar[str] = "checklist"


@dataclass(frozen=True, slots=True, kw_only=True)
class DateField(Field):
    """A calendar day; the answer is a date, or None."""

    kind: ClassVar[str] = "datetime"
    earliest: str = ""  # expressions that give a date; both ends allowed
    latest: str = ""
    autocomplete: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DynamicList(Field):
    """Rows a person adds; the answer is a list of dicts. `key` is `path` in the file."""

    kind: ClassVar[str] = "dynamiclist"
    components: tuple[Component, ...]
    max_rows: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePicker(Field):
    """Files uploaded before; the answer is a list of the ids the uploads were given."""

    kind: ClassVar[str] = "filepicker"
    multiple: bool = False
    accept: str = ""
    signed: bool = False  # taken only with an electronic signature that holds for all of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed(Field):
    """A value the server works out from the other answers; never taken from what is sent."""

    kind: ClassVar[str] = "expression"
    expression: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionnaireField(Field):
    """All items of an instrument; the answer is {item id: points}."""

    kind: ClassVar[str] = "questionnaire"
    instrument: str  # file stem under processes/questionnaires/


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthEntries(Field):
    """Minutes per day of one month; the answer is {"YYYY-MM-DD": minutes}, days without time left out."""

    kind: ClassVar[str] = "month_entries"


# Lists of choices that the installation supplies with the context, each [{"value": …, "label": …}, …].
OPTION_LISTS = {
    "providers": "provider organisations; value = id of the organisation",
    "assistants": "people with the role assistant; value = person id",
}


@dataclass(frozen=True, slots=True)
class PartyWords:
    """Title, button and labels for a recipient or representative; empty wordings: as for the office."""

    title: Wording = Wording()
    submit: Wording = Wording()
    labels: Mapping[str, Wording] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Form:
    """One form as its file says; also, with parts left out, the form as one person sees it."""

    id: str
    process: str  # the process whose folder the file is in
    title: Wording
    components: tuple[Component, ...]
    party: PartyWords = PartyWords()

    def walk(self) -> Iterator[Component]:
        """Every component in reading order, those in groups included, rows of lists not."""
        return walk(self.components)

    def fields(self) -> tuple[Field, ...]:
        """Everything that has an answer, in reading order."""
        return tuple(part for part in self.walk() if isinstance(part, Field))

    def field(self, key: str) -> Field | None:
        """The field of this key."""
        return next((field for field in self.fields() if field.key == key), None)


def walk(components: tuple[Component, ...]) -> Iterator[Component]:
    """The components and those inside groups, in reading order."""
    for component in components:
        yield component
        if isinstance(component, Group):
            yield from walk(component.components)
