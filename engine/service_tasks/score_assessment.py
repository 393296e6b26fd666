"""Adds up the points of the questionnaire and keeps the assessment."""

from __future__ import annotations

from datetime import date

from engine.domain.questionnaire import Instrument, Score, score
from engine.domain.rules import Rules
from engine.persistence.effects.decisions import KeepAssessment
from engine.service_tasks.case_values import case_id_of, given
from engine.service_tasks.instrument_used import instrument_of_form
from engine.service_tasks.outcome import Outcome, Reading, Values


def score_assessment(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """score and scored_items; what the score means stands in the decision table."""
    stem, instrument = instrument_of_form(reading, "forms/assessment_questionnaire/assess_need.json")
    answers = given(values, "questionnaire", dict)
    total = score(instrument, answers)
    items = [
        {"item": one.item.item_id, "answer": one.option.label.get("lv", ""), "points": one.option.points}
        for one in total.scored_items
    ]
    assessment_id = reading.new_id("assessment")
    kept = KeepAssessment(
        assessment_id=assessment_id,
        case_id=case_id_of(reading),
        instrument=stem,
        instrument_version=instrument.version,
        answers={"questionnaire": answers, "assessment_note": values.get("assessment_note")},
        score=total.total,
        explanation=_explanation(instrument, total, items),
    )
    set_values = {"assessment_id": assessment_id, "score": total.total, "scored_items": items}
    return Outcome(set_values, [kept])


def _explanation(instrument: Instrument, total: Score, items: list[dict[str, object]]) -> dict[str, object]:
    return {"official": instrument.official, "score": total.total, "items": items}
