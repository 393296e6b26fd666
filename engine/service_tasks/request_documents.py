"""Documents are missing: the applicant is told which, and by when."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.persistence.effects.cases import MoveCase
from engine.persistence.tables.cases import CaseState
from engine.service_tasks.case_people import applicant_id
from engine.service_tasks.case_values import case_id_of, given, the_day
from engine.service_tasks.outcome import Letter, Outcome, Reading, Values


def request_documents(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """A letter with the missing documents, once a day and deadline; the case is incomplete."""
    case_id, due = case_id_of(reading), the_day(values, "documents_due")
    letter = Letter(
        kind="request_documents",
        person_id=applicant_id(values),
        values={"missing_documents": given(values, "missing_documents", list), "documents_due": due},
        key=f"request_documents:{case_id}:{day}:{due}",
    )
    return Outcome(effects=[MoveCase(case_id, CaseState.INCOMPLETE)], letters=[letter])
