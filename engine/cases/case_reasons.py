"""The reason that somebody of the office gives for an intervention: kept as a note in the case's file."""

from __future__ import annotations

from datetime import datetime

from engine.domain.rights import Actor
from engine.errors import InvalidAnswers
from engine.messages_catalogue import msg
from engine.persistence import rows
from engine.persistence.tables.cases import CaseNote
from engine.runtime import Session

LONGEST = 500


def judged_reason(text: str) -> str:
    """The reason without the space around it; InvalidAnswers (field `reason`) for none or a very long one."""
    reason = " ".join(text.split())
    if not reason:
        raise InvalidAnswers({"reason": msg("Write the reason.")})
    if len(reason) > LONGEST:
        raise InvalidAnswers({"reason": msg("The reason may have at most {most} characters.", most=LONGEST)})
    return reason


def keep_reason(session: Session, actor: Actor, case_id: int, reason: str, now: datetime) -> int:
    """Into the file, sealed; gives the id for the audit trail, which itself holds no free words."""
    note = {
        "municipality_id": actor.municipality_id,
        "case_id": case_id,
        "text": reason,
        "written_by": actor.user_id,
        "written_at": now,
    }
    [note_id] = rows.insert_for_ids(session, CaseNote, [note])
    return note_id
