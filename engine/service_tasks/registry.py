"""The operations a diagram may name. A diagram can name them and nothing else."""

from __future__ import annotations

from engine.service_tasks.activate_contract import activate_contract
from engine.service_tasks.announce_correction import announce_correction
from engine.service_tasks.apply_contestation import apply_contestation
from engine.service_tasks.calculate_hours import calculate_hours
from engine.service_tasks.calculate_remuneration import calculate_remuneration
from engine.service_tasks.calculate_transport import calculate_transport
from engine.service_tasks.calculate_weekly_hours import calculate_weekly_hours
from engine.service_tasks.check_eligibility import check_eligibility
from engine.service_tasks.check_entitlement import check_entitlement
from engine.service_tasks.check_month import check_month
from engine.service_tasks.close_application import close_application
from engine.service_tasks.close_claim import close_claim
from engine.service_tasks.close_contestation import close_contestation
from engine.service_tasks.close_refused_case import close_refused_case
from engine.service_tasks.collect_claim_lines import collect_claim_lines
from engine.service_tasks.compare_reassessment import compare_reassessment
from engine.service_tasks.drop_unsigned_contract import drop_unsigned_contract
from engine.service_tasks.end_contract_for_change import end_contract_for_change
from engine.service_tasks.end_contract_for_death import end_contract_for_death
from engine.service_tasks.end_service import end_service
from engine.service_tasks.escalate_decision_term import escalate_decision_term
from engine.service_tasks.export_claim import export_claim
from engine.service_tasks.freeze_claim import freeze_claim
from engine.service_tasks.issue_changed_decision import issue_changed_decision
from engine.service_tasks.issue_decision import issue_decision
from engine.service_tasks.keep_individual_assessment import keep_individual_assessment
from engine.service_tasks.list_provider_invoices import list_provider_invoices
from engine.service_tasks.mark_documents_missing import mark_documents_missing
from engine.service_tasks.mark_month_late import mark_month_late
from engine.service_tasks.outcome import Operation
from engine.service_tasks.plan_adult_assessment import plan_adult_assessment
from engine.service_tasks.post_correction import post_correction
from engine.service_tasks.post_to_ledger import post_to_ledger
from engine.service_tasks.prepare_contract import prepare_contract
from engine.service_tasks.prepare_decision import prepare_decision
from engine.service_tasks.prepare_payments import prepare_payments
from engine.service_tasks.record_assistant_signature import record_assistant_signature
from engine.service_tasks.record_correction_assistant import record_correction_assistant
from engine.service_tasks.record_correction_otherwise import record_correction_otherwise
from engine.service_tasks.record_correction_recipient import record_correction_recipient
from engine.service_tasks.record_court_outcome import record_court_outcome
from engine.service_tasks.record_fallback_signature import record_fallback_signature
from engine.service_tasks.record_recipient_signature import record_recipient_signature
from engine.service_tasks.refresh_contest_term import refresh_contest_term
from engine.service_tasks.refresh_decision import refresh_decision
from engine.service_tasks.register_application import register_application
from engine.service_tasks.register_contestation import register_contestation
from engine.service_tasks.register_ministry_reply import register_ministry_reply
from engine.service_tasks.register_payment import register_payment
from engine.service_tasks.register_provider_payment import register_provider_payment
from engine.service_tasks.register_reassessment import register_reassessment
from engine.service_tasks.reject_month import reject_month
from engine.service_tasks.remind_contract import remind_contract
from engine.service_tasks.remind_of_tasks import remind_of_tasks
from engine.service_tasks.remind_renewal import remind_renewal
from engine.service_tasks.request_documents import request_documents
from engine.service_tasks.resume_service import resume_service
from engine.service_tasks.return_claim_to_review import return_claim_to_review
from engine.service_tasks.score_assessment import score_assessment
from engine.service_tasks.send_month_reminder import send_month_reminder
from engine.service_tasks.submit_claim_for_approval import submit_claim_for_approval
from engine.service_tasks.suspend_service import suspend_service
from engine.service_tasks.warn_decision_term import warn_decision_term
from engine.service_tasks.withdraw_correction import withdraw_correction

OPERATIONS: dict[str, Operation] = {
    "activate_contract": activate_contract,
    "announce_correction": announce_correction,
    "apply_contestation": apply_contestation,
    "calculate_hours": calculate_hours,
    "calculate_remuneration": calculate_remuneration,
    "calculate_transport": calculate_transport,
    "calculate_weekly_hours": calculate_weekly_hours,
    "check_eligibility": check_eligibility,
    "check_entitlement": check_entitlement,
    "check_month": check_month,
    "close_application": close_application,
    "close_claim": close_claim,
    "close_contestation": close_contestation,
    "close_refused_case": close_refused_case,
    "collect_claim_lines": collect_claim_lines,
    "compare_reassessment": compare_reassessment,
    "drop_unsigned_contract": drop_unsigned_contract,
    "end_contract_for_change": end_contract_for_change,
    "end_contract_for_death": end_contract_for_death,
    "end_service": end_service,
    "escalate_decision_term": escalate_decision_term,
    "export_claim": export_claim,
    "freeze_claim": freeze_claim,
    "issue_changed_decision": issue_changed_decision,
    "issue_decision": issue_decision,
    "keep_individual_assessment": keep_individual_assessment,
    "list_provider_invoices": list_provider_invoices,
    "mark_documents_missing": mark_documents_missing,
    "mark_month_late": mark_month_late,
    "plan_adult_assessment": plan_adult_assessment,
    "post_correction": post_correction,
    "post_to_ledger": post_to_ledger,
    "prepare_contract": prepare_contract,
    "prepare_decision": prepare_decision,
    "prepare_payments": prepare_payments,
    "record_assistant_signature": record_assistant_signature,
    "record_correction_assistant": record_correction_assistant,
    "record_correction_otherwise": record_correction_otherwise,
    "record_correction_recipient": record_correction_recipient,
    "record_court_outcome": record_court_outcome,
    "record_fallback_signature": record_fallback_signature,
    "record_recipient_signature": record_recipient_signature,
    "refresh_contest_term": refresh_contest_term,
    "refresh_decision": refresh_decision,
    "register_application": register_application,
    "register_contestation": register_contestation,
    "register_ministry_reply": register_ministry_reply,
    "register_payment": register_payment,
    "register_provider_payment": register_provider_payment,
    "register_reassessment": register_reassessment,
    "reject_month": reject_month,
    "remind_contract": remind_contract,
    "remind_of_tasks": remind_of_tasks,
    "remind_renewal": remind_renewal,
    "request_documents": request_documents,
    "resume_service": resume_service,
    "return_claim_to_review": return_claim_to_review,
    "score_assessment": score_assessment,
    "send_month_reminder": send_month_reminder,
    "submit_claim_for_approval": submit_claim_for_approval,
    "suspend_service": suspend_service,
    "warn_decision_term": warn_decision_term,
    "withdraw_correction": withdraw_correction,
}
