"""One link of the audit chain: what an event's HMAC covers, how it hangs on the one before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, Text, select, type_coerce
from sqlalchemy.orm import Session

from engine import values_json
from engine.persistence.keys import KeyRing
from engine.persistence.shapes import mapped_table
from engine.persistence.tables.installation import Municipality
from engine.persistence.tables.records import AuditEvent

INSTALLATION = 0  # the chain of events that belong to no municipality
FIXED = (
    "municipality_id",
    "instance_id",
    "case_id",
    "actor_user_id",
    "on_behalf_of",
    "action",
    "object_kind",
    "object_id",
    "details",
    "at",
    "release_sha256",
)
COLUMNS = (*FIXED, "id", "mac", "sealed_seq", "chain_mac")  # all of an event
_DETAILS = FIXED.index("details")
End = tuple[int, str]  # the number of the last sealed event and its chain HMAC
BEGINNING: End = (0, "")
_AUDIT = mapped_table(AuditEvent)
_READ = select(
    *(type_coerce(_AUDIT.c[name], Text) if name == "details" else _AUDIT.c[name] for name in COLUMNS)
).execution_options(yield_per=2000)
NOT_SEALED = _READ.where(_AUDIT.c.sealed_seq.is_(None)).order_by(_AUDIT.c.id)


def event_mac(keys: KeyRing, event: Mapping[Any, Any]) -> str:
    """The HMAC over what an event says."""
    return keys.audit_mac(values_json.dumps([event[name] for name in FIXED]).encode())


def chain_mac(keys: KeyRing, before: str, sealed_seq: int, event: str) -> str:
    """The HMAC that hangs an event ("id|mac") on the one before."""
    return keys.audit_mac(f"{before}|{sealed_seq}|{event}".encode())


def fault(keys: KeyRing, event: Mapping[Any, Any], end: End) -> str | None:
    """What is wrong with an event that follows this end of its chain; None where nothing is."""
    place = (event["id"], event["mac"], event["sealed_seq"], event["chain_mac"])
    return _fault(keys, event_mac(keys, event), place, end)


def fault_as_stored(keys: KeyRing, row: Sequence[Any], end: End) -> str | None:
    """`fault` of a row of COLUMNS whose details are still the text that was stored: for very many of them."""
    *told, event_id, mac, sealed_seq, chain = row
    details = told[_DETAILS]
    texts = list(map(values_json.dumps_plain, told))
    texts[_DETAILS] = details
    made = keys.audit_mac(f"[{','.join(texts)}]".encode())
    return _fault(keys, made, (event_id, mac, sealed_seq, chain), end)


def _fault(keys: KeyRing, made: str, place: tuple[int, str, int | None, str | None], end: End) -> str | None:
    event_id, mac, sealed_seq, chain = place
    if made != mac:
        return "the event was altered"
    if sealed_seq is None:
        return None
    if sealed_seq != end[0] + 1:
        return "an event before this one is missing"
    if chain_mac(keys, end[1], sealed_seq, f"{event_id}|{mac}") != chain:
        return "the event is not linked to the one before"
    return None


def chains(session: Session, *known: Mapping[int, object]) -> list[int]:
    """Every chain that can have events: the installation's, each municipality's, those known."""
    there = session.scalars(select(Municipality.id)).all()
    return sorted({INSTALLATION, *there}.union(*known))


def sealed(chain: int) -> Select[Any]:
    """The sealed events of a chain, along its own index: nothing is sorted, little is in memory."""
    of_chain = _AUDIT.c.municipality_id == chain if chain else _AUDIT.c.municipality_id.is_(None)
    return _READ.where(of_chain, _AUDIT.c.sealed_seq.is_not(None)).order_by(_AUDIT.c.sealed_seq)
