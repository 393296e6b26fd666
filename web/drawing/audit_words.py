"""What the audit's deeds are called in everyday words."""

from __future__ import annotations

from collections.abc import Mapping

from engine.messages_catalogue import Message, msg

DEEDS: Mapping[str, Message] = {
    "answers_kept": msg("answers kept for another try"),
    "archive_read": msg("archived events read"),
    "calendar_link_made": msg("calendar link made"),
    "calendar_link_removed": msg("calendar link taken away"),
    "case_copied": msg("whole file copied"),
    "case_district_changed": msg("case moved to another district"),
    "case_handed_over": msg("case handed over"),
    "case_held": msg("case held"),
    "case_move_undone": msg("case put back to the process before"),
    "case_moved": msg("case moved to the changed process"),
    "case_opened": msg("case opened"),
    "case_resumed": msg("case resumed"),
    "case_taken_over": msg("case taken over from another system"),
    "cases_taken_over": msg("cases taken over from another system"),
    "claim_file_fetched": msg("file of a claim fetched"),
    "claim_opened": msg("claim opened"),
    "contact_details_changed": msg("contact details changed"),
    "correction_opened": msg("correction of a month opened"),
    "day_off_added": msg("day off added"),
    "day_off_removed": msg("day off taken away"),
    "deadline_moved": msg("deadline moved"),
    "deputy_ended": msg("deputy ended"),
    "deputy_named": msg("deputy named"),
    "district_added": msg("district added"),
    "district_renamed": msg("district renamed"),
    "district_restored": msg("district taken into use again"),
    "district_retired": msg("district retired"),
    "event_sent_again": msg("event told to another system once more"),
    "evidence_changed": msg("demanded confirmation changed"),
    "evidence_demanded": msg("confirmation demanded"),
    "evidence_received": msg("confirmation received"),
    "forget_reads": msg("old notes of reading taken away"),
    "incident_retried": msg("stopped step tried again"),
    "integration_added": msg("another system given a token"),
    "integration_events_set": msg("events for another system set"),
    "integration_revoked": msg("token of another system revoked"),
    "invoice_file_fetched": msg("file of an invoice fetched"),
    "kept_off": msg("colleague kept off a case"),
    "kept_off_ended": msg("colleague let back to a case"),
    "kept_off_said": msg("stepped back from a case"),
    "list_exported": msg("list taken as a file"),
    "mail_tried": msg("trial e-mail sent"),
    "message_received": msg("change reported"),
    "month_changed": msg("month changed"),
    "month_opened": msg("month opened"),
    "month_reminded": msg("reminded of a month"),
    "month_taken_back": msg("month taken back"),
    "municipality_changed": msg("details of the municipality changed"),
    "note_written": msg("note written"),
    "number_proposed": msg("number proposed"),
    "opinion_imported": msg("opinion sent in by another system"),
    "opinions_entered": msg("numbers of opinions entered"),
    "outside_identity_linked": msg("account elsewhere linked"),
    "outside_identity_unlinked": msg("account elsewhere untied"),
    "passkey_added": msg("passkey or security key added"),
    "passkey_taken_off": msg("passkey or security key taken off"),
    "payroll_results_imported": msg("results of the payroll taken in"),
    "provider_invoice_entered": msg("invoice entered"),
    "provider_organisation_added": msg("organisation added"),
    "provider_organisation_changed": msg("organisation changed"),
    "question_answered": msg("question answered"),
    "question_asked": msg("question asked"),
    "record_delivery": msg("delivery of a letter noted"),
    "recovery_code_used": msg("code from paper used to sign in"),
    "recovery_codes_renewed": msg("codes on paper renewed"),
    "release_called_off": msg("planned release called off"),
    "release_published": msg("release published"),
    "release_taken_into_use": msg("release taken into use"),
    "rule_pack_recorded": msg("numbers of the rules recorded"),
    "sample_drawn": msg("sample drawn for control"),
    "second_factor_set_up": msg("second factor set up"),
    "second_factor_taken_off": msg("second factor taken off"),
    "sessions_ended": msg("signed out elsewhere"),
    "sign_in_link_made": msg("link or code for signing in made"),
    "sign_in_link_revoked": msg("link or code for signing in taken back"),
    "signal_heard": msg("message from another case heard"),
    "signed_in": msg("signed in"),
    "signed_in_by_link": msg("signed in by a link"),
    "signed_in_from_outside": msg("signed in with an account elsewhere"),
    "signed_in_with_code": msg("signed in with a code"),
    "table_exported": msg("table for a register taken"),
    "task_assigned": msg("task assigned"),
    "task_completed": msg("task completed"),
    "task_postponed": msg("task put off"),
    "task_reminded": msg("reminded of a task"),
    "task_reopened": msg("finished step opened again"),
    "timer_fired": msg("a term came due"),
    "user_added": msg("account added"),
    "user_disabled": msg("account shut"),
    "user_enabled": msg("account opened again"),
    "user_password_changed": msg("password changed"),
    "user_roles_changed": msg("roles changed"),
    "view_changed": msg("view of the inbox changed"),
    "view_removed": msg("view of the inbox taken away"),
    "view_shared": msg("view of the inbox shared"),
    "year_archived": msg("events of a year moved to a file"),
}
SUBJECTS: Mapping[str, Message] = {
    "erase_": msg("erased for good"),
    "release_draft_": msg("change of the processes"),
    "move_plan_": msg("plan to move cases"),
    "number_proposal_": msg("proposed number"),
    "number_": msg("proposed number"),
    "municipal_amount_": msg("amount of the municipality"),
}
"""Deeds that come with many endings: what they are about."""


def deed(action: str) -> Message:
    """The words for an action; for an ending that has no words of its own the ending stands as it is."""
    if action in DEEDS:
        return DEEDS[action]
    for begins, subject in SUBJECTS.items():
        if action.startswith(begins):
            return msg(
                "{subject}: {what}", subject=subject, what=action.removeprefix(begins).replace("_", " ")
            )
    return msg("{code}", code=action)
