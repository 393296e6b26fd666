"""Rows that are copied to fill a house: read plainly, and told in the audit trail anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.persistence import audit, rows
from engine.persistence.tables.cases import Contract, ServiceCase
from engine.persistence.tables.records import AuditEvent
from engine.runtime import EVERY, Runtime, Session

CHUNK = 2_000  # cases in one transaction
_BY_THE_TRAIL = ("mac", "sealed_seq", "chain_mac")  # what the trail itself gives an event

Row = dict[str, Any]


def plain(session: Session, table: Any, limit: int | None = None, **conditions: object) -> list[Row]:
    """Rows as plain dicts without their numbers, the newest first."""
    names = [column.key for column in table.__table__.columns if column.key != "id"]
    order = ["-id"] if "id" in table.__table__.columns else []
    found = rows.every(session, table, order_by=order, limit=limit, **conditions)
    return [{name: getattr(one, name) for name in names} for one in found]


def place(month: Mapping[str, Any]) -> Row:
    """The instance and the case of a month."""
    return {"instance_id": month["instance_id"], "case_id": month["case_id"]}


def cases_there(session: Session) -> int:
    """How many cases there are; their numbers have no gaps."""
    return rows.count(session, ServiceCase)


def contracts_after(session: Session, case_id: int) -> Sequence[Any]:
    """A chunk of contracts in the order of their cases: id, case_id, assistant_id."""
    columns = ("id", "case_id", "assistant_id")
    chunk = {"case_id__after": case_id, "case_id__most": case_id + CHUNK}
    return sorted(rows.values(session, Contract, columns, **chunk), key=lambda one: int(one.case_id))


def events_of(session: Session, instance_id: int) -> list[Row]:
    """What the trail tells of an instance."""
    return plain(session, AuditEvent, instance_id=instance_id)


def tell_again(session: Session, events: Sequence[Row], months: Sequence[Row]) -> None:
    """The same events of each of these months, signed anew."""
    like = [{name: one[name] for name in one if name not in _BY_THE_TRAIL} for one in events]
    audit.record_many(session, [{**event, **place(month)} for month in months for event in like])


def seal_all(runtime: Runtime) -> None:
    """Chain every event, as the ticks do in a house that fills slowly."""
    sealed = 1
    while sealed:
        with runtime.transaction(EVERY) as session:
            sealed = audit.seal(session)
