"""For every form: the case's values, and answers with the keys and kinds diagrams and operations count on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from tests.forms.claim_cases import CLAIM_CASES, TODAY
from tests.forms.template_cases import TEMPLATE_CASES

DAY, LATER = date(2026, 11, 2), date(2029, 10, 31)
PERSON = {"given_name": "Anna", "family_name": "Bērziņa", "personal_code": "161175-19997"}
REASONS = "Anketā ir 20 punkti, tas ir liels atbalsts."
APPLICATION: dict[str, Any] = {
    **{f"recipient_{name}": value for name, value in PERSON.items()},
    "application_day": TODAY,
    "application_channel": "paper",
    "applies_for": "self",
    "birth_date": date(1975, 11, 16),
    "recipient_address": "Skolas iela 1, Paraugi",
    "declared_here": True,
    "recipient_phone": "20123456",
    "notify_by": "email",
    "recipient_email": "anna@piemers.lv",
    "language": "lv",
    "disability_group": "I",
    "functional_limitation": "movement",
    "special_care_opinion": False,
    "opinion_number": "",
    "opinion_valid_to": None,
    "disability_valid_to": None,
    "purposes_wanted": ["work_study_para"],
    "assistant_wanted": "",
    "attached_documents": ["commission_opinion"],
    "facts_are_true": True,
}
REPRESENTED = {
    **APPLICATION,
    "applies_for": "other",
    "notify_by": "letter",
    "recipient_email": "",
    **{
        f"representative_{name}": value for name, value in {**PERSON, "personal_code": "061193-06460"}.items()
    },
    "representative_phone": "20123456",
    "representative_email": "",
    "representation_kind": "trustee",
}
GRANTED = {
    "decision_outcome": "granted",
    "decision_hours": 80,
    "decision_reasons": REASONS,
    "valid_from": DAY,
    "valid_to": LATER,
}
CONTRACT = {"valid_from": DAY, "valid_to": LATER, "decision_hours": 80}
OCTOBER = {"period": "2026-10", "granted_minutes": 4800, "entries": {"2026-10-05": 60}}
PURPOSES = (
    "work",
    "education",
    "higher_education",
    "day_centre_rehab",
    "social_events",
    "medical_institutions",
    "leisure",
)
REPORT = {**OCTOBER, "regime": "r942", "purposes_asked": list(PURPOSES), "purposes_granted": []}
USED = {f"entries_{purpose}": {"2026-10-05": 60} for purpose in PURPOSES}
JOURNEYS = {
    "journeys_made": True,
    "journeys": [
        {
            "travelled_on": date(2026, 10, 5),
            "purpose": "work",
            "ticket_cents": None,
            "traveller": None,
            "km": Decimal(12),
            "from_home": False,
        }
    ],
}
TRAVELLED = {**REPORT, "journeys_made": True, "journeys_shown": []}
JUDGED = {
    "transport_group": "I",
    "transport_allowance": False,
    "transport_by_municipality": False,
    "car_ground": "none",
}
FUEL = {"litres_per_100km": Decimal("7.5"), "price_per_litre": Decimal("1.259")}
OPINION = {
    "residence": "declared_here",
    "paid_elsewhere": False,
    "in_institution": False,
    "opinion_kind": "assistant",
    "opinion_issued_on": date(2025, 3, 2),
    "opinion_valid_to": None,
}
WEEK = {
    **{f"hours_{purpose}": 5 for purpose in PURPOSES},
    "loss_of_vision": True,
    "vision_benefit": False,
    "purpose_ends_on": None,
    "activities_note": REASONS,
}
RETURNED = {"change_approval": "returned", "change_note": "Papildiniet."}
ALONE = {"assessment_outcome": "can_move_alone", "activities_note": REASONS}
CHANGED = {"contest_outcome": "changed", "contest_note": REASONS}
NUMBERS = {"contest_hours": 100, "contest_valid_from": DAY, "contest_valid_to": LATER}
BY_HAND = "by_hand"
FILES = ["wordOfAFile"]
SIGNED: dict[str, dict[str, Any]] = {
    who: {f"signing_method_{who}": "secure_e_signature", f"signed_contract_{who}": FILES}
    for who in ("recipient", "assistant", "office")
}
COMPANION = {"eligibility": "child", "service_kind": "companion"}
QUESTIONS = [f"q{number:02d}" for number in range(1, 13)]
ASSISTANTS = {
    "assistants": [{"value": 17, "label": "Jānis"}],
    "providers": [{"value": 3, "label": "SIA Palīgs"}],
}
FORMS_OF_CONTRACT = {"assistant_id": 17, "first_day": DAY}
ANNOUNCED = {"correction_step": "announce", "correction_reason": "hours_missing"}
ENTRIES = {"2026-10-05": 90, "2026-10-06": 45}

CHANGED_DECISION = {
    "changed_outcome": "granted",
    "changed_hours": 160,
    "changed_valid_from": DAY,
    "changed_valid_to": DAY,
    "changed_reasons": REASONS,
}
CHANGED_WEEK = {name: answer for name, answer in CHANGED_DECISION.items() if name != "changed_hours"}
BY_WEEK = {"weeks_compared": [{"purpose": {"text": "Together", "values": {}}, "before": 12, "now": 14}]}

# form, the case's values, answers
FALLBACK = {"fallback_channel": "phone", "fallback_reason": "no_answer"}
CASES: list[tuple[str, Mapping[str, object], Mapping[str, object]]] = [
    ("assistant_service/application_received", {}, APPLICATION),
    ("assistant_service/application_received", {}, REPRESENTED),
    (
        "assistant_service/application_received",
        {"entered_by": "applicant"},
        {key: value for key, value in APPLICATION.items() if not key.startswith("application_")},
    ),
    (
        "assistant_service/application_received",
        {"order": "r316"},
        {
            **REPRESENTED,
            "disability_group": "child",
            "companion_wanted": True,
            "companion_opinion": True,
            "purposes_wanted": ["child"],
        },
    ),
    (
        "assistant_service/application_received",
        {"may_accept_code": True},
        {**REPRESENTED, "recipient_code_reason": REASONS, "representative_code_reason": REASONS},
    ),
    (
        "assistant_service/application_received",
        {"order": "r316"},
        {**APPLICATION, "functional_limitation": "other", "car_indication": True},
    ),
    ("assistant_service/check_application", {}, {"attached_files": FILES, "application_complete": True}),
    (
        "assistant_service/check_application",
        {},
        {
            "attached_files": [],
            "application_complete": False,
            "missing_documents": ["commission_opinion"],
            "documents_due": date(2026, 10, 19),
        },
    ),
    (
        "assistant_service/set_purposes",
        {"eligibility": "adult"},
        {
            "purposes": ["work_study_para", "other"],
            "ends_work_study_para": date(2027, 6, 30),
            "ends_school_board": None,
            "ends_volunteer_daycare_treatment": None,
        },
    ),
    (
        "assistant_service/set_purposes",
        {"eligibility": "child"},
        {"purposes": ["child"]},
    ),
    (
        "assistant_service/set_purposes",
        {"eligibility": "child", "service_kind": "assistant", "treatment_weekly": True},
        {"purposes": ["child_treatment"], "ends_child_treatment": date(2027, 6, 30)},
    ),
    ("assistant_service/set_purposes", COMPANION, {"purposes": ["companion"]}),
    ("assistant_service/resolve_missing_number", {}, {"missing_number_note": "Pamata stundas ievadītas."}),
    ("assistant_service/draft_decision", {}, GRANTED),
    ("assistant_service/draft_decision", {}, {"decision_outcome": "refused", "decision_reasons": REASONS}),
    ("assistant_service/approve_decision", GRANTED, {"approval": "approved"}),
    (
        "assistant_service/approve_decision",
        GRANTED,
        {"approval": "returned", "approval_note": "Papildiniet pamatojumu."},
    ),
    (
        "assistant_service/choose_assistant",
        CONTRACT | ASSISTANTS,
        FORMS_OF_CONTRACT | {"contract_form": "self_employed"},
    ),
    (
        "assistant_service/choose_assistant",
        CONTRACT | ASSISTANTS,
        FORMS_OF_CONTRACT | {"contract_form": "provider", "provider_id": 3},
    ),
    (
        "assistant_service/sign_contract_recipient",
        CONTRACT,
        {"signing_method_recipient": BY_HAND, "plain_signature_agreed": True},
    ),
    (
        "assistant_service/sign_contract_assistant",
        CONTRACT,
        {"signing_method_assistant": BY_HAND, "plain_signature_agreed": False},
    ),
    (
        "assistant_service/sign_contract_recipient",
        CONTRACT,
        SIGNED["recipient"] | {"plain_signature_agreed": True},
    ),
    (
        "assistant_service/sign_contract_assistant",
        CONTRACT,
        SIGNED["assistant"] | {"plain_signature_agreed": True},
    ),
    ("assistant_service/sign_contract_office", CONTRACT, SIGNED["office"]),
    (
        "assistant_service/review_contestation",
        GRANTED,
        {"contest_outcome": "upheld", "contest_note": REASONS},
    ),
    (
        "assistant_service/review_contestation",
        GRANTED,
        CHANGED | NUMBERS | {"contest_decision_outcome": "partly"},
    ),
    ("assistant_service/review_contestation", GRANTED, CHANGED | {"contest_decision_outcome": "refused"}),
    (
        "assistant_service/review_contestation",
        {**GRANTED, "regime": "r942"},
        {
            **CHANGED,
            "contest_decision_outcome": "granted",
            **{f"contest_week_{purpose}": 5 for purpose in PURPOSES},
            "contest_valid_from": DAY,
            "contest_valid_to": LATER,
        },
    ),
    ("assistant_service/documents_received", {}, {"received_documents": ["doctor_referral"]}),
    ("assistant_service/service_suspended", {}, {"suspended_from": DAY, "suspension_reason": "hospital"}),
    ("assistant_service/service_resumed", {}, {"resumed_on": DAY}),
    ("assistant_service/assistant_change_requested", {}, {"change_from": DAY, "change_reason": "Pārceļas."}),
    ("assistant_service/service_withdrawn", {}, {"ends_on": DAY}),
    ("assistant_service/recipient_moved_away", {}, {"ends_on": DAY}),
    ("assistant_service/service_not_used", {}, {"ends_on": DAY}),
    (
        "assistant_service/service_ground_ended",
        {},
        {"ground_ended": "opinion_expired", "ground_note": "Atzinums atcelts.", "ends_on": DAY},
    ),
    ("assistant_service/recipient_died", {}, {"died_on": TODAY}),
    ("assistant_service/assistant_died", {}, {"died_on": TODAY}),
    (
        "assistant_service/contestation_received",
        {},
        {"contested_on": TODAY, "contest_grounds": "Stundu ir par maz."},
    ),
    (
        "assistant_service/court_outcome_received",
        {},
        {"court_outcome": "annulled", "court_note": "Lieta A42"},
    ),
    ("assistant_service/reassessment_ordered", {}, {"reassessment_reason": "Stundas šķiet par maz."}),
    (
        "assistant_service/reassess_need",
        {},
        {"questionnaire": dict.fromkeys(QUESTIONS, 1), "assessment_note": ""},
    ),
    ("assistant_service/draft_changed_decision", {}, CHANGED_DECISION),
    ("assistant_service/draft_changed_decision", BY_WEEK, CHANGED_WEEK),
    ("assistant_service/approve_changed_decision", BY_WEEK | CHANGED_WEEK, {"change_approval": "approved"}),
    ("assistant_service/approve_changed_decision", CHANGED_DECISION, {"change_approval": "approved"}),
    ("assistant_service/approve_changed_decision", CHANGED_DECISION, RETURNED),
    (
        "assessment_questionnaire/assess_need",
        {},
        {"questionnaire": {f"q{number:02d}": number % 4 for number in range(1, 13)}, "assessment_note": ""},
    ),
    ("assessment_child/confirm_child", {}, {"treatment_weekly": False, "child_note": ""}),
    ("monthly_confirmation/enter_month", OCTOBER, {"entries": ENTRIES, "signed": True}),
    ("monthly_confirmation/confirm_month", OCTOBER, {"verdict": "confirmed"}),
    (
        "monthly_confirmation/confirm_month",
        OCTOBER,
        {"verdict": "changed", "entries": ENTRIES, "change_note": "hours_differ"},
    ),
    ("monthly_confirmation/countersign_month", OCTOBER, {"verdict": "confirmed"}),
    (
        "monthly_confirmation/countersign_month",
        OCTOBER,
        {"verdict": "changed", "entries": {}, "change_note": "day_not_served"},
    ),
    (
        "monthly_confirmation/record_fallback",
        OCTOBER,
        {
            "fallback_channel": "phone",
            "fallback_reason": "no_answer",
            "nothing_given": False,
            "entries": ENTRIES,
        },
    ),
    (
        "monthly_confirmation/record_fallback",
        OCTOBER,
        FALLBACK | {"nothing_given": True},
    ),
    (
        "monthly_confirmation/review_findings",
        OCTOBER,
        {"findings_verdict": "accept_payable", "findings_note": "limit_applies"},
    ),
    ("monthly_confirmation/resolve_missing_rate", OCTOBER, {"missing_rate_note": "rate_entered"}),
    (
        "assistant_service/explain_refused_change",
        {"error_text": "Jau mainīts."},
        {"refusal_explained": True},
    ),
    ("assessment_r942/check_opinion", {}, {**OPINION, "opinion_criterion": "mental"}),
    (
        "assessment_r942/check_opinion",
        {},
        {**OPINION, "opinion_kind": "child_special_care", "opinion_full_wording": True},
    ),
    *(
        (f"assessment_r942/{form}", {}, answers)
        for form in ("assess_activities", "assess_activities_again")
        for answers in ({"assessment_outcome": "needed", **WEEK}, ALONE)
    ),
    ("assessment_r942/resolve_missing_cap", {}, {"missing_number_note": "Ievadīts."}),
    ("monthly_report_r942/enter_report", REPORT, {**USED, "journeys_made": False, "signed": True}),
    ("monthly_report_r942/confirm_report", REPORT, {"verdict": "confirmed"}),
    ("monthly_report_r942/confirm_report", REPORT, {"verdict": "returned", "change_note": "hours_differ"}),
    ("monthly_report_r942/countersign_report", REPORT, {"verdict": "confirmed"}),
    (
        "monthly_report_r942/countersign_report",
        REPORT,
        {"verdict": "returned", "change_note": "day_not_served"},
    ),
    (
        "monthly_report_r942/record_report_fallback",
        REPORT,
        {
            **USED,
            "fallback_channel": "phone",
            "fallback_reason": "no_answer",
            "nothing_given": False,
            **JOURNEYS,
        },
    ),
    (
        "monthly_report_r942/review_report_findings",
        REPORT,
        {"findings_verdict": "accept_payable", "findings_note": "limit_applies"},
    ),
    ("monthly_report_r942/judge_transport", TRAVELLED, JUDGED),
    ("monthly_report_r942/judge_transport", TRAVELLED, {**JUDGED, "car_ground": "health", **FUEL}),
    ("monthly_report_r942/enter_report", REPORT, {**USED, **JOURNEYS, "signed": True}),
    ("monthly_report_r942/resolve_report_rate", REPORT, {"missing_rate_note": "rate_entered"}),
    ("month_correction/enter_correction", OCTOBER, {**ANNOUNCED, "entries": ENTRIES}),
    ("month_correction/enter_correction", REPORT, {**ANNOUNCED, **USED}),
    ("month_correction/enter_correction", OCTOBER, {"correction_step": "withdraw"}),
    ("month_correction/agree_correction_assistant", TRAVELLED, {"correction_verdict": "confirmed"}),
    ("month_correction/agree_correction_recipient", TRAVELLED, {"correction_verdict": "confirmed"}),
    ("month_correction/settle_correction", TRAVELLED, {"settle_verdict": "withdraw"}),
    ("month_correction/agree_correction_assistant", OCTOBER, {"correction_verdict": "confirmed"}),
    ("month_correction/agree_correction_recipient", OCTOBER, {"correction_verdict": "disputed"}),
    (
        "month_correction/settle_correction",
        OCTOBER,
        {"settle_verdict": "recorded", "fallback_channel": "paper", "fallback_reason": "disagreement"},
    ),
    ("month_correction/settle_correction", OCTOBER, {"settle_verdict": "again"}),
    *TEMPLATE_CASES,
    *CLAIM_CASES,
]
