"""The stay is over: from this day the service is given again."""

from __future__ import annotations

from datetime import date, timedelta

from engine.domain.rules import Rules
from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.persistence.effects.contracts import Resume
from engine.service_tasks.case_values import the_day
from engine.service_tasks.months_to_open import months_to_open
from engine.service_tasks.outcome import Outcome, Reading, Values
from engine.service_tasks.standing import moved, standing


def resume_service(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """The last suspended day is the day before `resumed_on`; a month that the stay kept closed opens now."""
    found = standing(reading)
    if found.suspension is None:
        raise EngineError(msg("The service is not suspended."))
    resumed_on, began = the_day(values, "resumed_on"), found.suspension.from_day
    if resumed_on <= began:
        raise EngineError(msg("The service was suspended on {day}; it can be resumed after that.", day=began))
    resumed = Resume(found.suspension.id, resumed_on - timedelta(days=1))
    why = f"resumed:{found.suspension.id}"
    return Outcome(
        effects=[resumed, *moved(reading, suspended=False)],
        follow_ups=list(months_to_open(why, resumed_on, reading, day)),
    )
