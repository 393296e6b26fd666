"""A restored backup obeys the list: what was erased after it was made is erased in it again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from engine.domain.retention import Record
from engine.persistence import erasure_list, given_ids
from engine.persistence.erasure_list import Listed
from engine.persistence.queries import erasures
from engine.retention import carrying_out, erasing
from engine.retention.erasing import OBJECT_KINDS, Cause
from engine.retention.records import Item
from engine.runtime import EVERY, Runtime, Session

AGAIN = "list of erasures"
"""The reason that stands with what was erased again."""


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
        others = [one for one in erasures.every(session) if one.key not in known]
        erasure_list.append(file, keys, others)
    if done:
        carrying_out.overwrite(runtime)
    return Reapplied(len(done), len(others))


def unknown_to(runtime: Runtime) -> tuple[int, int]:
    """How many erasures stand on the list alone, and how many in the database alone; nothing is changed."""
    listed = erasure_list.read(runtime.settings.erasure_list, runtime.database.keys)
    with runtime.reading(EVERY) as session:
        there = {one.key for one in erasures.every(session)}
    known = {one.key for one in listed}
    return len(known - there), len(there - known)


def _unknown(session: Session, listed: Sequence[Listed]) -> list[Listed]:
    there = {one.key for one in erasures.every(session)}
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
        given_ids.keep(session, kind, ids)
