"""Another assistant was asked for: the contract ends the day before, an unsigned one is dropped."""

from __future__ import annotations

from datetime import date, timedelta

from engine.domain.assistant_changes import ChangeOutcome, change_of_assistant
from engine.domain.rules import Rules
from engine.errors import BusinessError
from engine.messages_catalogue import say
from engine.persistence.effects.cases import AddNote
from engine.persistence.effects.context import Effect
from engine.persistence.queries.cases import changes_of_assistant
from engine.service_tasks.case_values import case_id_of, the_day
from engine.service_tasks.contract_endings import end_running_contract
from engine.service_tasks.outcome import Outcome, Reading, Values

CHANGED = "assistant_changed"


def end_contract_for_change(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """contract_active=False. More changes in a year than the rules foresee are noted or, where the order
    says so (MK 942), refused with the error `change_not_allowed`."""
    last_day = the_day(values, "change_from") - timedelta(days=1)
    ended = end_running_contract(reading, last_day, CHANGED)
    return Outcome(
        {"contract_active": False},
        [*ended.effects, *(_warning(reading, rules, last_day) if ended.was_in_force else [])],
    )


def _warning(reading: Reading, rules: Rules, day: date) -> list[Effect]:
    case_id = case_id_of(reading)
    change = change_of_assistant(changes_of_assistant(reading.session, case_id, day.year), day, rules)
    if change.message is None:
        return []
    if change.outcome is ChangeOutcome.REFUSED:
        raise BusinessError("change_not_allowed", change.message)
    return [AddNote(case_id, say(change.message, "lv"))]
