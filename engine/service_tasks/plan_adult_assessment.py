"""The child has come of age: the service for children ends, the one for adults is another application."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.messages_catalogue import msg, say
from engine.persistence.effects.cases import AddNote
from engine.service_tasks.case_people import applicant_id
from engine.service_tasks.case_values import case_id_of
from engine.service_tasks.outcome import Letter, Outcome, Reading, Values


def plan_adult_assessment(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """A letter to the family and a note for the caseworker."""
    case_id = case_id_of(reading)
    letter = Letter("adult_assessment", applicant_id(values), {}, key=f"adult_assessment:{case_id}")
    sentence = msg("The recipient has turned 18. A new application is needed; adults are assessed anew.")
    return Outcome(effects=[AddNote(case_id, say(sentence, "lv"))], letters=[letter])
