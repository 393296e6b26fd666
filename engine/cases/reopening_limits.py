"""What may be gone back over: what came of a step while it is still the office's own; all else is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.bpmn.elements import Element
from engine.bpmn.going_back import NoWayBack, Undone
from engine.domain.rights import PARTIES
from engine.messages_catalogue import Message, msg
from engine.persistence.tables.cases import CaseState

UNDOABLE = frozenset(
    {
        "calculate_hours",
        "calculate_weekly_hours",
        "check_eligibility",
        "check_entitlement",
        "compare_reassessment",
        "keep_individual_assessment",
        "mark_documents_missing",
        "prepare_contract",
        "prepare_decision",
        "remind_contract",
        "request_documents",
        "score_assessment",
    }
)
"""Operations whose results are put aside when the step before them is opened again."""

_ISSUED = msg(
    "The decision has been issued and sent: it is not opened again. Have the case assessed anew for a "
    "changed decision; or the person contests it."
)
_BOOKED = msg("The month has been booked: it is not opened again. Correct the month instead.")
_CLAIMED = msg("What has been claimed is not opened again. Correct the month; the next claim takes it up.")
_IN_FORCE = msg("The contract is in force: it is not opened again. Record a change of the case instead.")
FINAL: Mapping[str, Message] = {
    "activate_contract": _IN_FORCE,
    "freeze_claim": _CLAIMED,
    "export_claim": _CLAIMED,
    "issue_changed_decision": _ISSUED,
    "issue_decision": _ISSUED,
    "post_correction": _CLAIMED,
    "post_to_ledger": _BOOKED,
    "prepare_payments": _CLAIMED,
    "register_payment": _CLAIMED,
}
"""Operations that nobody can take back, with what to do instead."""

SIGNING = frozenset({"sign_contract_assistant", "sign_contract_office", "sign_contract_recipient"})
STATES: Mapping[str, CaseState] = {
    "register_application": CaseState.APPLIED,
    "request_documents": CaseState.INCOMPLETE,
    "check_eligibility": CaseState.ASSESSING,
    "prepare_decision": CaseState.DECIDING,
    "issue_decision": CaseState.CONTRACTING,
}
"""Where an operation leaves the case, as far as one can go back over it or to it."""


def refuse(undone: Sequence[Undone]) -> None:
    """NoWayBack with one sentence where going back over these would not be honest; the step is first."""
    step = undone[0].element
    if step.role in PARTIES or step.element_id in SIGNING:
        raise NoWayBack(msg("What somebody has signed or answered for themselves is not opened again."))
    for one in undone[1:]:
        sentence = _hindrance(one.element)
        if sentence is not None:
            raise NoWayBack(sentence)


def state_before(undone: Sequence[Undone], standing: Sequence[str]) -> CaseState | None:
    """Where the case stood when the step was open; None where nothing behind it has moved the case."""
    if not any(one.element.operation in STATES for one in undone):
        return None
    return next((STATES[name] for name in standing if name in STATES), CaseState.APPLIED)


def _hindrance(element: Element) -> Message | None:
    label = {"step": element.title("lv")}
    if element.operation:
        if element.operation in UNDOABLE:
            return None
        later = msg("After this step “{step}” was done, which cannot be taken back.", **label)
        return FINAL.get(element.operation, later)
    if element.element_id in SIGNING:
        return msg("Somebody has signed the contract already. Record that another assistant is asked for.")
    if element.role in PARTIES and element.kind == "userTask":
        return msg("Since then “{step}” was done by the person themselves; it is not taken back.", **label)
    if element.message or element.kind in ("intermediateThrowEvent", "sendTask", "receiveTask"):
        return msg("Since then “{step}” has happened, which cannot be taken back.", **label)
    return None
