"""What can be set on each kind of component, and where in the form's file it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from engine.drafting.forms.form_documents import Part
from engine.task_forms.fields import OPTION_LISTS, NumberUnit, TextCheck


class Shape(StrEnum):
    """How a setting is typed."""

    WORDS = "words"  # one line in each language
    LONG_WORDS = "long_words"  # several lines in each language
    TEXT = "text"  # a word of the file, no language
    FORMULA = "formula"  # an expression; the leading = belongs to the file
    FLAG = "flag"
    WHOLE = "whole"
    NUMBER = "number"
    ONE_OF = "one_of"


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing to set: its name here, the way to it in the component, how it is typed."""

    name: str
    path: tuple[str, ...]
    shape: Shape
    kinds: frozenset[str]
    choices: tuple[str, ...] = ()  # of ONE_OF; "" = not set is always possible


_CHOICE = frozenset({"radio", "select", "checklist"})
_KEYED = frozenset(
    {"textfield", "textarea", "number", "checkbox", "datetime", "filepicker", "expression"}
    | {"questionnaire", "month_entries"}
    | _CHOICE
)
_ASKED = (_KEYED | {"dynamiclist"}) - {"expression"}
_LABELLED = _KEYED | {"dynamiclist", "group", "table"}
_TEXTS = frozenset({"textfield", "textarea"})
_NAMES = ("given-name", "family-name", "name", "email", "tel", "street-address", "postal-code", "bday")


def _only(*kinds: str) -> frozenset[str]:
    return frozenset(kinds)


SETTINGS: tuple[Setting, ...] = (
    Setting("label", ("label",), Shape.WORDS, _LABELLED),
    Setting("text", ("text",), Shape.LONG_WORDS, _only("text")),
    Setting("description", ("description",), Shape.LONG_WORDS, _LABELLED),
    Setting("key", ("key",), Shape.TEXT, _KEYED),
    Setting("path", ("path",), Shape.TEXT, _only("dynamiclist")),
    Setting("required", ("validate", "required"), Shape.FLAG, _ASKED),
    Setting("required_when", ("properties", "required_when"), Shape.FORMULA, _ASKED),
    Setting("disabled", ("disabled",), Shape.FLAG, _ASKED),
    Setting("prefill", ("properties", "prefill"), Shape.FORMULA, _ASKED),
    Setting("min_length", ("validate", "minLength"), Shape.WHOLE, _TEXTS),
    Setting("max_length", ("validate", "maxLength"), Shape.WHOLE, _TEXTS),
    Setting("pattern", ("validate", "pattern"), Shape.TEXT, _only("textfield")),
    Setting("check", ("properties", "check"), Shape.ONE_OF, _only("textfield"), tuple(TextCheck)),
    Setting(
        "autocomplete", ("properties", "autocomplete"), Shape.ONE_OF, _only("textfield", "datetime"), _NAMES
    ),
    Setting("minimum", ("validate", "min"), Shape.NUMBER, _only("number")),
    Setting("maximum", ("validate", "max"), Shape.NUMBER, _only("number")),
    Setting("decimals", ("decimalDigits",), Shape.WHOLE, _only("number")),
    Setting("unit", ("properties", "unit"), Shape.ONE_OF, _only("number"), tuple(NumberUnit)),
    Setting("suffix", ("appearance", "suffixAdorner"), Shape.WORDS, _only("number")),
    Setting("earliest", ("properties", "earliest"), Shape.FORMULA, _only("datetime")),
    Setting("latest", ("properties", "latest"), Shape.FORMULA, _only("datetime")),
    Setting("list", ("valuesKey",), Shape.ONE_OF, _CHOICE, tuple(sorted(OPTION_LISTS))),
    Setting("multiple", ("multiple",), Shape.FLAG, _only("filepicker")),
    Setting("accept", ("accept",), Shape.TEXT, _only("filepicker")),
    Setting("signed", ("properties", "signed"), Shape.FLAG, _only("filepicker")),
    Setting("expression", ("expression",), Shape.FORMULA, _only("expression")),
    Setting("instrument", ("properties", "instrument"), Shape.TEXT, _only("questionnaire")),
    Setting("rows", ("dataSource",), Shape.FORMULA, _only("table")),
    Setting("max_rows", ("properties", "max_rows"), Shape.WHOLE, _only("dynamiclist")),
)
HIDE = Setting("show_if", ("conditional", "hide"), Shape.FORMULA, frozenset())
"""When a component is hidden; people are shown when it shows (show_if)."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One answer of a choice or one column of a table."""

    value: str
    lv: str
    en: str


def of_kind(part: Part) -> list[Setting]:
    """What can be set on this component."""
    return [_placed(one, part) for one in SETTINGS if str(part.get("type")) in one.kinds]


def found(part: Part, setting: Setting) -> object:
    """What is set; None where nothing is."""
    value: object = part
    for name in setting.path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def english(part: Part, name: str) -> object:
    """The English beside a wording of the component; None where there is none."""
    translated = part.get("i18n")
    words = translated.get("en") if isinstance(translated, dict) else None
    return words.get(name) if isinstance(words, dict) else None


def list_of(part: Part) -> tuple[str, str] | None:
    """The names of the list a component holds and of what makes an entry unique; None where it holds none."""
    if str(part.get("type")) in _CHOICE and not part.get("valuesKey"):
        return "values", "value"
    return ("columns", "key") if part.get("type") == "table" else None


def listed(part: Part) -> Sequence[Listed]:
    """The answers of a choice, the columns of a table."""
    return list(_listed(part))


def _listed(part: Part) -> Iterator[Listed]:
    names = list_of(part) or ("", "")
    entries = part.get(names[0])
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict):
            value = str(entry.get(names[1], ""))
            translated = english(part, names[0])
            words = translated.get(value, "") if isinstance(translated, dict) else ""
            yield Listed(value, str(entry.get("label", "")), words if isinstance(words, str) else "")


def _placed(setting: Setting, part: Part) -> Setting:
    """A date made elsewhere may have its label under another name."""
    if setting.name == "label" and "label" not in part and "dateLabel" in part:
        return Setting(setting.name, ("dateLabel",), setting.shape, setting.kinds)
    return setting
