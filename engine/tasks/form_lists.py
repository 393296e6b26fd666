"""What forms take from the house's own rows: people to choose from, and what a month holds already."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.bpmn.scripting import Values
from engine.persistence.queries import choices, month_kept
from engine.runtime import Session
from engine.task_forms import Form
from engine.task_forms.fields import MonthEntries
from engine.task_forms.month_privacy import KEPT

Option = dict[str, object]
LISTS: dict[str, Callable[[Session], list[Option]]] = {
    "assistants": choices.assistants,
    "providers": choices.providers,
}


def lists(session: Session, form: Form, values: Values) -> Mapping[str, object]:
    """The named lists that this form's fields ask for, each [{"value", "label"}]; a month's own entries."""
    asked = {getattr(field, "options_from", "") for field in form.fields()}
    found: dict[str, object] = {name: LISTS[name](session) for name in sorted(asked & LISTS.keys())}
    asks_for_days = any(isinstance(field, MonthEntries) and not field.disabled for field in form.fields())
    if asks_for_days and type(values.get("contract_id")) is int and "period" in values:
        found["days_with_times"] = choices.days_with_times(session, values)
    if any(str(getattr(field, "prefill", "")).startswith(KEPT) for field in form.fields()):
        found |= month_kept.entries_kept(session, values)
    return found
