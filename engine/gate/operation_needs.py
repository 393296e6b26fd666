"""What operations read of the values of their instance; the editor describes them with it.

Written down from what they read while the scenarios were played. A test asks that each name is a value that
somebody sets, so that a name that is gone does not stay here.
"""

from __future__ import annotations

from collections.abc import Mapping

NEEDED_BY: Mapping[str, frozenset[str]] = {
    operation: frozenset(names.split())
    for operation, names in {
        "activate_contract": "contract_id first_day",
        "announce_correction": (
            "contract_id correction_id correction_reason entries entries_leisure entries_work "
            "granted_minutes journeys journeys_made month_id pay_before_cents period purposes_asked "
            "vision_benefit weekly_hours"
        ),
        "apply_contestation": (
            "case_number contest_decision_outcome contest_hours contest_note contest_outcome "
            "contest_valid_from contest_valid_to contestation_id decision_id recipient_id regime "
            "representative_id"
        ),
        "calculate_hours": (
            "birth_date coefficient disability_valid_to eligibility ends_school_board "
            "ends_volunteer_daycare_treatment ends_work_study_para opinion_valid_to purposes"
        ),
        "calculate_remuneration": "contract_id has_findings month_id payable_days period",
        "calculate_transport": (
            "car_ground contract_id entries_leisure entries_work journeys journeys_made "
            "litres_per_100km month_id period price_per_litre purposes_asked transport_allowance "
            "transport_by_municipality transport_group"
        ),
        "calculate_weekly_hours": (
            "birth_date disability_valid_to eligibility hours_day_centre_rehab hours_education "
            "hours_higher_education hours_leisure hours_medical_institutions hours_social_events "
            "hours_work loss_of_vision opinion_valid_to purpose_ends_on vision_benefit"
        ),
        "check_eligibility": (
            "application_day birth_date car_indication companion_opinion companion_wanted recipient_id "
            "representation_kind representative_id"
        ),
        "check_entitlement": (
            "age_group application_day birth_date disability_group in_institution opinion_criterion "
            "opinion_full_wording opinion_issued_on opinion_kind opinion_valid_to paid_elsewhere "
            "residence"
        ),
        "check_month": (
            "contract_id entries entries_education entries_leisure entries_medical_institutions "
            "entries_times entries_work granted_minutes journeys journeys_made month_id "
            "period purposes_asked vision_benefit weekly_hours"
        ),
        "close_application": "died_on ends_on recipient_id",
        "close_claim": "claim_id",
        "close_contestation": "contestation_id",
        "collect_claim_lines": "claim_id period",
        "compare_reassessment": (
            "assessment_id assessment_outcome decision_hours earlier_hours hours_per_month "
            "hours_per_week reassessment_id recipient_id regime support_level weekly_hours"
        ),
        "drop_unsigned_contract": "change_from",
        "end_contract_for_change": "change_from",
        "end_contract_for_death": "assistant_id died_on",
        "end_service": "end_reason ended_on recipient_id representative_id service_kind",
        "escalate_decision_term": "term_starts_on",
        "export_claim": "claim_id",
        "freeze_claim": "claim_id period",
        "issue_changed_decision": (
            "application_day case_number change_approval changed_hours changed_outcome changed_reasons "
            "changed_valid_from changed_valid_to decision_id notify_by reassessment_id recipient_id "
            "regime representative_id"
        ),
        "issue_decision": (
            "application_day case_number decision_hours decision_outcome decision_reasons "
            "disability_group hours_per_month hours_per_week hours_steps notify_by "
            "payable_hours_per_week purposes recipient_id regime representative_id score scored_items "
            "service_kind support_level unpaid_hours_per_week valid_from valid_to weekly_hours"
        ),
        "keep_individual_assessment": (
            "activities_note assessment_outcome hours_day_centre_rehab hours_education "
            "hours_higher_education hours_leisure hours_medical_institutions hours_social_events "
            "hours_work"
        ),
        "list_provider_invoices": "claim_id",
        "mark_month_late": "month_id",
        "plan_adult_assessment": "representative_id",
        "post_correction": (
            "contract_id correction_id entries entries_leisure entries_work granted_minutes journeys "
            "journeys_made month_id period purposes_asked vision_benefit weekly_hours"
        ),
        "post_to_ledger": (
            "contract_id entries entries_education entries_leisure entries_medical_institutions "
            "entries_times entries_work findings month_id payable_days period purposes_asked "
            "transport_cents transport_steps"
        ),
        "prepare_contract": (
            "assistant_id case_number contract_form decision_hours decision_id decision_number "
            "first_day hours_per_week recipient_id representative_id service_kind unpaid_hours_per_week "
            "valid_to weekly_hours"
        ),
        "prepare_decision": (
            "assessment_id assessment_outcome child_note coefficient eligibility eligibility_reason "
            "hours_per_month hours_steps proposed_valid_to refusal_ground score support_level "
            "treatment_weekly"
        ),
        "prepare_payments": "claim_id provider_invoice_count",
        "record_assistant_signature": (
            "assistant_id contract_id entries entries_education entries_leisure "
            "entries_medical_institutions entries_work granted_minutes journeys journeys_made month_id "
            "period purposes_asked"
        ),
        "record_correction_assistant": (
            "contract_id correction_id correction_verdict entries entries_leisure entries_work "
            "granted_minutes journeys journeys_made month_id period purposes_asked"
        ),
        "record_correction_otherwise": (
            "assistant_id contract_id correction_id entries fallback_channel fallback_reason "
            "granted_minutes month_id period recipient_signer_id"
        ),
        "record_correction_recipient": (
            "contract_id correction_id correction_verdict entries entries_leisure entries_work "
            "granted_minutes journeys journeys_made month_id period purposes_asked"
        ),
        "record_court_outcome": "contestation_id court_note court_outcome",
        "record_fallback_signature": (
            "contract_id entries fallback_channel fallback_reason granted_minutes month_id period "
            "recipient_signer_id recipient_signer_kind regime"
        ),
        "record_recipient_signature": (
            "contract_id entries entries_education entries_leisure entries_medical_institutions "
            "entries_work granted_minutes journeys journeys_made month_id period purposes_asked verdict"
        ),
        "register_application": "application_day recipient_id representative_id",
        "register_contestation": "contest_grounds contested_on",
        "register_ministry_reply": (
            "claim_id received_cents received_on reply reply_cents reply_day reply_note"
        ),
        "register_payment": "claim_id paid_on provider_invoice_count",
        "register_provider_payment": "claim_id providers_paid_on",
        "register_reassessment": "eligibility reassessment_reason regime",
        "reject_month": "assistant_id findings_note month_id",
        "remind_contract": "contract_id",
        "remind_renewal": "decision_id decision_number recipient_id representative_id service_kind valid_to",
        "request_documents": "documents_due missing_documents recipient_id representative_id",
        "resume_service": "resumed_on",
        "return_claim_to_review": "claim_id",
        "score_assessment": "assessment_note questionnaire",
        "send_month_reminder": "month_id",
        "submit_claim_for_approval": "claim_id",
        "suspend_service": "suspended_from suspension_reason",
        "warn_decision_term": "term_starts_on",
        "withdraw_correction": "correction_id",
    }.items()
}
"""Operation → names; those that read only rows are not listed."""
