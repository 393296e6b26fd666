"""The guided tour of the demo: one real task per role, and what to do there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.domain.rights import Role
from engine.messages_catalogue import Message, msg


@dataclass(frozen=True, slots=True)
class Stop:
    """Where somebody of this role goes, and what they try."""

    role: Role
    page: str  # "": their most urgent task
    what: Message


STOPS: Sequence[Stop] = (
    Stop(
        Role.ASSISTANT,
        "/",
        msg("Open “Enter and sign the month” and write four hours into a day. It is kept while you type."),
    ),
    Stop(
        Role.RECIPIENT,
        "/",
        msg("See what there is to do and how many hours are left. Then press “Ask the caseworker”."),
    ),
    Stop(Role.CASEWORKER, "/questions", msg("Answer the question that was just asked.")),
    Stop(Role.CASEWORKER, "", msg("This is the most urgent task. Fill the form and send it.")),
    Stop(Role.HEAD_OF_SERVICE, "", msg("A second person decides. Read why, then approve or send it back.")),
    Stop(Role.FINANCE, "/claims", msg("Open the paid claim and follow one line to its hours and its rate.")),
    Stop(Role.PROCESS_OWNER, "/numbers", msg("Open a number: since when it counts, and by which law.")),
    Stop(
        Role.MINISTRY_OFFICER,
        "/claims",
        msg("The ministry sees the claims of all, and no person."),
    ),
    Stop(Role.AUDITOR, "/cases", msg("Open a case and read who did what, and when.")),
    Stop(Role.ADMINISTRATOR, "/administration", msg("Put a crest at the head of the pages.")),
)
