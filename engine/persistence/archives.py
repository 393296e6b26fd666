"""Years of the audit trail that were moved into files: their anchors here, so that the chain stays whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import values_json
from engine.persistence import rows
from engine.persistence.audit_links import BEGINNING, COLUMNS, INSTALLATION, End
from engine.persistence.keys import KeyRing
from engine.persistence.lookups import session_keys
from engine.persistence.tables.installation import Municipality
from engine.persistence.tables.records import AuditArchive, AuditEvent

Event = Mapping[str, Any]  # the columns of an event by name
_ANCHOR = "archive"  # first word of what an anchor's HMAC covers; no event begins like this


@dataclass(frozen=True, slots=True)
class Anchor:
    """What stands in the database for the events in a file."""

    chain: int
    year: int
    first_seq: int
    last_seq: int
    before_mac: str
    last_mac: str
    file_name: str
    file_bytes: int
    file_sha256: str | None = None  # None: more events of the year may follow

    @property
    def events(self) -> int:
        """How many it stands for."""
        return self.last_seq - self.first_seq + 1

    @property
    def before(self) -> End:
        """The end of the chain that its first event is linked to."""
        return self.first_seq - 1, self.before_mac

    @property
    def end(self) -> End:
        """The end of the chain that the next event is linked to."""
        return self.last_seq, self.last_mac


def names(session: Session) -> dict[int, str]:
    """What each chain is called in files: the municipality's code, or "installation"."""
    codes = {one.id: one.code for one in rows.every(session, Municipality)}
    return {INSTALLATION: "installation", **codes}


def anchors(session: Session, chain: int | None = None) -> list[Anchor]:
    """The anchors of a chain or (None) of all, the oldest year first; their HMACs are not looked at."""
    of_chain = {} if chain is None else {"chain": chain}
    found = rows.every(session, AuditArchive, order_by=["chain", "year"], limit=None, **of_chain)
    return [_anchor(row) for row in found]


def all_since(session: Session, municipality_id: int) -> date | None:
    """The day from which on every event of a municipality is here; None where none was ever moved."""
    newest = rows.first(session, AuditArchive, order_by=["-year"], chain=municipality_id)
    return None if newest is None else date(newest.year + 1, 1, 1)


def ends(session: Session) -> tuple[dict[int, End], list[tuple[int, str]]]:
    """Where the events still here must begin, by chain, and what is wrong with anchors (chain, what)."""
    keys = session_keys(session)
    found: dict[int, End] = {}
    wrong: list[tuple[int, str]] = []
    for chain, of_chain in groupby(
        rows.every(session, AuditArchive, order_by=["chain", "year"]), lambda row: row.chain
    ):
        end = BEGINNING
        for row in of_chain:
            anchor = _anchor(row)
            if _mac(keys, anchor) != row.mac:
                wrong.append((chain, f"the anchor of the archive {anchor.year} was altered"))
            elif anchor.before != end:
                wrong.append((chain, f"an archive before that of {anchor.year} is missing"))
            end = anchor.end
        found[chain] = end
    return found, wrong


def next_events(session: Session, chain: int, end: End, most: int) -> list[Event]:
    """The sealed events after this end of the chain, in its order."""
    columns = [getattr(AuditEvent, name) for name in COLUMNS]
    statement = (
        select(*columns)
        .where(_of_chain(chain), AuditEvent.sealed_seq > end[0])
        .order_by(AuditEvent.sealed_seq)
        .limit(most)
    )
    return [dict(row) for row in session.execute(statement).mappings()]


def still_here(session: Session, chain: int, events: Sequence[Event]) -> bool:
    """Whether each of these events is in the database too, exactly as it is in the file."""
    numbers = [event["sealed_seq"] for event in events]
    found = rows.values(
        session,
        AuditEvent,
        ["sealed_seq", "mac", "chain_mac"],
        municipality_id=chain or None,
        sealed_seq=numbers,
    )
    return {tuple(row) for row in found} >= {
        (event["sealed_seq"], event["mac"], event["chain_mac"]) for event in events
    }


def unsealed_instants(session: Session) -> list[datetime]:
    """When the events happened that no chain holds yet."""
    return [at for (at,) in rows.values(session, AuditEvent, ["at"], sealed_seq=None)]


def move(session: Session, known: Anchor | None, new: Anchor) -> bool:
    """Let the anchor stand for more events and delete these; False where somebody else was quicker.

    The file must hold them already, on the disk.
    """
    row = session.get(AuditArchive, (new.chain, new.year), with_for_update=True)
    if (None if row is None else _anchor(row)) != known:
        return False
    _keep(session, new)
    least = new.first_seq if known is None else known.last_seq + 1
    gone = rows.remove(
        session,
        AuditEvent,
        municipality_id=new.chain or None,
        sealed_seq__least=least,
        sealed_seq__most=new.last_seq,
    )
    return gone == new.last_seq - least + 1


def close(session: Session, anchor: Anchor, now: datetime) -> None:
    """Note that the year is complete; `anchor` bears the file's hash."""
    _keep(session, anchor, closed_at=now)


def seal_of(session: Session, anchor: Anchor) -> str:
    """The HMAC over the anchor; stands in the manifest too."""
    return _mac(session_keys(session), anchor)


def _keep(session: Session, anchor: Anchor, **more: object) -> None:
    session.merge(AuditArchive(**asdict(anchor), **more, mac=seal_of(session, anchor)))
    session.flush()


def _anchor(row: AuditArchive) -> Anchor:
    return Anchor(**{name: getattr(row, name) for name in Anchor.__slots__})


def _mac(keys: KeyRing, anchor: Anchor) -> str:
    return keys.audit_mac(values_json.dumps([_ANCHOR, *asdict(anchor).values()]).encode())


def _of_chain(chain: int) -> Any:
    return AuditEvent.municipality_id == chain if chain else AuditEvent.municipality_id.is_(None)
