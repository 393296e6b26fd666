"""Files sent with the answers of a task: judged by content, kept sealed, fetched by who may see the task."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

from engine.domain.file_kinds import media_type_of, plain_name
from engine.domain.rights import Actor, Thing, can
from engine.errors import EngineError, InvalidAnswers, NotFound
from engine.messages_catalogue import Message, msg
from engine.persistence import audit
from engine.persistence.queries import uploads as rows
from engine.runtime import Runtime, Session, Tenant
from engine.task_forms.fields import FilePicker
from engine.tasks.task_rights import allowed, readable
from engine.tasks.upload_signatures import look

MOST_BYTES = 20_000_000
MOST_OF_A_TASK = 20  # files
MOST_BYTES_OF_A_TASK = 60_000_000
NO_TASK = 0  # no row has this id
PURPOSE = "attachment"  # of the read log
KINDS = "PDF, JPG, PNG, DOCX, ODT, EDOC"


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as a browser sends it."""

    file_name: str
    content: bytes


def keep(runtime: Runtime, actor: Actor, task_id: int, field_key: str, sent: Sent) -> str:
    """Keep a file for a question of an open task; gives the word that stands for it in the answers.

    InvalidAnswers with the sentence under the question; NotFound where the person may not do the task.
    """
    tenant, name, now = Tenant(actor.municipality_id), plain_name(sent.file_name), runtime.clock.now()
    with runtime.transaction(tenant) as session:
        task = allowed(session, actor, task_id, "task.complete")
        form = runtime.release(session, task.release_id).form(task.process_id, task.element_id)
        field = next((one for one in form.fields() if one.key == field_key), None)
        if not task.is_open or not isinstance(field, FilePicker):
            raise NotFound(msg("There is no such task, or it is not for you."))
        media_type = media_type_of(name, sent.content)
        problem = _problem(field, name, sent.content, rows.sizes(session, task_id))
        if problem is not None or media_type is None:
            raise InvalidAnswers({field_key: problem or _not_taken()})
        try:
            signatures = look(runtime, session, media_type, sent.content, must_be_signed=field.signed)
        except EngineError as unsigned:
            raise InvalidAnswers({field_key: unsigned.message}) from unsigned
        word = secrets.token_urlsafe(24)
        row = {
            "municipality_id": task.municipality_id,
            "word": word,
            "task_id": task_id,
            "case_id": task.case_id,
            "field": field_key,
            "file_name": name,
            "media_type": media_type,
            "size": len(sent.content),
            "sha256": hashlib.sha256(sent.content).hexdigest(),
            "content": sent.content,
            "signatures": signatures,
            "uploaded_by": actor.user_id,
            "uploaded_at": now,
        }
        rows.add(session, row)
    return word


def fetch(runtime: Runtime, actor: Actor, word: str) -> rows.UploadContent:
    """The file, for whoever may see its task or sent it; NotFound otherwise. Reading is logged."""
    tenant = Tenant(actor.municipality_id)
    missing = NotFound(msg("There is no such file, or it is not for you."))
    with runtime.transaction(tenant) as session:
        place = rows.place_of(session, word)
        if not _sees(session, actor, place) or place is None:
            raise missing
        found = rows.content(session, word)
        whose = None if place.case_id is None else rows.recipient_of(session, place.case_id)
        if whose is not None and whose != actor.person_id:
            now = runtime.clock.now()
            audit.record_read(session, user_id=actor.user_id, person_id=whose, purpose=PURPOSE, at=now)
    return found


def _sees(session: Session, actor: Actor, place: rows.UploadPlace | None) -> bool:
    """The task is looked for where there is no file too: a file of others takes no longer than none."""
    if place is not None:
        thing = Thing(actor.municipality_id, case_id=place.case_id)
        of_case = place.case_id is not None and can(actor, "task.read", thing)
        sent = place.uploaded_by == actor.user_id and place.case_id not in actor.kept_off
        if of_case or sent:
            return True
    try:
        readable(session, actor, NO_TASK if place is None else place.task_id)
    except NotFound:
        return False
    return place is not None


def _problem(field: FilePicker, name: str, content: bytes, there: tuple[int, int]) -> Message | None:
    count, size = there
    if not content:
        return msg("The file is empty. Choose another one.")
    if len(content) > MOST_BYTES:
        return msg("The file is too large: at most {count} MB.", count=MOST_BYTES // 1_000_000)
    if count >= MOST_OF_A_TASK or size + len(content) > MOST_BYTES_OF_A_TASK:
        return msg("No more files can be sent with this task. Take one away first.")
    if field.accept and not name.lower().endswith(tuple(field.accept.lower().replace(" ", "").split(","))):
        return msg("Here only these kinds of file are taken: {kinds}.", kinds=field.accept)
    return None


def _not_taken() -> Message:
    return msg(
        "This file is not taken: it is of another kind, or its content is not what its name says. "
        "Send {kinds}; a photo or a scan is enough.",
        kinds=KINDS,
    )
