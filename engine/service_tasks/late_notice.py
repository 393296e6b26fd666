"""A note for the office where a change was told later than the order asks."""

from __future__ import annotations

from datetime import date

from engine.domain.deadlines import change_notice_by
from engine.domain.rules import NumberUnset, Rules
from engine.messages_catalogue import msg, say
from engine.persistence.effects.cases import AddNote
from engine.service_tasks.case_values import case_id_of
from engine.service_tasks.outcome import Reading


def note_late_notice(changed_on: date, reading: Reading, rules: Rules, day: date) -> list[AddNote]:
    """One note where the change was recorded after its last day; none in time, or where no term is known.

    Source: the recipient's duties (LM-D), three working days. It is told and has no other consequence.
    """
    try:
        last = change_notice_by(changed_on, rules, reading.holidays)
    except NumberUnset:
        return []
    if day <= last:
        return []
    sentence = msg("The change of {changed} was recorded on {day}; it should have been told by {last}.",
                   changed=changed_on, day=day, last=last)  # fmt: skip
    return [AddNote(case_id_of(reading), say(sentence, "lv"))]
