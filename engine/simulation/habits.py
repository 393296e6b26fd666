"""How made-up people answer each form; None means: not today."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from engine.domain.service_month import ServiceMonth
from engine.simulation.profiles import MonthHabit, Profile

Values = Mapping[str, object]
Answers = dict[str, object]


@dataclass(frozen=True, slots=True)
class Situation:
    """Somebody in front of a task."""

    element_id: str
    values: Values  # of the case where the task stands
    profile: Profile
    today: date
    random: Random
    assistant_id: int  # who shall assist in this case

    @property
    def period(self) -> ServiceMonth:
        """The month the task is about."""
        return ServiceMonth.parse(str(self.values["period"]))


Habit = Callable[[Situation], Answers | None]


def answer(situation: Situation) -> Answers | None:
    """What the made-up person writes into the form, or None where they leave it."""
    if situation.element_id in situation.profile.stops_before or _stops_signing(situation):
        return None
    return HABITS[situation.element_id](situation)


def _stops_signing(situation: Situation) -> bool:
    period, undone = situation.profile.stops_signing
    return situation.element_id in undone and str(situation.values.get("period", "")) >= period


def _check(situation: Situation) -> Answers:
    if situation.profile.documents == "complete" or situation.values.get("received_documents"):
        return {"application_complete": True}
    return {
        "application_complete": False,
        "missing_documents": ["commission_opinion"],
        "documents_due": situation.today + timedelta(days=14),
    }


def _assess(situation: Situation) -> Answers:
    points = {f"q{number:02d}": situation.profile.points for number in range(1, 13)}
    return {"questionnaire": points, "assessment_note": ""}


def _purposes(situation: Situation) -> Answers:
    purpose = "child" if situation.profile.is_child else situation.profile.purpose
    return {"purposes": [purpose]}


def _draft(situation: Situation) -> Answers:
    values = situation.values
    drafted: Answers = {
        "decision_outcome": values["proposed_outcome"],
        "decision_reasons": values["proposed_reasons"],
    }
    if values["proposed_outcome"] != "refused":
        drafted |= {
            "decision_hours": values["proposed_hours"],
            "valid_from": values["proposed_valid_from"],
            "valid_to": values["proposed_valid_to"],
        }
    return drafted


def _choose(situation: Situation) -> Answers:
    starts = situation.values.get("valid_from")
    first_day = max(situation.today, starts) if isinstance(starts, date) else situation.today
    return {
        "assistant_id": situation.assistant_id,
        "contract_form": situation.profile.contract_form,
        **({"provider_id": situation.profile.provider_id} if situation.profile.provider_id else {}),
        "first_day": first_day,
    }


def _enter(situation: Situation) -> Answers | None:
    contract_id = situation.values.get("contract_id")
    delay = contract_id % 3 if isinstance(contract_id, int) else 0  # some sign on the last day, some later
    is_early = situation.today < situation.period.last_day + timedelta(days=delay)
    if is_early or situation.profile.habit is MonthHabit.NOBODY:
        return None
    return {"entries": entries(situation), "signed": True}


def _confirm(situation: Situation) -> Answers | None:
    habit = situation.profile.habit
    if habit is MonthHabit.ONLY_ASSISTANT:
        return None
    corrects = habit is MonthHabit.RECIPIENT_CORRECTS and situation.values.get("change_note") is None
    if corrects:
        entered = dict(situation.values.get("entries") or {})  # type: ignore[call-overload]
        first = min(entered, default=None)
        if first is not None:
            entered[first] = max(entered[first] - 30, 30)
            return {"verdict": "changed", "entries": entered, "change_note": "hours_differ"}
    return {"verdict": "confirmed"}


def _review(situation: Situation) -> Answers:
    return {"findings_verdict": situation.profile.findings_verdict, "findings_note": "limit_applies"}


def _fallback(situation: Situation) -> Answers:
    found = situation.values.get("entries") or entries(situation)
    content = {"entries": found} if found else {"nothing_given": True}
    return {
        "fallback_channel": situation.random.choice(["paper", "phone", "office"]),
        "fallback_reason": "no_answer",
        **content,
    }


def entries(situation: Situation) -> dict[str, int]:
    """Minutes on the working days of the month that lie under the contract, up to the share of the grant."""
    month, profile = situation.period, situation.profile
    granted = situation.values["granted_minutes"]
    share = 130 if profile.habit is MonthHabit.TOO_MANY_HOURS else profile.hours_share
    left = int(str(granted)) * share // 100
    first = situation.values.get("contract_first_day")
    found: dict[str, int] = {}
    for day in month.days():
        is_open = not isinstance(first, date) or day >= first
        minutes = min(left, 30 * situation.random.randint(6, 15))
        if day.weekday() < 5 and is_open and day <= situation.today and minutes > 0:
            found[day.isoformat()] = minutes
            left -= minutes
    return found


def _pay(situation: Situation) -> Answers:
    return {"paid_on": situation.today, "payment_note": ""}


def _reply(situation: Situation) -> Answers:
    return {
        "reply": "accepted",
        "reply_cents": situation.values["total_cents"],
        "reply_note": "",
        "reply_day": situation.today,
    }


def _always(**answers: object) -> Habit:
    return lambda situation: dict(answers)


HABITS: dict[str, Habit] = {
    "check_application": _check,
    "assess_need": _assess,
    "confirm_child": _always(treatment_weekly=False, child_note=""),
    "set_purposes": _purposes,
    "draft_decision": _draft,
    "approve_decision": _always(approval="approved"),
    "choose_assistant": _choose,
    "sign_contract_recipient": _always(signing_method_recipient="by_hand", plain_signature_agreed=True),
    "sign_contract_assistant": _always(signing_method_assistant="by_hand", plain_signature_agreed=True),
    "sign_contract_office": _always(signing_method_office="secure_e_signature"),
    "review_contestation": _always(contest_outcome="upheld", contest_note="Lēmums ir pamatots."),
    "enter_month": _enter,
    "confirm_month": _confirm,
    "countersign_month": _always(verdict="confirmed"),
    "record_fallback": _fallback,
    "review_findings": _review,
    "review_claim": _always(review_verdict="ready", review_note=""),
    "approve_claim": _always(approval="approved"),
    "record_ministry_reply": _reply,
    "pay_assistants": _pay,
    "pay_providers": lambda situation: {"providers_paid_on": situation.today, "provider_payment_note": ""},
}
"""User task → habit. A task without a habit stays open: nobody invents an answer for it."""
