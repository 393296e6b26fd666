"""The fixed states of cases, months, claims and tasks: the word people read and the colour of its tag.

The colour never speaks alone; the word stands in every tag.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.messages_catalogue import Message, msg


@dataclass(frozen=True, slots=True)
class State:
    """One state in words; `colour` is a govuk-tag modifier."""

    word: Message
    colour: str


WAITING, RUNNING, GOOD, TROUBLE, CLOSED = "yellow", "blue", "green", "red", "grey"

CASE_STATES: Mapping[str, State] = {
    "applied": State(msg("Application received"), RUNNING),
    "incomplete": State(msg("Documents missing"), WAITING),
    "assessing": State(msg("Need being assessed"), RUNNING),
    "deciding": State(msg("Decision being made"), RUNNING),
    "refused": State(msg("Refused"), CLOSED),
    "contracting": State(msg("Contract being signed"), WAITING),
    "active": State(msg("Service running"), GOOD),
    "suspended": State(msg("Suspended"), WAITING),
    "contested": State(msg("Decision contested"), TROUBLE),
    "ended": State(msg("Ended"), CLOSED),
}
MONTH_STATES: Mapping[str, State] = {
    "open": State(msg("Not signed yet"), WAITING),
    "assistant_signed": State(msg("Waiting for the recipient"), WAITING),
    "both_signed": State(msg("Both have signed"), RUNNING),
    "findings": State(msg("Needs a look"), TROUBLE),
    "fallback": State(msg("Confirmed another way"), RUNNING),
    "late": State(msg("Late"), TROUBLE),
    "ready": State(msg("Checked"), GOOD),
    "in_claim": State(msg("In the claim"), RUNNING),
    "paid": State(msg("Paid"), GOOD),
    "rejected": State(msg("Rejected"), CLOSED),
}
OWN_MONTH_STATES: Mapping[str, State] = {
    **MONTH_STATES,
    "findings": State(msg("Being checked by the office"), RUNNING),
    "ready": State(msg("Received and checked"), GOOD),
    "in_claim": State(msg("Passed on for payment"), RUNNING),
}
"""The same in the words of recipients and assistants, who know nothing of claims."""
CLAIM_STATES: Mapping[str, State] = {
    "collecting": State(msg("Lines being collected"), RUNNING),
    "review": State(msg("Being reviewed"), WAITING),
    "approval": State(msg("Waiting for approval"), WAITING),
    "frozen": State(msg("Frozen"), RUNNING),
    "exported": State(msg("Sent to the ministry"), RUNNING),
    "accepted": State(msg("Accepted by the ministry"), GOOD),
    "paid": State(msg("All paid out"), GOOD),
    "closed": State(msg("Closed"), CLOSED),
}
TASK_STATES: Mapping[str, State] = {
    "todo": State(msg("To do"), RUNNING),
    "waiting": State(msg("Waiting for somebody else"), CLOSED),
    "done": State(msg("Done"), GOOD),
    "late": State(msg("Late"), TROUBLE),
    "draft": State(msg("Draft"), WAITING),
    "received": State(msg("Received, being processed"), RUNNING),
    "held": State(msg("On hold"), WAITING),
    "aside": State(msg("Put aside"), CLOSED),
}
INCIDENT_STATES: Mapping[str, State] = {
    "open": State(msg("Stopped"), TROUBLE),
    "retrying": State(msg("Being tried again"), WAITING),
    "solved": State(msg("Solved"), GOOD),
}
KINDS: Mapping[str, Mapping[str, State]] = {
    "case": CASE_STATES,
    "month": MONTH_STATES,
    "own_month": OWN_MONTH_STATES,
    "claim": CLAIM_STATES,
    "task": TASK_STATES,
    "incident": INCIDENT_STATES,
}


def state_of(kind: str, state: str) -> State:
    """The words and colour of a state; `kind` is one of KINDS. Raises KeyError."""
    return KINDS[kind][state]
