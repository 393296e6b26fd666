"""The words of a case's codes: what people are, what was decided, how contracts stand, which letter it is."""

from __future__ import annotations

from collections.abc import Mapping

from engine.domain.rights import Role
from engine.messages_catalogue import Message, msg

PERSON_ROLES: Mapping[str, Message] = {
    "recipient": msg("recipient"),
    "representative": msg("representative"),
    "assistant": msg("assistant"),
    "former_assistant": msg("assistant before"),
}
OUTCOMES: Mapping[str, Message] = {
    "granted": msg("granted"),
    "partly": msg("granted in part"),
    "refused": msg("refused"),
}
CONTRACT_FORMS: Mapping[str, Message] = {
    "contract_for_work": msg("contract for work"),
    "self_employed": msg("self-employed person"),
    "provider": msg("provider organisation"),
}
CONTRACT_STATES: Mapping[str, Message] = {
    "draft": msg("being drafted"),
    "signing": msg("being signed"),
    "active": msg("in force"),
    "ended": msg("ended"),
}
REGIMES: Mapping[str, Message] = {
    "r942": msg("Cabinet Regulation No. 942"),
    "proposed_2019": msg("model proposed in 2019"),
    "r316": msg("Cabinet Regulation No. 316"),
}
LETTERS: Mapping[str, Message] = {
    "adult_assessment": msg("notice of a new assessment"),
    "application_received": msg("confirmation"),
    "contestation_decided": msg("answer to the contest"),
    "contract": msg("contract"),
    "contract_reminder": msg("reminder"),
    "decision_granted": msg("decision"),
    "decision_partly": msg("decision"),
    "decision_refused": msg("decision"),
    "decision_term_passed": msg("notice to the office"),
    "decision_term_warning": msg("notice to the office"),
    "end_of_service": msg("notice of the end"),
    "evidence_demanded": msg("request"),
    "month_changed": msg("notice"),
    "month_corrected": msg("correction of the month"),
    "month_late": msg("notice to the office"),
    "month_rejected": msg("notice"),
    "month_reminder": msg("reminder"),
    "month_statement": msg("statement of the month"),
    "renewal_reminder": msg("reminder"),
    "request_documents": msg("request"),
    "task_reminder": msg("reminder"),
}
REPRESENTING: Mapping[str, Message] = {
    "parent": msg("parent"),
    "guardian": msg("guardian of a child"),
    "trustee": msg("trustee of an adult"),
    "authorised": msg("authorised person"),
}
PURPOSES: Mapping[str, Message] = {
    "case_file": msg("the file of the case"),
    "case_copy": msg("a copy of the whole file"),
    "case_diagram": msg("the diagram of the case"),
    "case_paper": msg("the whole file to print"),
    "claim_line": msg("a line of a claim"),
    "contact_details": msg("contact details"),
    "erasure": msg("whether the data may be erased"),
    "letter": msg("a letter"),
    "question": msg("a question to the caseworker"),
    "sign_in_link": msg("the page of the sign-in link"),
    "task": msg("a task and its form"),
    "month": msg("a month"),
    "attachment": msg("an attached file"),
    "export_register": msg("table for the municipal register"),
    "export_decisions": msg("table for the state's monitoring"),
    "export_list": msg("a list taken as a file"),
}
"""What somebody opened of a person's."""
WHY: Mapping[str, Message] = {
    Role.CASEWORKER: msg("works on the case"),
    Role.HEAD_OF_SERVICE: msg("decides, and answers for the office"),
    Role.FINANCE: msg("reckons and pays"),
    Role.CONTEST_AUTHORITY: msg("reviews a contested decision"),
    Role.AUDITOR: msg("checks the office’s work"),
    Role.ADMINISTRATOR: msg("looks after the system"),
    Role.ASSISTANT: msg("gives the service"),
    Role.RECIPIENT: msg("gets the service"),
    Role.LEGAL_REPRESENTATIVE: msg("acts for the recipient"),
    Role.PROVIDER_ORGANISATION: msg("provides the service"),
}
"""What somebody of a role needs to look at people's data for."""
SIGNER_KINDS: Mapping[str, Message] = {
    "assistant": msg("assistant"),
    "recipient": msg("recipient"),
    "representative": msg("representative"),
    "child": msg("recipient, a child"),
    "caseworker": msg("caseworker in place of the recipient"),
}
SIGNATURE_KINDS: Mapping[str, Message] = {
    "plain": msg("by a click, as agreed in the contract"),
    "qualified": msg("secure e-signature"),
    "paper": msg("on paper, recorded by the office"),
    "phone": msg("by telephone, recorded by the office"),
    "office": msg("in person at the office"),
    "representative": msg("by a representative"),
}
