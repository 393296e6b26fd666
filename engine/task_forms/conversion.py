"""One raw answer becomes one typed value, or a sentence that says what is wrong with it.

Only the *shape* is judged here (is this a date, is it one of the options); required, lengths, bounds
and patterns are judged by the JSON Schema of the form (`schema`), which sees what comes out of here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal

from engine.messages_catalogue import Message, msg
from engine.task_forms.conditions import worked_out
from engine.task_forms.fields import (
    Checkbox,
    Checklist,
    Choice,
    DateField,
    DynamicList,
    Field,
    FilePicker,
    MonthEntries,
    NumberField,
    NumberUnit,
    Option,
    QuestionnaireField,
    Radio,
    Select,
    TextArea,
    TextField,
    Wording,
)
from engine.task_forms.instruments import item_points
from engine.task_forms.month_entries import read_month
from engine.task_forms.terms import TEXTS_ACCEPTED, Known, Unfit
from engine.task_forms.texts import read_checked_text, read_text

NUMBER = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,6})?")
GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]{1,6}")
SPACES = str.maketrans({" ": "", "\u00a0": "", "\u202f": "", "−": "-"})
FILE_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
WRITTEN_DAY = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})|(?P<day2>[0-9]{1,2})\.\s?(?P<month2>[0-9]{1,2})\.\s?(?P<year2>[0-9]{1,4})\.?"
)
FEW_DIGITS = re.compile(r"\d{1,4}")
LARGEST = Decimal(10) ** 15
MOST_FILES = 20
MOST_ROWS = 200
YEARS = range(1900, 2200)


def typed_answers(field: Field, raw: object, known: Known) -> dict[str, object]:
    """The typed value under the field's key; None, "", [] or {} where nothing was answered. Raises Unfit.

    Month entries give two: from–to stands beside the minutes, an empty one only to replace an earlier one.
    """
    if isinstance(field, MonthEntries):
        month = read_month(
            raw, period=known.context.get("period"), days_with_times=known.context.get("days_with_times")
        )
        beside = f"{field.key}_times"
        return {field.key: month.minutes} | (
            {beside: month.times} if month.times or beside in known.context else {}
        )
    return {field.key: READERS[type(field)](field, raw, known)}


def row_list(field: DynamicList, raw: object) -> list[tuple[int, Mapping[str, object]]]:
    """The rows that are not blank, with their numbers on the page from 0. Raises Unfit."""
    rows = [] if raw in (None, "") else raw
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise Unfit(msg("Answer this row by row."))
    if len(rows) > MOST_ROWS:
        raise Unfit(msg("At most {most} rows are possible.", most=field.max_rows))
    return [(number, row) for number, row in enumerate(rows) if not is_blank(row)]


def is_blank(raw: object) -> bool:
    """Whether nobody wrote anything; nested emptiness counts as nothing, up to a few levels."""
    level = [raw]
    for _ in range(6):
        if any(item not in (None, "") and not isinstance(item, Mapping | list) for item in level):
            return False
        level = [inner for item in level if isinstance(item, Mapping) for inner in item.values()] + [
            inner for item in level if isinstance(item, list) for inner in item
        ]
        if not level:
            return True
    return False


def options_of(field: Choice, context: Mapping[str, object]) -> tuple[Option, ...]:
    """The options that are open: the field's own without hidden ones, or the named list of the context."""
    if not field.options_from:
        return tuple(option for option in field.options if not _is_hidden(option, context))
    rows = context.get(field.options_from)
    found = []
    for row in rows if isinstance(rows, list | tuple) else ():
        value, label = (row.get("value"), row.get("label")) if isinstance(row, Mapping) else (None, None)
        if isinstance(value, str | int):
            found.append(Option(value, Wording(str(label or value))))
    return tuple(found)


def _is_hidden(option: Option, context: Mapping[str, object]) -> bool:
    return bool(option.hide and worked_out(option.hide, context, {}))


def _text(field: TextField, raw: object, known: Known) -> str:
    accepted = known.context.get(TEXTS_ACCEPTED)
    is_accepted = isinstance(accepted, frozenset) and field.key in accepted
    return read_checked_text(read_text(raw, lines=False), field.check, is_accepted=is_accepted)


def _lines(_field: TextArea, raw: object, _known: Known) -> str:
    return read_text(raw, lines=True)


def _number(field: NumberField, raw: object, _known: Known) -> int | Decimal | None:
    number = _decimal(raw)
    if number is None:
        return None
    cents = field.unit is NumberUnit.EURO_CENTS
    if cents and isinstance(raw, str):
        number *= 100
    whole = cents or field.decimals == 0
    if whole and number != number.to_integral_value():
        if cents:
            raise Unfit(msg("Write the amount in euro and cents, for example 12,50."))
        raise Unfit(msg("Write a whole number."))
    return int(number) if whole else number


def _decimal(raw: object) -> Decimal | None:
    """The number as Decimal; None for nothing. What is no finite number below 10^15 raises Unfit."""
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    if isinstance(raw, str) and len(raw) <= 40:
        plain = raw.strip().translate(SPACES)
        if GROUPED.fullmatch(plain):  # 3,930.56 as English groups thousands; a comma alone is a decimal one
            plain = plain.replace(",", "")
        if plain.isascii() and NUMBER.fullmatch(plain):
            return Decimal(plain.replace(",", "."))
    number = _typed_number(raw)
    if number is not None:
        return number
    raise Unfit(msg("Write a number with digits, for example 12 or 12,5."))


def _typed_number(raw: object) -> Decimal | None:
    """A number that is one already, finite, below 10^15 and with at most 6 decimals."""
    if isinstance(raw, int) and not isinstance(raw, bool):
        return Decimal(raw) if -LARGEST < raw < LARGEST else None
    number = Decimal(str(raw)) if isinstance(raw, float | Decimal) else None
    if number is None or not number.is_finite() or not -LARGEST < number < LARGEST:
        return None
    return number if number == round(number, 6) else None


def _tick(_field: Checkbox, raw: object, _known: Known) -> bool:
    if raw is None or isinstance(raw, bool):
        return bool(raw)
    if isinstance(raw, str) and raw in {"", "true", "false"}:
        return raw == "true"
    raise Unfit(msg("Tick the box or leave it empty."))


def _one_of(field: Choice, raw: object, known: Known) -> str | int | None:
    if raw is None or raw == "":
        return None
    if isinstance(field, Radio) and field.is_yes_no:
        return _yes_or_no(raw)
    return _option(options_of(field, known.context), raw)


def _yes_or_no(raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    if raw in ("true", "false"):
        return raw == "true"
    raise Unfit(_not_offered())


def _some_of(field: Checklist, raw: object, known: Known) -> list[str | int]:
    sent = raw if isinstance(raw, list) else [] if raw in (None, "") else [raw]
    options = options_of(field, known.context)
    if len(sent) > 2 * len(options) + 2:
        raise Unfit(_not_offered())
    chosen = {_option(options, item) for item in sent}
    return [option.value for option in options if option.value in chosen]


def _option(options: tuple[Option, ...], raw: object) -> str | int:
    if isinstance(raw, str | int) and not isinstance(raw, bool):
        for option in options:
            if raw == option.value or raw == str(option.value):
                return option.value
    raise Unfit(_not_offered())


def _not_offered() -> Message:
    return msg("Choose one of the answers that are offered.")


def _day(_field: DateField, raw: object, _known: Known) -> date | None:
    if raw is None or (isinstance(raw, date) and not isinstance(raw, datetime)):
        return raw if raw is None else _in_our_time(raw.year, raw.month, raw.day)
    if isinstance(raw, Mapping):
        parts = [raw.get(part) for part in ("year", "month", "day")]
        parts = [part.strip() if isinstance(part, str) else part for part in parts]
    else:
        parts = _written_day(raw)
    if all(part is None or part == "" for part in parts):
        return None
    return _in_our_time(*(_digits(part) for part in parts))


def _written_day(raw: object) -> list[object]:
    """Year, month and day of `2026-10-05`, or of `5.10.2026` as people write it here."""
    text = raw.strip() if isinstance(raw, str) and len(raw) <= 40 else None
    if text == "":
        return []
    found = WRITTEN_DAY.fullmatch(text or "")
    if found is None:
        raise Unfit(msg("Write the date with numbers, for example 5.10.2026."))
    groups = found.groupdict()
    return [groups[part] or groups[f"{part}2"] for part in ("year", "month", "day")]


def _digits(part: object) -> int:
    if isinstance(part, int) and not isinstance(part, bool):
        return part
    if isinstance(part, str) and part.isascii() and FEW_DIGITS.fullmatch(part):
        return int(part)
    raise Unfit(msg("Give the day, the month and the year as numbers."))


def _in_our_time(year: int, month: int, day: int) -> date:
    if year not in YEARS:
        raise Unfit(msg("Write the year with four digits, for example 2026."))
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        raise Unfit(msg("There is no such date in the calendar.")) from None


def _files(field: FilePicker, raw: object, _known: Known) -> list[str]:
    sent = raw if isinstance(raw, list) else [] if raw in (None, "") else [raw]
    if len(sent) > (MOST_FILES if field.multiple else 1):
        raise Unfit(msg("Too many files."))
    if not all(isinstance(item, str) and FILE_ID.fullmatch(item) for item in sent):
        raise Unfit(msg("The file did not arrive; please add it once more."))
    return [str(item) for item in sent]


def _points(field: QuestionnaireField, raw: object, known: Known) -> dict[str, int]:
    instrument = known.instruments.get(field.instrument)
    if instrument is None:
        raise Unfit(msg("The questionnaire “{name}” is not available.", name=field.instrument))
    sent = {} if raw in (None, "") else raw
    if not isinstance(sent, Mapping):
        raise Unfit(msg("Answer the questions one by one."))
    offered = item_points(instrument)
    strange = next((str(item)[:20] for item in sent if item not in offered), None)
    if strange is not None:
        raise Unfit(msg("This questionnaire has no question “{item}”.", item=strange))
    points = {item: _one_digit(sent[item]) for item in offered if sent.get(item) not in (None, "")}
    problems = {f".{item}": _not_offered() for item, given in points.items() if given not in offered[item]}
    if points:  # some but not all: half a questionnaire has no score
        problems |= {f".{item}": msg("Choose an answer.") for item in offered if item not in points}
    if problems:
        raise Unfit(problems=problems)
    return points


def _one_digit(answer: object) -> int:
    if isinstance(answer, int) and not isinstance(answer, bool):
        return answer
    is_written = isinstance(answer, str) and answer.isascii() and FEW_DIGITS.fullmatch(answer)
    return int(str(answer)) if is_written else -1


READERS: dict[type[Field], Callable[..., object]] = {
    TextField: _text,
    TextArea: _lines,
    NumberField: _number,
    Checkbox: _tick,
    Checklist: _some_of,
    Radio: _one_of,
    Select: _one_of,
    DateField: _day,
    FilePicker: _files,
    QuestionnaireField: _points,
}
