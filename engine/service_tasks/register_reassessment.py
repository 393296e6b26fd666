"""The head has the case assessed again: the order is kept, with what it will be held against."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Regime, Rules
from engine.domain.weekly_purposes import TABLE_ORDER
from engine.errors import EngineError, NotFound
from engine.messages_catalogue import msg
from engine.persistence.effects.reassessments import OrderReassessment
from engine.persistence.queries.reassessments import is_open, newest_assessment
from engine.persistence.tables.cases import DecisionOutcome
from engine.service_tasks.case_values import case_id_of, given
from engine.service_tasks.outcome import Outcome, Reading, Values
from engine.service_tasks.standing import standing

FORM_BY_WEEK = "forms/assessment_r942/assess_activities_again.json"
ASKED_ANEW = (
    "questionnaire",
    "assessment_note",
    "assessment_outcome",
    "activities_note",
    *(f"hours_{purpose}" for purpose in TABLE_ORDER),
    "loss_of_vision",
    "vision_benefit",
    "purpose_ends_on",
    "weekly_hours",
    "hours_per_week",
    "unpaid_hours_per_week",
    "payable_hours_per_week",
    "change_approval",
    "change_note",
)
"""What the first assessment, or an earlier second one, left behind."""


def register_reassessment(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """reassessment_id, earlier_hours; what the first assessor answered is not shown to the second.

    EngineError for a child who was assessed without points, under MK 942 in an earlier release, without a
    granted decision, or for a second order before the first is done.
    """
    case_id = case_id_of(reading)
    decision = standing(reading).decision
    if values.get("regime") == Regime.R942:
        _refuse_without_form(reading)
    elif values.get("eligibility") != "adult":
        raise EngineError(
            msg("A child is not assessed with the questionnaire: there are no points to compare.")
        )
    if decision is None or decision.is_annulled or decision.outcome is DecisionOutcome.REFUSED:
        raise EngineError(msg("There is no decision in this case that grants hours."))
    if is_open(reading.session, case_id):
        raise EngineError(msg("Another assessment of this case was ordered before and is not done yet."))
    earlier = newest_assessment(reading.session, case_id)
    order = OrderReassessment(
        reassessment_id=reading.new_id("reassessment"),
        case_id=case_id,
        reason=given(values, "reassessment_reason", str),
        earlier_assessment_id=None if earlier is None else earlier.id,
        earlier_hours=decision.hours_per_month,
    )
    return Outcome(
        {
            "reassessment_id": order.reassessment_id,
            "earlier_hours": order.earlier_hours,
            **dict.fromkeys(ASKED_ANEW),
        },
        [order],
    )


def _refuse_without_form(reading: Reading) -> None:
    """Running cases stay on their release: an earlier one would ask for the questionnaire under MK 942."""
    try:
        reading.release_file(FORM_BY_WEEK)
    except NotFound:
        raise EngineError(
            msg("This case goes by earlier diagrams, in which nobody assesses again under MK 942.")
        ) from None
