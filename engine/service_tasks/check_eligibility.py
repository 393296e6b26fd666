"""Age, age group and the service asked for, on which the decision table of eligibility rests."""

from __future__ import annotations

from datetime import date

from engine.domain.eligibility import ServiceKind, personal_facts
from engine.domain.representation import RepresentationKind, represents_until
from engine.domain.rules import Rules
from engine.persistence.effects.cases import MoveCase, RecordRepresentation
from engine.persistence.effects.context import Effect
from engine.persistence.tables.cases import CaseState
from engine.service_tasks.case_values import case_id_of, given, maybe, the_day
from engine.service_tasks.outcome import Outcome, Reading, Values


def check_eligibility(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """Age on the day of the application; the office has seen the documents, so the representation counts."""
    applied_on = the_day(values, "application_day")
    facts = personal_facts(the_day(values, "birth_date"), applied_on, rules)
    wants_companion = maybe(values, "companion_wanted", bool) is True
    return Outcome(
        values={
            "age": facts.age,
            "age_group": str(facts.age_group),
            "service_kind": str(ServiceKind.COMPANION if wants_companion else ServiceKind.ASSISTANT),
            "companion_opinion": maybe(values, "companion_opinion", bool) is True,
            "car_indication": maybe(values, "car_indication", bool) is True,
        },
        effects=[
            *_representation(values, applied_on, rules),
            MoveCase(case_id_of(reading), CaseState.ASSESSING),
        ],
    )


def _representation(values: Values, from_day: date, rules: Rules) -> list[Effect]:
    representative = maybe(values, "representative_id", int)
    if representative is None:
        return []
    kind = RepresentationKind(given(values, "representation_kind", str))
    until = represents_until(kind, the_day(values, "birth_date"), from_day, rules)
    if until is not None and until < from_day:
        return []  # an application from before it was asked whether the kind fits the age
    return [RecordRepresentation(given(values, "recipient_id", int), representative, kind, from_day, until)]
