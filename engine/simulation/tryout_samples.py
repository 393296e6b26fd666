"""Sample answers of a test run: what a scenario writes into the same form, then the least that fits it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from engine.domain.service_month import ServiceMonth
from engine.errors import InvalidAnswers, Refused
from engine.inbox.task_pages import TaskPage
from engine.scenarios import Scenario, read_scenario
from engine.scenarios.parts import Answers, Complete
from engine.task_forms.conversion import options_of
from engine.task_forms.fields import (
    Checkbox,
    Checklist,
    DateField,
    Field,
    MonthEntries,
    NumberField,
    QuestionnaireField,
    Radio,
    Select,
    TextArea,
    TextCheck,
    TextField,
)

TEXTS: Mapping[TextCheck | None, str] = {
    None: "Paraugs",
    TextCheck.PERSONAL_CODE: "320101-00010",
    TextCheck.EMAIL: "paraugs@example.org",
    TextCheck.PHONE: "20000000",
    TextCheck.IBAN: "LV80BANK0000435195001",
}
POINTS, MINUTES = 1, 60
MOST_ROUNDS = 4  # an answer may bring up another question
_KEY_END = re.compile(r"[\[.]")


@dataclass(frozen=True, slots=True)
class Sample:
    """One possible way to answer a task."""

    answers: Answers
    actor: str = ""  # "": whoever usually does it


def of_scenarios(texts: Mapping[str, str], first: str) -> dict[str, list[Sample]]:
    """Task → how the scenarios answer it; those of the file `first` before the others."""
    found: dict[str, list[Sample]] = {}
    paths = sorted(texts, key=lambda one: (one != first, one))
    for scenario in filter(None, (_read(texts[path].encode(), path) for path in paths)):
        for step in scenario.steps:
            if isinstance(step, Complete) and not step.refused:
                found.setdefault(step.task, []).append(Sample(step.answers, step.actor))
    return found


def _read(data: bytes, path: str) -> Scenario | None:
    try:
        return read_scenario(data, path)
    except Refused:
        return None


def least(page: TaskPage, today: date, judge: Callable[[Answers], object]) -> Iterator[Answers]:
    """The least that fits: only what the form insists on is answered. `judge` raises InvalidAnswers."""
    answers: dict[str, object] = {}
    for _ in range(MOST_ROUNDS):
        try:
            judge(answers)
        except InvalidAnswers as invalid:
            wanted = {_KEY_END.split(place, maxsplit=1)[0] for place in invalid.fields}
            fields = [one for one in page.form.fields() if one.key in wanted - answers.keys()]
            new = {one.key: _answer(one, page, today) for one in fields}
            answers |= {key: value for key, value in new.items() if value is not None}
            continue
        yield answers
        return


def _answer(field: Field, page: TaskPage, today: date) -> object:
    maker = MAKERS.get(type(field))
    return None if maker is None else maker(field, page, today)


def _text(field: TextField, _page: TaskPage, _today: date) -> str:
    return TEXTS[field.check].ljust(field.min_length, ".")


def _number(field: NumberField, _page: TaskPage, _today: date) -> str:
    return str(field.minimum if field.minimum is not None else 1)


def _option(field: Any, page: TaskPage, _today: date) -> object:
    found = options_of(field, page.context)
    return found[0].value if found else None


def _options(field: Checklist, page: TaskPage, today: date) -> object:
    found = _option(field, page, today)
    return None if found is None else [found]


def _points(field: QuestionnaireField, page: TaskPage, _today: date) -> object:
    return {item.item_id: POINTS for item in page.instruments[field.instrument].instrument.items}


def _month(_field: MonthEntries, page: TaskPage, today: date) -> object:
    if page.month is None:
        return None
    first = ServiceMonth.parse(page.month.period).first_day
    days = [first + timedelta(days=number) for number in range(28)]
    is_open = [day for day in days if day <= today and day.isoformat() not in page.month.closed]
    return {is_open[0].isoformat(): MINUTES} if is_open else None


MAKERS: Mapping[type[Field], Callable[[Any, TaskPage, date], object]] = {
    TextField: _text,
    TextArea: lambda field, _page, _today: TEXTS[None].ljust(field.min_length, "."),
    NumberField: _number,
    Checkbox: lambda _field, _page, _today: True,
    Radio: _option,
    Select: _option,
    Checklist: _options,
    DateField: lambda _field, _page, today: today,
    QuestionnaireField: _points,
    MonthEntries: _month,
}
