"""A restored backup obeys the list: what was erased after it was made is erased in it again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from engine.domain.retention import Record
from engine.persistence import erased_bytes, erasure_list, given_ids, rows
from engine.persistence.erased_fields import ids_of
from engine.persistence.erasure_list import Listed
from engine.persistence.lookups import session_keys
from engine.persistence.tables.base import Base
from engine.persistence.tables.cases import ServiceCase
from engine.persistence.tables.claims import MinistryClaim
from engine.persistence.tables.erasures import Erasure
from engine.persistence.tables.months import ServiceMonth
from engine.persistence.tables.people import Person
from engine.retention import erasing
from engine.retention.erasing import OBJECT_KINDS, Cause
from engine.retention.records import Item
from engine.runtime import EVERY, Runtime, Session

AGAIN = "list of erasures"
"""The reason that stands with what was erased again."""
_TABLES: Mapping[str, type[Base]] = {
    "person": Person,
    "service_case": ServiceCase,
    "service_month": ServiceMonth,
    "ministry_claim": MinistryClaim,
}


@dataclass(frozen=True, slots=True)
class Reapplied:
    """What was done: erased again in the database; written onto the list, which did not hold it."""

    erased: int
    listed: int


def reapply(runtime: Runtime) -> Reapplied:
    """Erase what the list holds and the database does not know, and list what only the database knows.

    Raises Unusable where the list is not sound.
    """
    file, keys = runtime.settings.erasure_list, runtime.database.keys
    listed = erasure_list.read(file, keys)
    cause = Cause(runtime.clock.now(), AGAIN)
    with runtime.transaction(EVERY) as session:
        unknown = _unknown(session, listed)
        _keep_ids(session, unknown)
        done = erasing.apply(session, [_item(one) for one in unknown], cause)
        known = {one.key for one in listed}
        others = [one for one in _in_database(session) if one.key not in known]
        erasure_list.append(file, session_keys(session), others)
    if done:
        erased_bytes.overwrite(runtime.database)
    return Reapplied(len(done), len(others))


def unknown_to(runtime: Runtime) -> tuple[int, int]:
    """How many erasures stand on the list alone, and how many in the database alone; nothing is changed."""
    listed = erasure_list.read(runtime.settings.erasure_list, runtime.database.keys)
    with runtime.reading(EVERY) as session:
        there = {one.key for one in _in_database(session)}
    known = {one.key for one in listed}
    return len(known - there), len(there - known)


def _in_database(session: Session) -> list[Listed]:
    found = rows.values(session, Erasure, ("at", "municipality_id", "record", "object_id"))
    return [Listed(*one) for one in found]


def _unknown(session: Session, listed: Sequence[Listed]) -> list[Listed]:
    there = {one.key for one in _in_database(session)}
    return list({one.key: one for one in listed if one.key not in there}.values())


def _item(one: Listed) -> Item:
    return Item(one.municipality_id, Record(one.record), one.object_id)


def _keep_ids(session: Session, unknown: Iterable[Listed]) -> None:
    """What this copy does not have yet must not get an id that the list names."""
    wanted: dict[str, set[int]] = {}
    for one in unknown:
        kind = OBJECT_KINDS.get(Record(one.record), "service_case")
        wanted.setdefault(kind, set()).add(one.object_id)
    for kind, ids in wanted.items():
        missing = ids - set(ids_of(session, _TABLES[kind], "id", ids))
        if missing:
            given_ids.never_again(session, kind, max(missing))
