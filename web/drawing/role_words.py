"""What people call the roles."""

from __future__ import annotations

from collections.abc import Mapping

from engine.domain.rights import Role
from engine.messages_catalogue import Message, msg

ROLE_WORDS: Mapping[str, Message] = {
    Role.RECIPIENT: msg("recipient"),
    Role.ASSISTANT: msg("assistant"),
    Role.LEGAL_REPRESENTATIVE: msg("legal representative"),
    Role.CASEWORKER: msg("caseworker"),
    Role.HEAD_OF_SERVICE: msg("head of service"),
    Role.FINANCE: msg("finance"),
    Role.MINISTRY_OFFICER: msg("ministry officer"),
    Role.PROCESS_OWNER: msg("process owner"),
    Role.CONTEST_AUTHORITY: msg("contest authority"),
    Role.PROVIDER_ORGANISATION: msg("provider organisation"),
    Role.AUDITOR: msg("auditor"),
    Role.ADMINISTRATOR: msg("administrator"),
}


def role_word(role: str) -> Message | str:
    """The word for a role; an unknown one is shown as it is."""
    return ROLE_WORDS.get(role, role)
