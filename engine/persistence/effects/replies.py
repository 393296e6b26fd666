"""The ministry's answer line by line, kept with the file that brought it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from engine.domain.line_replies import LineAnswer
from engine.persistence import rows
from engine.persistence.tables.replies import LineReply, ReplyFile


@dataclass(frozen=True, slots=True)
class NewReply:
    """The file as it came, and what it says."""

    municipality_id: int
    claim_id: int
    file_name: str
    content: bytes
    answers: Sequence[LineAnswer]


def keep_reply(session: Session, reply: NewReply, now: datetime) -> None:
    """Keep all of it in the caller's transaction; the database refuses a second file of a claim."""
    of = {"municipality_id": reply.municipality_id, "claim_id": reply.claim_id}
    file = {
        "file_name": reply.file_name,
        "content": reply.content,
        "sha256": hashlib.sha256(reply.content).hexdigest(),
        "created_at": now,
    }
    rows.insert_many(session, ReplyFile, [{**of, **file}])
    lines = [
        {
            **of,
            "line_id": one.line.line_id,
            "outcome": one.answer,
            "claimed_cents": one.line.cents,
            "accepted_cents": one.accepted_cents,
            "reason": one.reason,
        }
        for one in reply.answers
    ]
    rows.insert_many(session, LineReply, lines)


def is_kept(session: Session, claim_id: int, content: bytes) -> bool:
    """Whether this very file is the answer that was taken."""
    sha256 = hashlib.sha256(content).hexdigest()
    return rows.count(session, ReplyFile, claim_id=claim_id, sha256=sha256) > 0
