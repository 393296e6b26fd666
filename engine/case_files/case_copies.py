"""The whole file of a case as data and files, for the person themselves and for the head of the service.

Every copy is in the audit with its hash, and in the read log where somebody else took it.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime

from engine.case_files.case_data import FilledForm, filled_forms
from engine.case_files.case_file import CaseFile
from engine.case_files.case_reading import find
from engine.domain.rights import PARTIES, Actor, can
from engine.errors import NotFound
from engine.messages_catalogue import Message, msg, say
from engine.persistence import audit
from engine.persistence.queries import case_copies as rows
from engine.persistence.queries.case_rights import thing_in_case
from engine.runtime import Runtime, Tenant

PURPOSE = "case_copy"  # of the read log
OFFICE_ONLY = frozenset({"notes", "second_looks"})
STAMP = (1980, 1, 1, 0, 0, 0)  # the same file gives the same bytes


@dataclass(frozen=True, slots=True)
class CaseCopy:
    """A zip: case.json, letters/*.md, attachments/*."""

    file_name: str
    content: bytes
    sha256: str


def copy_of(runtime: Runtime, actor: Actor, case_id: int) -> CaseCopy:
    """The copy; NotFound where it is not for this person. A party's holds no notes of the office."""
    file = find(runtime, actor, case_id)
    tenant, header = Tenant(actor.municipality_id), file.header
    with runtime.reading(tenant) as session:
        people = rows.people_of(session, case_id)
        if not can(actor, "case.copy", thing_in_case(session, actor, case_id, people)):
            raise NotFound(msg("There is no such case, or you may not see it."))
        letters = rows.letters(session, case_id, None if _is_office(actor) else people)
        attachments = rows.attachments(session, case_id, None if _is_office(actor) else actor.user_id)
        days = rows.days(session, case_id)
    told = _told(file, office=_is_office(actor))
    told["forms"] = [_form(one) for one in filled_forms(runtime, actor, case_id)]
    told["days"] = days
    parts = [("case.json", json.dumps(_plain(told), ensure_ascii=False, indent=1).encode())]
    parts += [(f"letters/{one.document_id}-{one.kind}.md", one.markdown.encode()) for one in letters]
    parts += [(f"attachments/{one.upload_id}-{one.file_name}", one.content) for one in attachments]
    content = _zipped(parts)
    sha256 = hashlib.sha256(content).hexdigest()
    now = runtime.clock.now()
    with runtime.transaction(tenant) as session:
        audit.record(
            session,
            action="case_copied",
            at=now,
            municipality_id=actor.municipality_id,
            actor_user_id=actor.user_id,
            case_id=case_id,
            details={"sha256": sha256, "bytes": len(content)},
        )
        if actor.person_id != header.recipient_id:
            who, whose = actor.user_id, header.recipient_id
            audit.record_read(session, user_id=who, person_id=whose, purpose=PURPOSE, at=now)
    return CaseCopy(f"{header.case_number}.zip", content, sha256)


def _is_office(actor: Actor) -> bool:
    return not actor.roles <= PARTIES


def _told(file: CaseFile, *, office: bool) -> dict[str, object]:
    told: dict[str, object] = {one.name: getattr(file, one.name) for one in fields(file)}
    if not office:
        told = {name: value for name, value in told.items() if name not in OFFICE_ONLY}
        theirs = (one for one in file.timeline if one.kind != "note")
        told["timeline"] = [one if one.kind == "letter" else replace(one, text=None) for one in theirs]
    return told


def _form(one: FilledForm) -> dict[str, object]:
    return {
        "title": one.title_lv,
        "by": one.by,
        "at": one.at or one.day,
        "answers": {
            field.label.lv or field.key: one.answers[field.key]
            for field in one.form.fields()
            if field.key in one.answers
        },
    }


def _plain(value: object) -> object:
    """A value as JSON can hold it: days and instants in ISO, sentences in Latvian."""
    if isinstance(value, Message):
        return say(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, date | datetime):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | str):
        return str(value) if isinstance(value, str) else value
    return [_plain(one) for one in value] if isinstance(value, Iterable) else str(value)


def _zipped(parts: Iterable[tuple[str, bytes]]) -> bytes:
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, content in parts:
            entry = zipfile.ZipInfo(name, STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            folder.writestr(entry, content)
    return book.getvalue()
