"""The audit trail: recorded in the transaction of the change, chained soon after, verified with the key.

Each row carries its own HMAC from the start. A job links the rows of each municipality into a chain
(a chain head locked for every row would make all writers wait for each other) and keeps the chain's head,
which is exported: with an earlier head in hand a cut tail shows too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Row, bindparam, select, update
from sqlalchemy.orm import Session

from engine.persistence import archives
from engine.persistence.audit_links import (
    BEGINNING,
    FIXED,
    INSTALLATION,
    NOT_SEALED,
    End,
    chain_mac,
    chains,
    event_mac,
    fault_as_stored,
    sealed,
)
from engine.persistence.keys import KeyRing
from engine.persistence.lookups import session_keys
from engine.persistence.prepared import insert_rows
from engine.persistence.rows import add_unless_there
from engine.persistence.tables.records import AuditEvent, AuditHead, ReadLog
from engine.persistence.types import BigId

_UNSEALED = (
    select(AuditEvent.id, AuditEvent.municipality_id, AuditEvent.mac)
    .where(AuditEvent.sealed_seq.is_(None))
    .order_by(AuditEvent.id)
    .limit(bindparam("most", type_=BigId))
    .with_for_update(skip_locked=True)  # another tick is linking those
)  # built once: every tick asks it


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with the trail: which chain, which row (None: the chain's end), what."""

    chain: int
    event_id: int | None
    what: str


def record(
    session: Session,
    *,
    action: str,
    at: datetime,
    municipality_id: int | None,
    actor_user_id: int | None,
    **more: Any,
) -> None:
    """Write one event into the caller's transaction.

    `more`: instance_id, case_id, on_behalf_of, object_kind, object_id, release_sha256 and `details`, which
    holds ids and salted hashes only, never names, codes or health data. An unknown word raises TypeError.
    """
    what = {"action": action, "at": at, "municipality_id": municipality_id, "actor_user_id": actor_user_id}
    record_many(session, [{**more, **what}])


def record_many(session: Session, events: Sequence[Mapping[str, Any]]) -> None:
    """Write events, each with the words of `record`, into the caller's transaction."""
    keys = session_keys(session)
    insert_rows(session, AuditEvent, [_signed(keys, event) for event in events])


def _signed(keys: KeyRing, more: Mapping[str, Any]) -> dict[str, Any]:
    """The whole event with its own HMAC."""
    unknown = more.keys() - set(FIXED)
    if unknown:
        raise TypeError(f"audit events have no {', '.join(sorted(unknown))}")
    event = {**dict.fromkeys(FIXED), "object_kind": "", "details": {}, **more}
    event["object_id"] = str(event["object_id"] or "")
    event["details"] = dict(event["details"])
    event["mac"] = event_mac(keys, event)
    return event


def record_read(session: Session, *, user_id: int, person_id: int, purpose: str, at: datetime) -> None:
    """Note that somebody looked at a person's file, and why; the session must be of one municipality."""
    session.add(ReadLog(user_id=user_id, person_id=person_id, purpose=purpose, at=at))


def record_reads(
    session: Session, reader: Mapping[str, object], person_ids: Sequence[int], at: datetime
) -> None:
    """The same for several people at once; `reader`: municipality_id, user_id, purpose."""
    if person_ids:
        insert_rows(session, ReadLog, [{**reader, "person_id": one, "at": at} for one in person_ids])


def seal(session: Session, *, limit: int = 5000) -> int:
    """Link the oldest unsealed events to their chains; how many. The session must be for EVERY."""
    found = session.execute(_UNSEALED, {"most": limit})
    rows = sorted(found, key=lambda row: (row.municipality_id or INSTALLATION, row.id))
    keys = session_keys(session)
    for chain, events in groupby(rows, key=lambda row: row.municipality_id or INSTALLATION):
        _extend(session, keys, chain, list(events))
    return len(rows)


def heads(session: Session) -> dict[int, tuple[int, str]]:
    """The end of every chain: chain → (number of sealed events, chain HMAC); to be kept elsewhere."""
    return {head.chain: (head.sealed_seq, head.chain_mac) for head in session.scalars(select(AuditHead))}


def verify(session: Session, known_heads: Mapping[int, End] | None = None) -> list[Problem]:
    """Everything that is wrong with the trail; empty when it is whole. The session must be for EVERY.

    `known_heads` are earlier results of `heads`, kept outside the database: with them a chain that was cut
    and given a new end is found as well. Where years were archived their anchors are checked, and the events
    after them; a head from before that can only be compared with the files.
    """
    keys = session_keys(session)
    stored_heads = heads(session)
    ends, wrong = archives.ends(session)
    problems = [Problem(chain, None, what) for chain, what in wrong]
    known = (known_heads or {}).items()
    wanted = {(chain, end[0]): end[1] for chain, end in known if end[0] > ends.get(chain, BEGINNING)[0]}
    for chain in chains(session, stored_heads, ends):
        for row in session.execute(sealed(chain)):
            problems.extend(_problems(keys, chain, row, ends.get(chain, BEGINNING)))
            ends[chain] = (row.sealed_seq, row.chain_mac)
            if wanted.pop((chain, row.sealed_seq), row.chain_mac) != row.chain_mac:
                problems.append(Problem(chain, row.id, "the chain differs from the head that was kept"))
        if ends.get(chain) != stored_heads.get(chain):
            problems.append(Problem(chain, None, "the chain does not end at its head"))
    for row in session.execute(NOT_SEALED):
        problems.extend(_problems(keys, row.municipality_id or INSTALLATION, row, BEGINNING))
    problems.extend(Problem(chain, None, "events sealed earlier are missing") for chain, _ in wanted)
    return problems


def _problems(keys: KeyRing, chain: int, row: Row[Any], end: End) -> list[Problem]:
    found = fault_as_stored(keys, row, end)
    return [] if found is None else [Problem(chain, row.id, found)]


def _extend(session: Session, keys: KeyRing, chain: int, events: Sequence[Row[int, int | None, str]]) -> None:
    add_unless_there(session, AuditHead, {"chain": chain, "sealed_seq": 0, "chain_mac": ""})
    head = session.get_one(AuditHead, chain, with_for_update=True, populate_existing=True)
    links = []
    for event in events:
        head.sealed_seq += 1
        head.chain_mac = chain_mac(keys, head.chain_mac, head.sealed_seq, f"{event.id}|{event.mac}")
        links.append({"id": event.id, "sealed_seq": head.sealed_seq, "chain_mac": head.chain_mac})
    session.execute(update(AuditEvent), links)
    session.flush()
