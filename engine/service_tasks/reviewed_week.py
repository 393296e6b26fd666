"""Hours a week for each purpose as the authority sets them when it changes a decision under MK 942."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Regime, Rules
from engine.domain.weekly_purposes import TABLE_ORDER, weekly_hours
from engine.errors import InvalidAnswers
from engine.messages_catalogue import msg
from engine.service_tasks.outcome import Values
from engine.service_tasks.weekly_grants import week_as_values
from engine.service_tasks.weekly_need import needed_hours, weekly_need


def reviewed_week(values: Values, rules: Rules, day: date) -> dict[str, object]:
    """The values of the changed decision; nothing where it refuses, or its hours go by the month.

    The caps of the order hold for the authority too. InvalidAnswers where it grants no hours at all.
    """
    is_grant = values.get("contest_decision_outcome") in ("granted", "partly")
    if rules.pack.name != Regime.R942 or not is_grant or values.get("contest_outcome") != "changed":
        return {}
    asked = {f"hours_{purpose}": values.get(f"contest_week_{purpose}") for purpose in TABLE_ORDER}
    need = {**values, **asked}
    if not needed_hours(need):
        said = msg("Enter the hours a week for at least one purpose.")
        raise InvalidAnswers({f"contest_week_{TABLE_ORDER[0]}": said})
    return week_as_values(weekly_hours(weekly_need(need), rules, day))
