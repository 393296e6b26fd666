"""A decision is contested: it is registered, and the authority will review it."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.persistence.effects.decisions import KeepContestation
from engine.service_tasks.case_values import given, the_day
from engine.service_tasks.outcome import Outcome, Reading, Values
from engine.service_tasks.standing import after, moved, standing


def register_contestation(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """contestation_id, and whether it came in time; a late one is reviewed too, and the authority sees it."""
    found = standing(reading)
    if found.decision is None or found.decision.is_annulled:
        raise EngineError(msg("There is no decision in this case that could be contested."))
    if found.is_contested:
        raise EngineError(msg("The decision is contested already, and that contest is not over."))
    contested_on = the_day(values, "contested_on")
    contestation_id = reading.new_id("contestation")
    until = found.decision.contest_by
    grounds = given(values, "contest_grounds", str)
    kept = KeepContestation(contestation_id, found.decision.decision_id, contested_on, grounds)
    return Outcome(
        {"contestation_id": contestation_id, "contest_in_time": until is None or contested_on <= until},
        [kept, *moved(after(reading, [kept]))],
    )
