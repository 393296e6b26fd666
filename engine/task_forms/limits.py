"""What is judged or worked out only when every answer is there: limits of dates, computed values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from engine.messages_catalogue import Message, msg
from engine.task_forms.conditions import worked_out
from engine.task_forms.fields import Computed, DateField, Form
from engine.task_forms.terms import Known


def out_of_limits(form: Form, answers: Mapping[str, object], known: Known) -> dict[str, Message]:
    """Key → sentence for every date before `earliest` or after `latest`."""
    names = {**known.context, **answers}
    problems = {}
    for asked in form.fields():
        day = answers.get(asked.key)
        if isinstance(asked, DateField) and isinstance(day, date):
            earliest, latest = (
                worked_out(limit, names, known.words) if limit else None
                for limit in (asked.earliest, asked.latest)
            )
            if isinstance(earliest, date) and day < earliest:
                problems[asked.key] = msg("The date may not be before {day}.", day=earliest)
            elif isinstance(latest, date) and day > latest:
                problems[asked.key] = msg("The date may not be after {day}.", day=latest)
    return problems


def computed(form: Form, answers: Mapping[str, object], known: Known) -> dict[str, object]:
    """The values of the form's expressions; None where one cannot be worked out."""
    names = {**known.context, **answers}
    return {
        asked.key: worked_out(asked.expression, names, known.words)
        for asked in form.fields()
        if isinstance(asked, Computed)
    }
