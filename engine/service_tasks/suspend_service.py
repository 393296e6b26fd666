"""The recipient is in a hospital, an institution or a prison: from this day the service is not given."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.persistence.effects.contracts import Suspend
from engine.service_tasks.case_values import given, the_day
from engine.service_tasks.late_notice import note_late_notice
from engine.service_tasks.outcome import Outcome, Reading, Values
from engine.service_tasks.standing import moved, standing

IN_PATIENT = frozenset({"hospital"})  # reasons that mean a stay as an in-patient


def suspend_service(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """Days from `suspended_from` on do not count until the service is resumed; told late, it gets a note."""
    found = standing(reading)
    if found.contract is None:
        raise EngineError(msg("There is no contract in force that could be suspended."))
    if found.suspension is not None:
        raise EngineError(
            msg("The service has been suspended since {day} already.", day=found.suspension.from_day)
        )
    reason = given(values, "suspension_reason", str)
    since = the_day(values, "suspended_from")
    suspended = Suspend(found.contract.id, since, reason, reason in IN_PATIENT)
    late = note_late_notice(since, reading, rules, day)
    return Outcome(effects=[suspended, *moved(reading, suspended=True), *late])
