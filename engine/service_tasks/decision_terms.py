"""Notices to the office about the term in which a decision is due."""

from __future__ import annotations

from engine.domain.deadlines import decision_due
from engine.domain.rules import Rules
from engine.persistence.tables.cases import CaseState, ServiceCase
from engine.service_tasks.case_values import case_id_of, the_day
from engine.service_tasks.outcome import Letter, Reading, Values

UNDECIDED = frozenset({CaseState.APPLIED, CaseState.INCOMPLETE, CaseState.ASSESSING, CaseState.DECIDING})


def notice(kind: str, values: Values, reading: Reading, rules: Rules) -> list[Letter]:
    """The notice of this kind, once for each term; nothing where the case was decided meanwhile."""
    case_id = case_id_of(reading)
    if reading.session.get_one(ServiceCase, case_id).state not in UNDECIDED:
        return []
    starts_on = the_day(values, "term_starts_on")
    term = {"term_starts_on": starts_on, "term_ends_on": decision_due(starts_on, rules)}
    return [Letter(kind=kind, person_id=None, values=term, key=f"{kind}:{case_id}:{starts_on}")]
