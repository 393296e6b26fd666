"""Whether archived events are what was sealed: file against anchor, each event against the one before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.persistence import archive_files, archives
from engine.persistence.archives import Anchor, Event
from engine.persistence.audit_links import End, fault
from engine.persistence.keys import KeyRing
from engine.persistence.lookups import session_keys
from engine.runtime import Runtime, Session
from engine.upkeep.checks import Check, checked


@dataclass(frozen=True, slots=True)
class EventFault:
    """An event that is not as it was sealed."""

    event_id: object
    what: str


def portion_fault(runtime: Runtime, events: Iterable[Event], end: End) -> EventFault | None:
    """The first event that does not follow from this end of its chain."""
    return next(_faults(runtime.database.keys, events, [end]), None)


def archive_check(session: Session, folder: Path) -> Check:
    """Every archived event in the folder's files. The session is for EVERY municipality."""
    keys = session_keys(session)
    looked_at, wrong = 0, []
    for anchor in archives.anchors(session):
        looked_at += anchor.events
        wrong += [f"{anchor.file_name}: {what}" for what in file_faults(keys, anchor, folder)]
    return checked("audit_archive", looked_at, wrong)


def file_faults(keys: KeyRing, anchor: Anchor, folder: Path) -> Iterator[str]:
    """What is wrong with the file that an anchor stands for."""
    file = folder / anchor.file_name
    if not file.is_file():
        yield "it is not there"
        return
    if anchor.file_sha256 not in (None, archive_files.sha256_of(file)):
        yield "it is not the file that was closed"
    ends = [anchor.before]
    try:
        read = archive_files.events(file, 0, anchor.file_bytes)
        for found in _faults(keys, read, ends):
            yield f"{found.event_id}: {found.what}"
    except archive_files.NotReadable as trouble:
        yield str(trouble)
        return
    if ends[-1] != anchor.end:
        yield "it does not end at its anchor"


def _faults(keys: KeyRing, events: Iterable[Event], ends: list[End]) -> Iterator[EventFault]:
    """The faults of events one after another; the last of `ends` moves on with them."""
    for event in events:
        try:
            found = fault(keys, event, ends[-1])
        except ValueError:  # a value that no event of ours holds
            found = "the event was altered"
        if found is not None:
            yield EventFault(event["id"], found)
        ends[-1] = (event["sealed_seq"], event["chain_mac"])
