"""The list of a page as a file: the rows that its reader sees there, all pages of them, as CSV or XLSX.

Who may see the page may take the file; that they took it is in the audit, whose data were in it in the
read log.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from engine.clock import local_day
from engine.documents.list_sheets import list_csv, list_workbook
from engine.domain.rights import Actor
from engine.errors import EngineError
from engine.exports.list_tables import AT_ONCE, MOST_ROWS, WholeList, file_name, sheets
from engine.messages_catalogue import msg
from engine.persistence import audit, rows
from engine.persistence.tables.cases import ServiceCase
from engine.runtime import EVERY, Runtime, Session, Tenant

CSV, XLSX = "csv", "xlsx"
MEDIA_TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
PURPOSE = "export_list"  # in the read log


@dataclass(frozen=True, slots=True)
class ListFile:
    """A file, ready to be sent."""

    file_name: str
    content: bytes
    media_type: str


def made(runtime: Runtime, actor: Actor, wanted: WholeList, kind: str, language: str) -> ListFile:
    """The list as csv or xlsx (KeyError for another kind); EngineError where it is too long for a file."""
    media_type = MEDIA_TYPES[kind]
    if wanted.length > MOST_ROWS:
        raise EngineError(
            msg(
                "A file takes at most {most} rows, and this list has more. "
                "Narrow it down with the filter or the search first.",
                most=MOST_ROWS,
            )
        )
    worded, today = sheets(wanted, language), local_day(runtime.clock.now())
    content = list_csv(worded) if kind == CSV else list_workbook(worded, today)
    note(runtime, actor, wanted, {"rows": wanted.length, "kind": kind, "sha256": sha256(content)})
    return ListFile(file_name(worded[0].title, today, kind), content, media_type)


def sha256(content: bytes) -> str:
    """The checksum by which a file is known."""
    return hashlib.sha256(content).hexdigest()


def note(runtime: Runtime, actor: Actor, wanted: WholeList, details: dict[str, object]) -> None:
    """Keep who took which list, and whose data they read: the ministry reads no names."""
    now, house = runtime.clock.now(), actor.municipality_id
    with runtime.transaction(EVERY if house is None else Tenant(house)) as session:
        audit.record(
            session,
            action="list_exported",
            at=now,
            municipality_id=house,
            actor_user_id=actor.user_id,
            object_kind="list",
            object_id=wanted.name,
            details=details,
        )
        if house is not None:
            reader = {"municipality_id": house, "user_id": actor.user_id, "purpose": PURPOSE}
            audit.record_reads(session, reader, _people(session, wanted), now)


def _people(session: Session, wanted: WholeList) -> list[int]:
    """The recipients of the cases, and whoever else is named."""
    ids, people = sorted(wanted.case_ids), set(wanted.person_ids)
    for at in range(0, len(ids), AT_ONCE):
        found = rows.values(session, ServiceCase, ("recipient_id",), id=ids[at : at + AT_ONCE])
        people |= {row.recipient_id for row in found}
    return sorted(people)
