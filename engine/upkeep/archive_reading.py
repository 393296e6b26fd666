"""Reads a case's events back out of the files of archived years; that it was done is noted in the trail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from engine.errors import NotFound, Unusable
from engine.messages_catalogue import msg
from engine.persistence import archive_files, archives, audit, rows
from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.cases import ServiceCase
from engine.runtime import EVERY, Runtime, Session
from engine.upkeep.archive_checks import file_faults


@dataclass(frozen=True, slots=True)
class ArchivedEvent:
    """What happened, as it was sealed."""

    at: datetime
    action: str
    object_kind: str
    object_id: str
    by: str | None  # the account's name; None: the machine
    details: dict[str, Any]  # ids, days and salted hashes


@dataclass(frozen=True, slots=True)
class FromArchive:
    """What the files say about a case."""

    events: Sequence[ArchivedEvent]  # oldest first
    files: Sequence[str]  # those that were read
    missing: Sequence[str]  # files of archived years that are not in the folder


def show(runtime: Runtime, case_number: str, folder: Path, municipality: str | None = None) -> FromArchive:
    """The archived events of a case; NotFound where no case, or more than one, bears this number.

    Raises Unusable for a file that is not as it was closed. `municipality` is a code.
    """
    with runtime.reading(EVERY) as session:
        case = _case(session, case_number, municipality)
        anchors = archives.anchors(session, chain=case.municipality_id)
        accounts: dict[int, str] = dict(rows.values(session, UserAccount, ["id", "user_name"]))
    there = [one for one in anchors if (folder / one.file_name).is_file()]
    found = []
    for anchor in there:
        if any(file_faults(runtime.database.keys, anchor, folder)):
            raise Unusable(
                msg("{file} is not as it was archived: run verify with --archive.", file=anchor.file_name)
            )
        read = archive_files.events(folder / anchor.file_name, 0, anchor.file_bytes)
        found += [_shown(event, accounts) for event in read if event["case_id"] == case.id]
    _note(runtime, case, [one.file_name for one in there])
    return FromArchive(
        found, [one.file_name for one in there], [one.file_name for one in anchors if one not in there]
    )


def _case(session: Session, case_number: str, municipality: str | None) -> ServiceCase:
    cases = rows.every(session, ServiceCase, case_number=case_number)
    called = archives.names(session)
    fitting = [one for one in cases if municipality in (None, called[one.municipality_id])]
    if not fitting:
        raise NotFound(msg("There is no case {number}.", number=case_number))
    if len(fitting) > 1:
        codes = ", ".join(sorted(called[one.municipality_id] for one in fitting))
        raise NotFound(
            msg(
                "Several municipalities have a case {number}: name one of {codes}.",
                number=case_number,
                codes=codes,
            )
        )
    return fitting[0]


def _shown(event: dict[str, Any], accounts: dict[int, str]) -> ArchivedEvent:
    actor = event["actor_user_id"]
    return ArchivedEvent(
        at=event["at"],
        action=event["action"],
        object_kind=event["object_kind"],
        object_id=event["object_id"],
        by=None if actor is None else accounts.get(actor, str(actor)),
        details=event["details"],
    )


def _note(runtime: Runtime, case: ServiceCase, files: Sequence[str]) -> None:
    with runtime.transaction(EVERY) as session:
        audit.record(
            session,
            action="archive_read",
            at=runtime.clock.now(),
            municipality_id=case.municipality_id,
            actor_user_id=None,
            case_id=case.id,
            object_kind="service_case",
            object_id=case.id,
            details={"files": list(files)},
        )
