"""Where the start values of a form come from: the application, an earlier step, the system's own calculation.

An origin is kept with the answers, so that a finished form shows what stood in it before anybody typed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime

from engine.persistence.queries import origins as rows
from engine.persistence.queries.origins import Answered
from engine.persistence.queries.tasks import StoredTask
from engine.runtime import Session
from engine.task_forms import Form
from engine.task_forms.fields import Field, MonthEntries, QuestionnaireField
from engine.task_forms.prefill import prefill, starts_from
from engine.task_forms.shown import shown_with
from engine.task_forms.terms import Words

ORIGINS = "origins"  # beside "fields" and "values" of `task_forms.shown`
ASKED_ANEW = (MonthEntries, QuestionnaireField)  # hours and points are never proposed
Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one start value came from, and what it was."""

    source: str  # application, step, before (the same step, opened again), system
    value: object
    title_lv: str = ""
    title_en: str = ""
    by: str = ""
    at: datetime | None = None
    day: date | None = None


def beside(
    session: Session, task: StoredTask, form: Form, values: Values, words: Words
) -> dict[str, dict[str, object]]:
    """All that stood beside the answers: what was only shown, what the form looked at, the origins."""
    start = prefill(form, values, words)
    found = origins(session, task, form, values, start)
    kept: dict[str, object] = {key: asdict(one) for key, one in found.items()}
    return {**shown_with(form, values, words), **({ORIGINS: kept} if kept else {})}


def start_of(session: Session, task: StoredTask, form: Form, values: Values, words: Words) -> Values:
    """What stands in the form of an open task at first; of a step that was opened again, its old answers."""
    before = rows.before_reopening(session, task.task_id)
    return {**prefill(form, values, words), **({} if before is None else before.answers)}


def kept_origins(shown: Mapping[str, Mapping[str, object]] | None) -> dict[str, Origin]:
    """The origins as they were kept with the answers of a finished task."""
    found = (shown or {}).get(ORIGINS, {})
    return {key: Origin(**one) for key, one in found.items() if isinstance(one, dict)}


def origins(
    session: Session, task: StoredTask, form: Form, values: Values, start: Values
) -> dict[str, Origin]:
    """Key → origin, for every question that starts with a value; a rule such as “today” has none."""
    asked = [field for field in form.fields() if _may_start(field)]
    before = rows.before_reopening(session, task.task_id) if asked else None
    wanted = [field for field in asked if field.key in start or (before and field.key in before.answers)]
    if not wanted:
        return {}
    known = rows.answered(session, task.instance_id, task.case_id)
    return dict(_found(wanted, values, start, (before, known)))


def _found(
    wanted: list[Field], values: Values, start: Values, told: tuple[Answered | None, list[Answered]]
) -> Iterator[tuple[str, Origin]]:
    before, known = told
    for field in wanted:
        if before is not None and field.key in before.answers:
            yield field.key, _origin("before", before, before.answers[field.key])
            continue
        names = starts_from(field, values, start[field.key])
        if names is None:
            continue  # a rule of the form, no value of the case
        one = next((one for name in names for one in known if _says(one, name, values)), None)
        if one is None:
            yield field.key, Origin("system", start[field.key])
        else:
            yield field.key, _origin("step" if one.title_lv else "application", one, start[field.key])


def _origin(source: str, one: Answered, value: object) -> Origin:
    return Origin(source, value, one.title_lv, one.title_en, one.by, one.at, one.day)


def _may_start(field: Field) -> bool:
    return not field.disabled and not isinstance(field, ASKED_ANEW)


def _says(one: Answered, name: str, values: Values) -> bool:
    return name in one.answers and one.answers[name] == values.get(name)
