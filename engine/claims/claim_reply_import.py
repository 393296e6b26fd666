"""The ministry's answer as a file: taken whole, with the task that waited for it, or not at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from engine.claims.claim_access import tenant_of
from engine.claims.claim_reply_reading import RIGHT, ReplyRead, errors_again, read
from engine.claims.claim_reply_task import may_import, waiting_task
from engine.documents.sent_tables import cents_in
from engine.domain.rights import Actor
from engine.errors import EngineError
from engine.messages_catalogue import DEFAULT_LANGUAGE, msg, say
from engine.persistence.effects.replies import NewReply, is_kept, keep_reply
from engine.runtime import Runtime
from engine.tasks.task_completion import Completing, Sent

__all__ = ["ReplyRead", "ReplySent", "errors_again", "import_reply", "may_import"]


@dataclass(frozen=True, slots=True)
class ReplySent:
    """What finance sends, as it was typed: the file, the day of the answer, the money that came with it."""

    file_name: str
    content: bytes
    day: str  # 2026-10-05
    received: str = ""  # 1234,56; empty where no money has come yet


def import_reply(runtime: Runtime, actor: Actor, claim_id: int, sent: ReplySent) -> ReplyRead:
    """Take the answer and complete the task that waits for it, in one transaction, or take nothing.

    NotFound where this person may not; NotWaiting where the answer has been recorded otherwise; an
    EngineError where the file as a whole cannot be read.
    """
    tenant = tenant_of(runtime, actor, claim_id, RIGHT)
    with runtime.reading(tenant) as session:
        found = read(session, claim_id, sent.content)
        if is_kept(session, claim_id, sent.content):
            return replace(found, known_before=True)
        if not found.is_taken:
            return found
        task = waiting_task(session, actor, claim_id)
    claimed = sum(one.line.cents for one in found.answers)
    answers = _answers(found, claimed, sent)
    completing = Completing(runtime, actor, task, Sent(answers, task.version, channel="file"))
    kept = NewReply(task.municipality_id, claim_id, sent.file_name, sent.content, found.answers)
    completing.go(lambda session: keep_reply(session, kept, runtime.clock.now()))
    return found


def _answers(found: ReplyRead, claimed: int, sent: ReplySent) -> dict[str, object]:
    """The answers of the task's form as the file says them."""
    day, received = _day(sent.day), _received(sent.received)
    cents = max(found.accepted_cents, 0)
    reply = "accepted" if found.accepted_cents == claimed else "partly" if cents else "rejected"
    note = msg("By file: {cut} lines cut, {refused} refused.", cut=found.cut, refused=found.refused)
    return {
        "reply": reply,
        "reply_cents": cents,
        "reply_day": day,
        "reply_note": say(note, DEFAULT_LANGUAGE),
        "received_cents": received or None,
        "received_on": day if received else None,
    }


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise EngineError(msg("Enter the day of the answer.")) from fault


def _received(text: str) -> int:
    cents = cents_in(text) if text else 0
    if cents is None or cents < 0:
        raise EngineError(msg("The money received must be euro such as 1234,56."))
    return cents
