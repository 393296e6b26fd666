"""What processes begin with and what operations set, each with a value as it may look.

Diagrams, tables, forms and letters are tried with these. A test compares the names and kinds with what the
operations really set in the scenarios, so that this list cannot drift from the code.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from engine.domain.weekly_purposes import TABLE_ORDER

Sample = Mapping[str, object]

DAY = date(2026, 10, 5)
LATER = date(2026, 11, 9)
LAST = date(2029, 10, 4)
BORN = date(1990, 5, 17)

DECISION: Sample = {
    "decision_id": 9,
    "decision_number": "2026-000123/L1",
    "decision_hours": 80,
    "valid_from": DAY,
    "valid_to": LAST,
    "contest_by": LATER,
    "contract_active": True,
}

WEEK: Sample = {
    "purposes": ["work", "leisure"],
    "weekly_hours": {"work": 8, "leisure": 10},
    "hours_per_week": 18,
    "unpaid_hours_per_week": 0,
    "payable_hours_per_week": 18,
}

GRANTED_BY_WEEK: Sample = {
    "weekly_hours": {"work": 8, "leisure": 10},
    "vision_benefit": False,
    "purposes_asked": ["work", "leisure"],
    "purposes_granted": [{"purpose": {"text": "Darbs", "values": {}}, "hours": 8}],
}
MONTH: Sample = {
    "subject": "Anna Bērziņa, 2026. gada oktobris",
    "month_id": 4,
    "contract_id": 5,
    "case_id": 1,
    "period": "2026-10",
    "regime": "proposed_2019",
    "recipient_id": 2,
    "assistant_id": 6,
    "recipient_signer_id": 2,
    "recipient_signer_kind": "recipient",
    "granted_minutes": 4800,
}

JOURNEYS: list[object] = [
    {
        "day": DAY,
        "purpose": {"text": "Paid work, there and back", "values": {}},
        "how": {"text": "By car, {km} km", "values": {"km": "12"}},
    }
]

ASKED_FOR: Sample = {"service_kind": "assistant", "companion_opinion": False, "car_indication": False}
SELDOM_ASKED = (
    "recipient_code_reason", "representative_code_reason", "car_indication", "companion_wanted",
    "companion_opinion",
)  # fmt: skip

STARTS: Mapping[str, Sample] = {
    "assistant_service": {
        "subject": "Anna Bērziņa",
        "case_id": 1,
        "case_number": "2026-000123",
        "regime": "proposed_2019",
        "recipient_id": 2,
        "representative_id": 3,
        "application_day": DAY,
        "application_channel": "paper",
        "birth_date": BORN,
        "disability_group": "I",
        "functional_limitation": "movement",
        "special_care_opinion": True,
        **dict.fromkeys(SELDOM_ASKED),
        "opinion_valid_to": LAST,
        "disability_valid_to": LAST,
        "declared_here": True,
        "notify_by": "email",
        "representation_kind": "parent",
        "purposes_wanted": ["work_study_para"],
        "taken_over": False,
    },
    "monthly_confirmation": MONTH,
    "monthly_report_r942": {**MONTH, "regime": "r942", **GRANTED_BY_WEEK},
    "month_correction": {
        **MONTH,
        "correction_id": 12,
        "pay_before_cents": 43360,
        **GRANTED_BY_WEEK,
        "journeys_made": True,
        "journeys": [],
        "journeys_shown": JOURNEYS,
    },
    "ministry_claim": {
        "subject": "Ogres novads, 2026. gada oktobris",
        "claim_id": 7,
        "period": "2026-10",
        "regime": "proposed_2019",
    },
}
"""Process → the values that the engine hands it when it begins."""

START_RULE_VALUES: Sample = {"period": "2026-10"}
"""What a start rule may ask for: it is worked out before there is an instance."""

SET_BY: Mapping[str, Sample] = {
    "activate_contract": {"contract_active": True},
    "announce_correction": {
        "findings": [{"rule": "over_grant", "minutes": 60}],
        "has_findings": True,
        "payable_minutes": 4800,
        "pay_cents": 43360,
        "pay_difference_cents": -542,
        "correction_agreed": False,
        "correction_due": LATER,
    },
    "apply_contestation": {"contest_decided_on": DAY, "court_by": LATER},
    "calculate_hours": {
        "hours_per_month": 80,
        "hours_steps": [{"rule": "base_hours"}],
        "proposed_valid_to": LAST,
    },
    "calculate_remuneration": {
        "payable_minutes": 4800,
        "rate": "5.4200",
        "pay_cents": 43360,
        "state_cost_cents": 43360,
        "gross_cents": 43360,
        "remuneration_steps": [{"rule": "rate"}],
        "pack_revision": "proposed_2019",
    },
    "calculate_transport": {
        "transport_asked_cents": 1850,
        "transport_cents": 1200,
        "transport_reasons": [
            {"day": DAY, "reason": {"text": "The journey is not in this month.", "values": {}}, "cents": 650}
        ],
        "transport_steps": [{"rule": "journey"}],
    },
    "calculate_weekly_hours": {
        **WEEK,
        "hours_per_month": 78,
        "hours_steps": [{"rule": "weekly_purpose"}],
        "proposed_valid_to": LAST,
    },
    "check_eligibility": {"age": 36, "age_group": "adult", **ASKED_FOR},
    "check_entitlement": {"eligibility": "adult", "eligibility_reason": "entitled_adult"},
    "check_month": {
        "evidence_due": LATER,
        "has_journeys": True,
        "journeys_shown": JOURNEYS,
        "findings": [{"rule": "over_grant", "minutes": 60}],
        "has_findings": True,
        "payable_days": {"2026-10-05": 60},
        "payable_minutes": 4800,
    },
    "close_application": {"end_reason": "withdrawal", "ended_on": DAY},
    "close_claim": {},
    "close_contestation": {"decision_affected": True},
    "close_refused_case": {},
    "collect_claim_lines": {
        "line_count": 12,
        "blocked_count": 1,
        "pay_cents": 520320,
        "admin_cents": 13008,
        "total_cents": 533328,
    },
    "drop_unsigned_contract": {"contract_active": False},
    "compare_reassessment": {
        "hours_differ": True,
        "reassessed_hours": 160,
        "reassessed_steps": [{"rule": "base_hours"}],
        "weeks_compared": [{"purpose": {"text": "Together", "values": {}}, "before": 12, "now": 18}],
        "change_proposed_outcome": "granted",
        "change_proposed_hours": 160,
        "change_proposed_valid_from": DAY,
        "change_proposed_valid_to": LAST,
        "change_proposed_reasons": "Anketā ir 26 punkti.",
    },
    "end_contract_for_change": {"contract_active": False},
    "end_contract_for_death": {"contract_active": False},
    "end_service": {"end_reason": "withdrawal", "ended_on": DAY},
    "escalate_decision_term": {},
    "export_claim": {},
    "freeze_claim": {"claim_hash": "0" * 64},
    "issue_changed_decision": {},
    "issue_decision": {**DECISION, "notified_on": DAY},
    "keep_individual_assessment": {"assessment_id": 8, "support_level": "individual", "refusal_ground": None},
    "list_provider_invoices": {"provider_invoice_count": 1},
    "mark_documents_missing": {"eligibility": "not_eligible", "eligibility_reason": "documents_missing"},
    "mark_month_late": {},
    "plan_adult_assessment": {},
    "post_correction": {"payable_minutes": 4800, "pay_cents": 43360},
    "post_to_ledger": {"entry_id": "month-4"},
    "prepare_contract": {"contract_id": 5},
    "prepare_decision": {
        "proposed_outcome": "granted",
        "proposed_hours": 80,
        "proposed_valid_from": DAY,
        "proposed_valid_to": LAST,
        "proposed_reasons": "Anketā ir 20 punkti.",
    },
    "prepare_payments": {"payment_order_count": 3, "payroll_line_count": 9},
    "record_assistant_signature": {
        "both_signed": False,
        "assistant_signed_on": DAY,
        "total_minutes": 4800,
        "journeys_shown": JOURNEYS,
    },
    "record_correction_assistant": {},
    "record_correction_otherwise": {"correction_agreed": True},
    "record_correction_recipient": {"correction_agreed": True},
    "record_court_outcome": {},
    "record_fallback_signature": {"both_signed": True, "signed_by_fallback": True},
    "record_recipient_signature": {"both_signed": True},
    "refresh_contest_term": {"contest_by": LATER, "contest_term_moved": False},
    "refresh_decision": {
        **DECISION,
        "decision_outcome": "granted",
        "contest_open": False,
        "contract_id": 5,
        "assistant_id": 6,
        **WEEK,
    },
    "register_application": {"term_starts_on": DAY, "reassessment_id": None},
    "register_reassessment": {
        "reassessment_id": 11,
        "earlier_hours": 80,
        "questionnaire": None,
        "assessment_note": None,
        "change_approval": None,
        "change_note": None,
    },
    "register_contestation": {"contestation_id": 10, "contest_in_time": True},
    "register_ministry_reply": {},
    "register_payment": {"providers_unpaid": 1},
    "register_provider_payment": {"providers_unpaid": 0},
    "reject_month": {"payable_minutes": 0, "pay_cents": 0},
    "remind_contract": {},
    "remind_of_tasks": {},
    "remind_renewal": {},
    "request_documents": {},
    "resume_service": {},
    "return_claim_to_review": {},
    "score_assessment": {"assessment_id": 8, "score": 20, "scored_items": [{"item": "q01", "points": 2}]},
    "send_month_reminder": {},
    "submit_claim_for_approval": {},
    "suspend_service": {},
    "warn_decision_term": {},
    "withdraw_correction": {},
}
"""Operation → the values it sets."""

RAISED_BY: Mapping[str, frozenset[str]] = {
    "calculate_hours": frozenset({"number_unset"}),
    "calculate_remuneration": frozenset({"no_rate"}),
    "calculate_weekly_hours": frozenset({"number_unset"}),
    "end_contract_for_change": frozenset({"change_not_allowed"}),
    "prepare_contract": frozenset({"assistant_not_allowed"}),
}
"""Operation → the codes of the errors that a diagram can catch; the others raise none."""

MESSAGES_SENT = frozenset(
    {
        "application_received", "assistant_change_requested", "assistant_died", "contestation_received",
        "court_outcome_received", "documents_received", "entries_changed", "evidence_changed",
        "reassessment_ordered", "recipient_died", "recipient_moved_away", "service_ground_ended",
        "service_not_used", "service_resumed", "service_suspended", "service_withdrawn",
    }
)  # fmt: skip
"""The messages that somebody can send: each has a button or a form."""

SENT_BARE = frozenset({"entries_changed", "evidence_changed"})
"""The messages that come without a form."""

IN_FORMS: Sample = {
    "assistants": [{"value": 6, "label": "Jānis Ozols"}],
    "providers": [{"value": 11, "label": "SIA Palīgs"}],
    "days_with_times": ["2026-10-05"],
    "entries_kept": {"2026-10-05": 60},
    **{f"entries_kept_{purpose}": {"2026-10-05": 60} for purpose in TABLE_ORDER},
    "journeys_kept": [],
    "entered_by": "office",
    "order": "proposed_2019",
    "may_accept_code": False,
}
"""What expressions of a form may ask for beside the values of the process."""
